import { describe, expect, it } from "vitest";
import { gridLayout } from "../../../src/components/figures/image/gridLayout.js";
import { evenScale } from "../../../src/components/figures/image/images.js";

describe("gridLayout", () => {
  const digits = { rows: 8, columns: 8, count: 40 };

  it.each([300, 358, 700, 1100])("keeps every image within %d pixels, none over another", (width) => {
    for (const across of [undefined, 6, 40]) {
      const layout = gridLayout(width, digits, { side: 56, across });
      for (let index = 0; index < digits.count; index++) {
        const { x, y } = layout.placeOf(index);
        expect(x + layout.imageWidth).toBeLessThanOrEqual(width + 1e-9);
        expect(y + layout.imageHeight).toBeLessThanOrEqual(layout.height + 1e-9);
        expect(layout.indexAt(x + layout.imageWidth / 2, y + layout.imageHeight / 2)).toBe(index);
      }
    }
  });

  it("shrinks images to have `across` in a row, never below what a finger hits", () => {
    expect(gridLayout(300, digits, { side: 56, across: 6 }).perRow).toBe(6);
    const crowded = gridLayout(300, digits, { side: 56, across: 40 });
    expect(crowded.imageWidth).toBeGreaterThanOrEqual(24);
    expect(crowded.perRow).toBeLessThan(40);
  });

  it("finds no image in a gap or outside", () => {
    const layout = gridLayout(300, digits, { side: 56 });
    expect(layout.indexAt(layout.imageWidth + 1.5, 5)).toBe(-1);
    expect(layout.indexAt(-1, 5)).toBe(-1);
  });
});

it("evenScale is even about zero, and does not let a few great numbers hide the others", () => {
  const values = Float64Array.from({ length: 1000 }, (_, at) => (at === 0 ? 100 : Math.sin(at)));
  const { low, high } = evenScale({ rows: 1, columns: 1, count: 1000, values }, 0.99);
  expect(low).toBe(-high);
  expect(high).toBeLessThanOrEqual(1);
  expect(high).toBeGreaterThan(0.9);
});
