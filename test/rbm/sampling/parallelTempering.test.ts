import { describe, expect, it } from "vitest";
import {
  baseFor,
  createMachine,
  createRandom,
  createReplicaChains,
  exactDraws,
  moments,
  replicaTrajectory,
  temperatureLadder,
  temperedChains
} from "../../../src/rbm/index.js";
import type { Trajectory } from "../../../src/rbm/index.js";
import { temperingBase } from "../../../src/rbm/sampling/temperedPath.js";

/** Two needles, three apart: a Gibbs chain hardly ever goes from one to the other. */
const machine = createMachine({
  b: [-1.5, 0],
  logSigma2: [-2, -2],
  W: [
    [3, 0.1],
    [0, 0.1]
  ],
  d: [0, 0.2]
});
const exact = moments(machine);
const base = baseFor(machine, exactDraws(machine, 500, createRandom(0)));

/** Mean of the first coordinate by chain, so that its standard error needs no autocorrelation. */
function chainMeans({ steps, chains, n, x }: Trajectory, burnIn: number): number[] {
  return Array.from({ length: chains }, (_, chain) => {
    let sum = 0;
    for (let step = burnIn; step < steps; step++) sum += x[(step * chains + chain) * n];
    return sum / (steps - burnIn);
  });
}

function meanAndError(values: readonly number[]): [number, number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return [mean, Math.sqrt(variance / values.length)];
}

describe("parallel tempering", { timeout: 60_000 }, () => {
  it("has the machine's exact mean where all chains start at one end: within four standard errors of 200 chains", () => {
    const betas = temperatureLadder(6);
    const run = temperedChains({ machine, base, betas, chains: 200, steps: 300, random: createRandom(1) });
    const [mean, error] = meanAndError(chainMeans(run, 100));
    expect(Math.abs(mean - exact.mean[0])).toBeLessThan(4 * error);
    expect(error).toBeLessThan(0.1);
  });

  it("exchanges between machines of a trajectory too, and leaves the last one's mean alone", () => {
    const weak = createMachine({
      b: [0, 0],
      logSigma2: [0.5, 0],
      W: [
        [0.2, 0],
        [0, 0]
      ],
      d: [0, 0]
    });
    const middle = createMachine({
      b: [-0.8, 0],
      logSigma2: [-0.4, -1],
      W: [
        [1.6, 0.05],
        [0, 0.05]
      ],
      d: [0, 0.1]
    });
    const replicas = createReplicaChains({ ladder: [weak, middle, machine], chains: 200, random: createRandom(2) });
    const [mean, error] = meanAndError(chainMeans(replicaTrajectory(replicas, 400), 150));
    expect(Math.abs(mean - exact.mean[0])).toBeLessThan(4 * error);
    for (const share of replicas.acceptance()) expect(share).toBeGreaterThan(0.05);
  });

  it("refuses a ladder that does not end at the machine", () => {
    const options = { machine, base, chains: 1, steps: 1, random: createRandom(0) };
    expect(() => temperedChains({ ...options, betas: [0, 0.5] })).toThrow("betas ends with 0.5; it must end with 1");
    expect(() => temperedChains({ ...options, betas: [0, 2, 1] })).toThrow(
      "betas[1] is 2; it must be a number from 0 to 1"
    );
  });
});

it("the base of chains tempered in training is the data's Gaussian, nowhere narrower than the machine's units", () => {
  const { mean, variance } = temperingBase(machine, [-1, 0.2, 1, 0.2, 3, 0.2]);
  expect(mean[0]).toBeCloseTo(1, 12);
  expect(mean[1]).toBeCloseTo(0.2, 12);
  expect(variance[0]).toBeCloseTo(8 / 3, 12);
  expect(variance[1]).toBeCloseTo(Math.exp(-2), 12);
});
