import { describe, expect, it } from "vitest";
import {
  componentsOf,
  cornerWeight,
  heaviest,
  mixtureDensity,
  switchesText
} from "../../../../src/components/chapters/inside/gaussians.js";
import { mostUpdates, smallRun } from "../../../../src/components/chapters/inside/smallRun.js";
import { densityGrid } from "../../../../src/rbm/exact/densityGrid.js";
import { cellCentres } from "../../../../src/rbm/exact/grid.js";
import { polygonArea, polygonHolds, reachableMeans } from "../../../../src/rbm/exact/zonotope.js";

const run = smallRun({ hidden: 8, seed: 0, coupling: "sigma2", clipped: true });
const machine = run.machines[200];
const grid = { xmin: -1.6, xmax: 1.6, ymin: -1.6, ymax: 1.6, columns: 24, rows: 24 };

it("the Gaussians, weighed and added up, are the density that the formula gives", () => {
  const components = componentsOf(machine);
  expect(components.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  const { density } = densityGrid(machine, grid);
  // log Z of the grid is a sum over cells, good to 1e-6 or better.
  mixtureDensity(machine, components, cellCentres(grid)).forEach((value, i) =>
    expect(Math.abs(value / density[i] - 1)).toBeLessThan(1e-7)
  );
});

it("the heaviest come first, as many as a share of the weight takes", () => {
  const components = componentsOf(machine);
  const count = heaviest(components, 0.9);
  const weightOf = (several: typeof components) => several.reduce((sum, { weight }) => sum + weight, 0);
  expect(weightOf(components.slice(0, count))).toBeGreaterThanOrEqual(0.9);
  expect(weightOf(components.slice(0, count - 1))).toBeLessThan(0.9);
  components.slice(1).forEach(({ weight }, i) => expect(weight).toBeLessThanOrEqual(components[i].weight));
  const [{ state, centre }] = components;
  const z = [...switchesText(state, 8)].map(Number);
  for (const i of [0, 1])
    expect(centre[i]).toBeCloseTo(
      z.reduce((sum, on, j) => sum + on * machine.W[8 * i + j], machine.b[i]),
      12
    );
});

describe("what the page says of its run", () => {
  const held = (border: [number, number][]) =>
    Array.from({ length: 100 }, (_, row) =>
      polygonHolds(border, run.batch.values[2 * row], run.batch.values[2 * row + 1])
    ).filter(Boolean).length;

  it("of the area of the means: it grows to about the disc's and stops, with a third of the points within", () => {
    const borders = [0, 60, 100, 150, 200, 300].map((done) => reachableMeans(run.machines[done]));
    expect(borders.map((border) => polygonArea(border).toFixed(2))).toEqual([
      "0.00",
      "0.91",
      "2.34",
      "2.95",
      "3.00",
      "2.93"
    ]);
    expect(borders.map(held)).toEqual([0, 0, 12, 37, 40, 35]);
    expect(borders.every(({ length }) => length === 16)).toBe(true);
  });

  it("of the weight: 15 Gaussians hold nine tenths in the end, and 94 % lies on the corners", () => {
    const weightAt = (done: number) => {
      const components = componentsOf(run.machines[done]);
      return [heaviest(components, 0.9), cornerWeight(components, reachableMeans(run.machines[done])).toFixed(2)];
    };
    expect(weightAt(0)).toEqual([222, "0.06"]);
    expect(weightAt(mostUpdates)).toEqual([15, "0.94"]);
  });
});
