import { expect, it } from "vitest";
import {
  cellCentres,
  cellSize,
  createRandom,
  exactDraws,
  exactLogPartition,
  initialMachine,
  loopEvaluator,
  moments,
  planeDraws,
  wholeWindow
} from "../../../src/rbm/index.js";
import type { Machine } from "../../../src/rbm/index.js";

function wideMachine(m: number, seed: number): Machine {
  const machine = initialMachine({ n: 2, m, sigma: 0.4, random: createRandom(seed) });
  return { ...machine, W: machine.W.map((value) => 25 * value), d: machine.d.map((value) => 10 * value - 0.5) };
}

/** Differences of independent values from what they should average, in standard errors. */
function deviation(values: Float64Array, mean: number): number {
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (values.length - 1);
  return Math.abs(average - mean) / Math.sqrt(variance / values.length);
}

it("draws of a machine with 16 units have its exact mean and covariance: 100 000 draws, 4.5 standard errors", () => {
  const machine = wideMachine(16, 1);
  const { mean, covariance } = moments(machine);
  const { values } = planeDraws(machine, 100_000, createRandom(2));
  for (const i of [0, 1]) {
    const coordinate = Float64Array.from(values).filter((_, at) => at % 2 === i);
    expect(deviation(coordinate, mean[i])).toBeLessThan(4.5);
    expect(
      deviation(
        coordinate.map((value) => (value - mean[i]) ** 2),
        covariance[i][i]
      )
    ).toBeLessThan(4.5);
  }
});

it("draws of a machine with 100 units fall into each box as often as its density says: χ² within 4.5 σ of its mean", () => {
  const machine = wideMachine(100, 3);
  const count = 50_000;
  const { values } = planeDraws(machine, count, createRandom(4));
  const window = wholeWindow(machine);
  // Cells of a sixth of σ, and boxes of 6 × 6 of them: the midpoint rule errs by much less than the draws do.
  const grid = { ...window, columns: 3 * window.columns, rows: 3 * window.rows };
  const across = Math.ceil(grid.columns / 6);
  const boxOf = (column: number, row: number) => Math.floor(row / 6) * across + Math.floor(column / 6);
  const boxes = across * Math.ceil(grid.rows / 6);
  const [expected, observed] = [new Float64Array(boxes), new Float64Array(boxes)];
  const logZ = exactLogPartition(machine);
  const [width, height] = cellSize(grid);
  loopEvaluator.c(machine, cellCentres(grid)).forEach((value, cell) => {
    const box = boxOf(cell % grid.columns, Math.floor(cell / grid.columns));
    expected[box] += count * Math.exp(value - logZ) * width * height;
  });
  for (let row = 0; row < count; row++)
    observed[
      boxOf(Math.floor((values[2 * row] - grid.xmin) / width), Math.floor((values[2 * row + 1] - grid.ymin) / height))
    ]++;
  let [chi2, counted] = [0, 0];
  expected.forEach((wanted, box) => {
    if (wanted < 20) return;
    counted++;
    chi2 += (observed[box] - wanted) ** 2 / wanted;
  });
  expect(counted).toBeGreaterThan(40);
  expect(Math.abs(chi2 - counted) / Math.sqrt(2 * counted)).toBeLessThan(4.5);
});

it("up to twelve units the draws are those of the enumeration", () => {
  const machine = wideMachine(5, 5);
  expect(planeDraws(machine, 10, createRandom(6))).toEqual(exactDraws(machine, 10, createRandom(6)));
});

it("refuses machines that don't lie in a plane, and a count that is none", () => {
  const machine = initialMachine({ n: 3, m: 20, sigma: 1, random: createRandom(0) });
  expect(() => planeDraws(machine, 5, createRandom(0))).toThrow("n = 2");
  expect(() => planeDraws(wideMachine(20, 1), 0, createRandom(0))).toThrow("count");
});
