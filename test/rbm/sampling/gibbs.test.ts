import { describe, expect, it } from "vitest";
import {
  createMachine,
  createRandom,
  densityGrid,
  formulaEvaluator,
  gibbsChains,
  gibbsStep,
  moments,
  pZGivenX
} from "../../../src/rbm/index.js";
import type { Trajectory } from "../../../src/rbm/index.js";
import { expectClose, referenceCases } from "../reference.js";

/** Overlapping Gaussians, correlated: a chain forgets its start within a few steps. */
const machine = createMachine({
  b: [0.2, -0.3],
  logSigma2: [-0.4, -0.8],
  W: [
    [0.9, -0.5, 0.3],
    [-0.2, 0.6, 0.5]
  ],
  d: [-0.3, 0.2, -0.5]
});

// Bounds are 4.5 standard errors (7e-6 a check) unless said otherwise; seeds are fixed.
describe("one Gibbs step", () => {
  const count = 40_000;
  const at = [0.7, -0.4];
  const step = gibbsStep(
    machine,
    Array.from({ length: count }, () => at),
    createRandom(1)
  );

  it("draws each hidden unit as often as p(z|x) says, and each apart from the others", () => {
    const [p] = pZGivenX(machine, [at]);
    for (let j = 0; j < 3; j++) {
      const ones = sum(count, (row) => step.z.values[3 * row + j]);
      expect(Math.abs(ones / count - p[j])).toBeLessThan(4.5 * Math.sqrt((p[j] * (1 - p[j])) / count));
      const k = (j + 1) % 3;
      const both = sum(count, (row) => step.z.values[3 * row + j] * step.z.values[3 * row + k]);
      const p2 = p[j] * p[k];
      expect(Math.abs(both / count - p2)).toBeLessThan(4.5 * Math.sqrt((p2 * (1 - p2)) / count));
    }
  });

  it("draws x with mean b + Wz and variance σ²: the variance, not the standard deviation", () => {
    for (const i of [0, 1]) {
      const sigma2 = Math.exp(machine.logSigma2[i]);
      const residual = (row: number) => {
        let mean = machine.b[i];
        for (let j = 0; j < 3; j++) mean += machine.W[3 * i + j] * step.z.values[3 * row + j];
        return step.x.values[2 * row + i] - mean;
      };
      expect(Math.abs(sum(count, residual) / count)).toBeLessThan(4.5 * Math.sqrt(sigma2 / count));
      const variance = sum(count, (row) => residual(row) ** 2) / count;
      expect(Math.abs(variance / sigma2 - 1)).toBeLessThan(4.5 * Math.sqrt(2 / count));
    }
  });

  it("keeps the batch and refuses another width", () => {
    expect(step.z).toMatchObject({ n: 3, count });
    expect(step.x).toMatchObject({ n: 2, count });
    expect(() => gibbsStep(machine, [[1]], createRandom(1))).toThrow(
      "x has shape (1, 1); it must have shape (batch, 2)"
    );
  });
});

describe("Gibbs chains", { timeout: 60_000 }, () => {
  it("start at z ~ Bernoulli(½): the first x has mean b + W/2 and variance σ² + Σ W²/4", () => {
    const chains = 40_000;
    const { x } = gibbsChains({ machine, chains, steps: 1, random: createRandom(2) });
    for (const i of [0, 1]) {
      const w = [0, 1, 2].map((j) => machine.W[3 * i + j]);
      const mean = machine.b[i] + w.reduce((total, value) => total + value / 2, 0);
      const variance = Math.exp(machine.logSigma2[i]) + w.reduce((total, value) => total + value ** 2 / 4, 0);
      expect(Math.abs(sum(chains, (chain) => x[2 * chain + i]) / chains - mean)).toBeLessThan(
        4.5 * Math.sqrt(variance / chains)
      );
      const actual = sum(chains, (chain) => (x[2 * chain + i] - mean) ** 2) / chains;
      // near enough to normal for twice its variance of squares
      expect(Math.abs(actual / variance - 1)).toBeLessThan(4.5 * Math.sqrt(2 / chains));
    }
  });

  const planar = referenceCases
    .filter(({ values }) => values.n_hidden <= 5)
    .map(({ title, values }) => ({
      title,
      machine: createMachine(values.params)
    }));

  it.each([...planar, { title: "hand-made", machine }])(
    "of the $title machine come to its exact mean and covariance",
    ({ machine }) => {
      const chains = 20_000;
      const trajectory = gibbsChains({ machine, chains, steps: 40, random: createRandom(3) });
      const exact = moments(machine);
      const { n } = machine;
      const last = trajectory.x.subarray(39 * chains * n);
      for (let i = 0; i < n; i++) {
        const variance = exact.covariance[i][i];
        const mean = sum(chains, (chain) => last[chain * n + i]) / chains;
        expect(Math.abs(mean - exact.mean[i])).toBeLessThan(4.5 * Math.sqrt(variance / chains));
        for (let k = 0; k <= i; k++) {
          const products = Array.from(
            { length: chains },
            (_, chain) => (last[chain * n + i] - exact.mean[i]) * (last[chain * n + k] - exact.mean[k])
          );
          const average = products.reduce((total, value) => total + value, 0) / chains;
          const spread = products.reduce((total, value) => total + (value - average) ** 2, 0) / chains;
          expect(Math.abs(average - exact.covariance[i][k])).toBeLessThan(4.5 * Math.sqrt(spread / chains));
        }
      }
    }
  );

  const stationary = gibbsChains({ machine, chains: 40_000, steps: 42, random: createRandom(4) });

  it("come to the exact density: χ² over 64 cells", () => {
    const [cells, parts, half] = [8, 20, 3];
    const grid = densityGrid(machine, { xmin: -half, xmax: half, ymin: -half, ymax: half, columns: 160, rows: 160 });
    const expected = new Float64Array(cells * cells + 1);
    grid.density.forEach((p: number, k: number) => {
      const [row, column] = [Math.floor(k / 160), k % 160];
      expected[Math.floor(row / parts) * cells + Math.floor(column / parts)] += p * ((2 * half) / 160) ** 2;
    });
    expected[cells * cells] = 1 - expected.reduce((total, p) => total + p, 0);
    const counts = new Float64Array(cells * cells + 1);
    for (let chain = 0; chain < stationary.chains; chain++) counts[cellOf(stationary, 41, chain, cells, half)]++;
    // cells with fewer than 5 expected go together
    let [statistic, degrees, rareExpected, rareCount] = [0, -1, 0, 0];
    expected.forEach((p, cell) => {
      const mean = p * stationary.chains;
      if (mean < 5) {
        rareExpected += mean;
        rareCount += counts[cell];
      } else {
        statistic += (counts[cell] - mean) ** 2 / mean;
        degrees++;
      }
    });
    statistic += (rareCount - rareExpected) ** 2 / rareExpected;
    degrees++;
    expect(degrees).toBeGreaterThan(30);
    expect(Math.abs(statistic - degrees)).toBeLessThan(4.5 * Math.sqrt(2 * degrees));
  });

  it("are in detailed balance on x: as many moves from cell to cell as back", () => {
    const cells = 6;
    const moves = new Float64Array((cells * cells + 1) ** 2);
    for (let chain = 0; chain < stationary.chains; chain++) {
      const [from, to] = [40, 41].map((step) => cellOf(stationary, step, chain, cells, 2.5));
      moves[from * (cells * cells + 1) + to]++;
    }
    let [statistic, degrees] = [0, 0];
    for (let a = 0; a <= cells * cells; a++)
      for (let b = 0; b < a; b++) {
        const [there, back] = [moves[a * (cells * cells + 1) + b], moves[b * (cells * cells + 1) + a]];
        if (there + back < 10) continue;
        statistic += (there - back) ** 2 / (there + back);
        degrees++;
      }
    expect(degrees).toBeGreaterThan(100);
    expect(Math.abs(statistic - degrees)).toBeLessThan(4.5 * Math.sqrt(2 * degrees));
  });

  it("keep every x, (steps, chains, n), and are the same for the same seed, by loops or by formulas", () => {
    const run = (seed: number, options = {}) =>
      gibbsChains({ machine, chains: 5, steps: 7, random: createRandom(seed), ...options });
    expect(run(1)).toMatchObject({ steps: 7, chains: 5, n: 2 });
    expect(run(1).x.length).toBe(70);
    expect(run(1)).toEqual(run(1));
    expect(run(1).x).not.toEqual(run(2).x);
    expectClose(run(1, { evaluator: formulaEvaluator }).x, run(1).x, 1e-12);
  });

  it("are refused where there are none", () => {
    const run = (chains: number, steps: number) => () =>
      gibbsChains({ machine, chains, steps, random: createRandom(0) });
    expect(run(0, 1)).toThrow("chains is 0; it must be a whole number");
    expect(run(1, 0.5)).toThrow("steps is 0.5");
  });
});

function sum(count: number, f: (row: number) => number): number {
  let total = 0;
  for (let row = 0; row < count; row++) total += f(row);
  return total;
}

/** The cell of a square window that x of a chain lies in; the number past the last where it lies outside. */
function cellOf({ chains, x }: Trajectory, step: number, chain: number, cells: number, half: number): number {
  const at = 2 * (step * chains + chain);
  const [column, row] = [0, 1].map((i) => Math.floor(((x[at + i] + half) / (2 * half)) * cells));
  return column >= 0 && column < cells && row >= 0 && row < cells ? row * cells + column : cells * cells;
}
