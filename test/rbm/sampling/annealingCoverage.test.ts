import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  annealedLogPartition,
  annealFromReference,
  annealingSchedule,
  annealToReference,
  baseFor,
  bennettLogPartition,
  createRandom,
  exactLogPartition,
  fitGaussianMixture,
  planeDraws,
  planeLaws,
  reverseAnnealedLogPartition,
  train
} from "../../../src/rbm/index.js";
import { betterRecipe } from "../../../src/rbm/index.js";
import type { LogPartitionEstimate, Machine, PlaneLawName } from "../../../src/rbm/index.js";

type Estimate = Pick<LogPartitionEstimate, "logZ" | "standardError">;

/** A machine that has learned a law: the contrasts between its islands are those of training, not of chance. */
function trainedMachine(law: PlaneLawName, hidden: number, sigma: number): Machine {
  const data = planeLaws[law].draw(200, createRandom(0, "data"));
  const recipe = { ...betterRecipe, hidden, sigma, epochs: 150, learningRate: 0.02, learnVariance: hidden < 10 };
  let machine: Machine | undefined;
  for (const epoch of train({ recipe, data })) ({ machine } = epoch);
  return machine!;
}

const machines = [
  { title: "2 × 4, moons", machine: trainedMachine("moons", 4, 0.3), chains: 4000 },
  { title: "2 × 20, ring", machine: trainedMachine("ring", 20, 0.1), chains: 6000 },
  { title: "2 × 100, moons", machine: trainedMachine("moons", 100, 0.1), chains: 4000 }
];

describe.each(machines)("log Z of the trained machine of $title", ({ machine, chains }) => {
  const truth = exactLogPartition(machine);

  it("by annealing from a mixture, forward and in reverse, is within 0.001 nats: 40 temperatures", () => {
    const betas = annealingSchedule(40, 1);
    const draws = planeDraws(machine, chains, createRandom(1));
    const reference = fitGaussianMixture({
      data: planeDraws(machine, 4000, createRandom(2)),
      components: 12,
      restarts: 1,
      clustering: 10,
      random: createRandom(3)
    });
    const forward = annealFromReference({ machine, reference, betas, chains, random: createRandom(4) });
    const reverse = annealToReference({ machine, reference, betas, draws, random: createRandom(5) });
    for (const { logZ, standardError } of [forward, reverse]) {
      expect(Math.abs(logZ - truth)).toBeLessThan(1e-3);
      expect(Math.abs(logZ - truth)).toBeLessThan(4 * standardError);
      expect(standardError).toBeLessThan(6e-4);
    }
  });
});

/**
 * Whether the interval of 1.96 standard errors holds the truth in as many of 200 repetitions as it should: fewer than 177
 * or all of them has a probability of 1.1e-4 if it does so with probability 0.95.
 */
function expectCoverage(truth: number, repeat: (repetition: number) => Estimate): number {
  let held = 0;
  for (let k = 0; k < 200; k++) {
    if (holds(truth, repeat(k))) held++;
  }
  expect(held).toBeGreaterThanOrEqual(177);
  expect(held).toBeLessThan(200);
  return held;
}

/** Whether the truth is within 1.96 standard errors of an estimate. */
function holds(truth: number, { logZ, standardError }: Estimate): boolean {
  return Math.abs(logZ - truth) < 1.96 * standardError;
}

describe.each(machines.slice(0, 2))("the standard error states how far log Z is off: $title", ({ machine }) => {
  const truth = exactLogPartition(machine);
  const chains = 100;
  const drawsOf = (k: number) => planeDraws(machine, chains, createRandom(k, "draws"));
  const fitted = planeDraws(machine, 1000, createRandom(6));

  it("from a mixture, forward and in reverse, 200 repetitions of 100 chains and 10 temperatures", () => {
    const reference = fitGaussianMixture({ data: fitted, components: 8, restarts: 1, random: createRandom(7) });
    const options = { machine, reference, betas: annealingSchedule(10, 1) };
    expectCoverage(truth, (k) => annealFromReference({ ...options, chains, random: createRandom(k) }));
    expectCoverage(truth, (k) => annealToReference({ ...options, draws: drawsOf(k), random: createRandom(k) }));
  });
});

it("so it does from one Gaussian, on the 2 × 4 machine, 200 repetitions of 100 chains and 40 temperatures", () => {
  const [{ machine }] = machines;
  const truth = exactLogPartition(machine);
  const base = baseFor(machine, planeDraws(machine, 1000, createRandom(6)));
  const options = { machine, base, betas: annealingSchedule(40, 1) };
  expectCoverage(truth, (k) => annealedLogPartition({ ...options, chains: 100, random: createRandom(k) }));
  expectCoverage(truth, (k) =>
    reverseAnnealedLogPartition({
      ...options,
      draws: planeDraws(machine, 100, createRandom(k, "draws")),
      random: createRandom(k)
    })
  );
});

describe("from one Gaussian with few temperatures, in both directions together, so it does: 50 chains, 5 temperatures", () => {
  it.each(machines)("$title, 200 repetitions", ({ title, machine }) => {
    const truth = exactLogPartition(machine);
    const chains = 50;
    const base = baseFor(machine, planeDraws(machine, 4000, createRandom(6)));
    const options = { machine, base, betas: annealingSchedule(5, 1) };
    const held = { forward: 0, reverse: 0 };
    const together = expectCoverage(truth, (k) => {
      const forward = annealedLogPartition({ ...options, chains, random: createRandom(k, "forward") });
      const draws = planeDraws(machine, chains, createRandom(k, "draws"));
      const reverse = reverseAnnealedLogPartition({ ...options, draws, random: createRandom(k, "reverse") });
      if (holds(truth, forward)) held.forward++;
      if (holds(truth, reverse)) held.reverse++;
      return bennettLogPartition(forward, reverse);
    });
    if (title !== "2 × 100, moons") return;
    // What the page says of one direction alone.
    expect(readFileSync("src/playground.md", "utf8")).toContain(
      `held the exact value in ${held.forward} of 200 repetitions forward, in ${held.reverse} in reverse, and in ${together} together`
    );
  });
});
