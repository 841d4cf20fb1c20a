import { describe, expect, it } from "vitest";
import { negativeLogLikelihood, train } from "../../../src/rbm/index.js";
import { createRandom } from "../../../src/rbm/random.js";
import { planeLaws } from "../../../src/rbm/index.js";
import { betterRecipe } from "../../../src/rbm/training/recipe.js";
import type { Machine, Recipe } from "../../../src/rbm/index.js";
import { kernel } from "../reference.js";

const data = planeLaws.moons.draw(120, createRandom(0, "data"));
const test = planeLaws.moons.draw(500, createRandom(1, "data"));
const start: Recipe = { ...betterRecipe, hidden: 6, sigma: 0.3, epochs: 30, schedule: "constant", optimizer: "sgd" };

const ofKernel = (recipe: Recipe) =>
  kernel.train({ data, test, recipe, initial: null, snapshotEpochs: [], grid: null }).machine;

function ofLibrary(recipe: Recipe): Machine {
  let machine: Machine | undefined;
  for (const epoch of train({ recipe, data })) ({ machine } = epoch);
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

it("persistent chains, fewer than the points, end where the library's do, on average of 48 seeds (4 standard errors)", () => {
  const recipe: Recipe = {
    ...start,
    optimizer: "adam",
    learningRate: 0.004,
    epochs: 60,
    chains: "persistent",
    chainCount: 50,
    k: 2
  };
  const differences = Array.from({ length: 48 }, (_, seed) => {
    const seeded = { ...recipe, seed };
    return negativeLogLikelihood(ofKernel(seeded), test) - negativeLogLikelihood(ofLibrary(seeded), test);
  });
  const mean = differences.reduce((sum, value) => sum + value, 0) / 48;
  const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 47;
  expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(variance / 48));
  expect(Math.sqrt(variance / 48)).toBeLessThan(0.05);
});
