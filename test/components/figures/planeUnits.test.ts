import { expect, it } from "vitest";
import {
  coordinateText,
  densityIn,
  ownUnits,
  placeText,
  unitTicks
} from "../../../src/components/figures/plane/planeUnits.js";
import { describePlane } from "../../../src/components/figures/plane/planeDescription.js";
import { standardisationBy } from "../../../src/rbm/data/standardise.js";

const units = standardisationBy(Float64Array.of(1000, -3), Float64Array.of(100, 0.02));
const nothing = { data: null, draws: null, density: null, mixture: null, trail: null, highlight: null };
const window = { xmin: -1.6, xmax: 1.6, ymin: -1.6, ymax: 1.6 };

it("a place is told as the standardisation undoes it, with digits for a hundredth of the plane's unit", () => {
  const { values } = units.undo([[0.5, -1]]);
  expect(Array.from(values)).toEqual([1050, -3.02]);
  expect(placeText([0.5, -1], units)).toBe("(1050, −3.0200)");
  expect(placeText([0.5, -1], ownUnits)).toBe("(0.50, −1.00)");
  expect(coordinateText(1, 0, { mean: [0, 0], scale: [1e-12, 1] })).toBe("1e−12");
});

it("a density over the plane keeps its mass in other units", () => {
  // A square of side 1 in the plane has sides 100 and 0.02 there.
  expect(densityIn(units, 0.7) * 100 * 0.02).toBeCloseTo(0.7, 12);
});

it("ticks are round numbers of the units, each at its place", () => {
  expect(unitTicks([-1.6, 1.6], 0, ownUnits, 6).ticks.map(({ text }) => text)).toEqual([
    "−1.5",
    "−1.0",
    "−0.5",
    "0.0",
    "0.5",
    "1.0",
    "1.5"
  ]);
  const { ticks, of } = unitTicks([-1.6, 1.6], 0, units, 6);
  expect(of("x₁")).toBe("x₁");
  expect(ticks.map(({ text }) => text)).toEqual(["850", "900", "950", "1000", "1050", "1100", "1150"]);
  for (const { at, text } of ticks) expect(at * 100 + 1000).toBeCloseTo(Number(text), 9);
});

it.each([
  [3e6, 1e6, "x₁ / 10⁶", 0, 1e6],
  [1e9, 3e8, "x₁ / 10⁹", 0, 1e9],
  [1e9, 300, "x₁ − 1000000000", 1e9, 1],
  [1e9, 2e-7, "(x₁ − 1000000000) / 10⁻⁷", 1e9, 1e-7],
  [-12345678, 2, "x₁ + 12345700", -12345700, 1],
  [0, 1e-12, "x₁ / 10⁻¹²", 0, 1e-12],
  [0, 1e300, "x₁ / 10³⁰⁰", 0, 1e300],
  [1e300, 1e290, "(x₁ − 1e+300) / 10²⁹⁰", 1e300, 1e290]
])("ticks round %d give or take %d are of %s, short and each at its place", (mean, scale, name, offset, factor) => {
  const { ticks, of } = unitTicks([-1.6, 1.6], 0, { mean: [mean, 0], scale: [scale, 1] }, 6);
  expect(of("x₁")).toBe(name);
  expect(ticks.length).toBeGreaterThanOrEqual(3);
  expect(new Set(ticks.map(({ text }) => text)).size).toBe(ticks.length);
  for (const { at, text } of ticks) {
    expect(text.length).toBeLessThanOrEqual(6);
    const value = Number(text.replace("−", "-")) * factor + offset;
    // To a hundredth of the plane's unit, or as near as a double comes.
    expect(Math.abs(mean + scale * at - value)).toBeLessThanOrEqual(0.01 * scale + 2 ** -52 * Math.abs(mean));
  }
});

it("the picture in words tells its window and the density's top in the units", () => {
  const density = { columns: 2, rows: 1, ...window, density: Float32Array.of(0.25, 0.5), logZ: 0 };
  const words = describePlane({ ...nothing, density }, window, null, units);
  expect(words).toContain("x₁ from 840 to 1160, x₂ from −3.032 to −2.968.");
  expect(words).toContain("highest, 0.25, near (1080, −3.0000)");
});
