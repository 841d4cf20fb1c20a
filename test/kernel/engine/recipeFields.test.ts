import { describe, expect, it } from "vitest";
import { c, createPoints, logPartition, negativeLogLikelihood, pointRows, train } from "../../../src/rbm/index.js";
import { createRandom } from "../../../src/rbm/random.js";
import { planeLaws } from "../../../src/rbm/index.js";
import { betterRecipe } from "../../../src/rbm/training/recipe.js";
import type { Machine, Points, Recipe } from "../../../src/rbm/index.js";
import { kernel } from "../reference.js";

const data = planeLaws.moons.draw(120, createRandom(0, "data"));
const test = planeLaws.moons.draw(500, createRandom(1, "data"));
const start: Recipe = { ...betterRecipe, hidden: 6, sigma: 0.3, epochs: 30, schedule: "constant", optimizer: "sgd" };

const ofKernel = (recipe: Recipe, points = data) =>
  kernel.train({ data: points, test: null, recipe, initial: null, snapshotEpochs: [], grid: null }).machine;

function ofLibrary(recipe: Recipe, points = data): Machine {
  let machine: Machine | undefined;
  for (const epoch of train({ recipe, data: points })) ({ machine } = epoch);
  return machine!;
}

/** The exact gradient draws nothing: both go the same way, but for float32 and the grid of the quadrature. */
describe("by the exact gradient the kernel arrives at the library's machine, each parameter to 2e-4, with", () => {
  const exact: Recipe = { ...start, trainer: "exact", learningRate: 0.01 };
  it.each([
    ["momentum", { momentum: 0.7 }],
    ["steps", { schedule: "step", stepEvery: 10, stepFactor: 0.5 }],
    ["weight decay", { weightDecay: 0.5 }],
    ["momentum, weight decay and a clip", { momentum: 0.5, weightDecay: 0.2, clip: 1 }],
    ["σ per axis", { learnVariance: true }],
    ["σ shared", { learnVariance: true, sharedVariance: true }],
    ["the coupling x W z / σ", { coupling: "sigma" }],
    ["the coupling x W z, σ per axis", { coupling: "none", learnVariance: true, learningRate: 0.002 }],
    ["the coupling x W z / σ, σ shared, Adam and decay", adamInSigma()]
  ] satisfies [string, Partial<Recipe>][])("%s", (_, fields) => {
    const recipe: Recipe = { ...exact, ...fields };
    const [ours, library] = [ofKernel(recipe), ofLibrary(recipe)];
    for (const name of ["b", "logSigma2", "W", "d"] as const)
      ours[name].forEach((value, at) => expect(Math.abs(value - library[name][at])).toBeLessThan(2e-4));
    // What the field changes is more than what is allowed for.
    const plain = ofLibrary(exact);
    expect(Math.max(...library.W.map((value, at) => Math.abs(value - plain.W[at])))).toBeGreaterThan(2e-3);
  });
});

function adamInSigma(): Partial<Recipe> {
  return { coupling: "sigma", learnVariance: true, sharedVariance: true, optimizer: "adam", weightDecay: 0.1 };
}

describe("chains that persist, fewer than the points, end where the library's do, on average of 48 seeds (4 standard errors):", () => {
  const recipe: Recipe = { ...start, optimizer: "adam", learningRate: 0.004, epochs: 60, chainCount: 50 };
  const nll = (machine: Machine, points: Points) =>
    machine.n === 2
      ? negativeLogLikelihood(machine, points)
      : logPartition(machine) - mean(c(machine, pointRows(points)));
  it.each([
    ["persistent", { chains: "persistent", k: 2 }, data, test],
    ["tempered", { chains: "tempered", k: 2, temperatures: 3 }, data, test],
    [
      "tempered on two rungs, in batches",
      { chains: "tempered", temperatures: 2, batchSize: 50, epochs: 30 },
      data,
      test
    ],
    ["tempered, n = 3", { chains: "tempered", temperatures: 3, epochs: 40 }, solid(0), solid(1)]
  ] satisfies [string, Partial<Recipe>, Points, Points][])("%s", (_, fields, points, fresh) => {
    const differences = Array.from({ length: 48 }, (_, seed) => {
      const seeded = { ...recipe, ...fields, seed };
      return nll(ofKernel(seeded, points), fresh) - nll(ofLibrary(seeded, points), fresh);
    });
    const average = mean(differences);
    const variance = (48 / 47) * mean(differences.map((value) => (value - average) ** 2));
    expect(Math.abs(average)).toBeLessThan(4 * Math.sqrt(variance / 48));
    expect(Math.sqrt(variance / 48)).toBeLessThan(0.05);
  });
});

it("tempered chains train where a coordinate of the data never varies, and the loss stays finite", () => {
  const flat = createPoints(
    Array.from({ length: 50 }, (_, row) => [(row % 2) - 0.5, 0.25]),
    2
  );
  const { losses, diverged } = kernel.train({
    ...{ data: flat, test: null, initial: null, snapshotEpochs: [], grid: null },
    recipe: { ...start, chains: "tempered" }
  });
  expect(diverged).toBeNull();
  expect(losses.every(Number.isFinite)).toBe(true);
});

it("tempered chains need two points, or the kernel refuses the recipe", () => {
  const recipe: Recipe = { ...start, chains: "tempered" };
  expect(() => ofKernel(recipe, createPoints([[1, 2]], 2))).toThrow(
    'chains is "tempered"; a ladder of temperatures needs at least two points'
  );
});

/** Points of space, from a Gaussian bent by a half turn. */
function solid(seed: number): Points {
  const random = createRandom(seed, "solid");
  return createPoints(
    Array.from({ length: 120 }, () => {
      const [turn, off] = [Math.PI * random.uniform(), 0.2 * random.normal()];
      return [Math.cos(turn) + off, Math.sin(turn) - off, 0.5 * random.normal()];
    }),
    3
  );
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at];
  return sum / values.length;
}
