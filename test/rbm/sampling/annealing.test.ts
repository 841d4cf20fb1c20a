import { describe, expect, it } from "vitest";
import {
  annealedLogPartition,
  annealFromReference,
  annealingSchedule,
  annealToReference,
  baseFor,
  createMachine,
  createRandom,
  energy,
  exactDraws,
  fitGaussian,
  initialMachine,
  logPartition,
  logPartitionOfBase,
  moments,
  reverseAnnealedLogPartition,
  temperedMachine
} from "../../../src/rbm/index.js";
import type { Machine } from "../../../src/rbm/index.js";
import { expectClose } from "../reference.js";

const small = createMachine({
  b: [0.2, -0.3],
  logSigma2: [-0.4, -0.9],
  W: [
    [0.9, -0.5, 0.3, 0.2],
    [-0.2, 0.6, 0.5, -0.7]
  ],
  d: [-0.3, 0.2, -0.5, 0.1]
});

describe("the path of machines", () => {
  const base = { mean: [0.5, -1], variance: [2, 0.7], hidden: [0.3, -0.2, 0.1, 0.4] };

  it.each([0, 0.2, 0.7, 1])("at β = %d is the machine whose energy is the blend, to the constant it states", (beta) => {
    const { machine, logScale } = temperedMachine(small, base, beta);
    const x = [
      [0.3, 0.8],
      [-1.2, 2]
    ];
    const z = [
      [1, 0, 1, 1],
      [0, 1, 0, 1]
    ];
    const blend = energy(small, x, z).map((E, row) => {
      const quadratic = [0, 1].reduce((sum, i) => sum + (x[row][i] - base.mean[i]) ** 2 / (2 * base.variance[i]), 0);
      const odds = z[row].reduce((sum, on, j) => sum + on * base.hidden[j], 0);
      return (1 - beta) * (quadratic - odds) + beta * E;
    });
    expectClose(
      energy(machine, x, z).map((E) => E - logScale),
      blend,
      1e-12
    );
    if (beta === 0) expect(logPartition(machine) + logScale).toBeCloseTo(logPartitionOfBase(base, 2, 4), 12);
    if (beta === 1) expectClose(machine.W, small.W, 1e-12);
  });

  it("refuses temperatures that don't rise from 0 to 1", () => {
    const run = (betas: number[]) => () =>
      annealedLogPartition({ machine: small, base, betas, chains: 10, random: createRandom(0) });
    expect(run([0, 0.5])).toThrow("betas goes from 0 to 0.5; it must go from 0 to 1");
    expect(run([0, 0.5, 0.4, 1])).toThrow("betas[2] is 0.4; it must be above the one before, 0.5");
    expect(run([0])).toThrow("betas.length is 1");
  });
});

describe("exact draws", () => {
  it("have the machine's exact mean and covariance: 200 000 draws, five standard errors", () => {
    const count = 200_000;
    const values = Float64Array.from(exactDraws(small, count, createRandom(1)).values);
    const { mean, covariance } = moments(small);
    for (const i of [0, 1]) {
      const values1 = values.filter((_, at) => at % 2 === i);
      const average = values1.reduce((sum, value) => sum + value, 0) / count;
      expect(Math.abs(average - mean[i])).toBeLessThan(5 * Math.sqrt(covariance[i][i] / count));
      const variance = values1.reduce((sum, value) => sum + (value - mean[i]) ** 2, 0) / count;
      expect(Math.abs(variance / covariance[i][i] - 1)).toBeLessThan(5 * Math.sqrt(3 / count));
    }
  });
});

/** Two units to sum over for any n: a machine of n visible units whose units overlap. */
function wide(n: number, m: number): Machine {
  const machine = initialMachine({ n, m, sigma: 1, random: createRandom(n + m) });
  return { ...machine, W: machine.W.map((value) => 40 * value), d: machine.d.map((value) => 5 * value) };
}

describe.each([
  { title: "2 × 4", machine: small },
  { title: "5 × 12", machine: wide(5, 12) },
  { title: "30 × 10", machine: wide(30, 10) }
])("annealed importance sampling on the $title machine, log Z summed over z as the truth", ({ machine }) => {
  const truth = logPartition(machine);
  const draws = exactDraws(machine, 2000, createRandom(5));
  const betas = annealingSchedule(200, 1);

  it(
    "along the path of machines, forward and reverse, is within four of its standard errors",
    { timeout: 60_000 },
    () => {
      const base = baseFor(machine, draws);
      const forward = annealedLogPartition({ machine, base, betas, chains: 1000, random: createRandom(6) });
      const reverse = reverseAnnealedLogPartition({ machine, base, betas, draws, random: createRandom(7) });
      for (const { logZ, standardError } of [forward, reverse]) {
        expect(Math.abs(logZ - truth)).toBeLessThan(4 * standardError);
        expect(standardError).toBeLessThan(0.1);
      }
    }
  );

  it("from a Gaussian along the marginals is as well", { timeout: 60_000 }, () => {
    const reference = fitGaussian(draws);
    const forward = annealFromReference({ machine, reference, betas, chains: 300, random: createRandom(8) });
    const some = { n: machine.n, count: 300, values: draws.values.slice(0, 300 * machine.n) };
    const reverse = annealToReference({ machine, reference, betas, draws: some, random: createRandom(9) });
    for (const { logZ, standardError } of [forward, reverse]) {
      expect(Math.abs(logZ - truth)).toBeLessThan(4 * standardError);
      expect(standardError).toBeLessThan(0.1);
    }
  });
});
