import { describe, expect, it } from "vitest";
import { negativeLogLikelihood, ring, train } from "../../../src/rbm/index.js";
import { createRandom } from "../../../src/rbm/random.js";
import { betterRecipe, labRecipe } from "../../../src/rbm/training/recipe.js";
import type { Recipe } from "../../../src/rbm/training/recipe.js";
import { kernel, labRuns, randomMachine, ringTest, ringTrain } from "../reference.js";

const trained = (recipe: Recipe, data = ringTrain, test = ringTest) =>
  kernel.train({ data, test, recipe, initial: null, snapshotEpochs: [], grid: null });
const testNll = (recipe: Recipe) => trained(recipe).snapshots[0].nllTest!;

/** The same recipe by the library, from the same starting machine. */
function libraryNll(recipe: Recipe): number {
  const run = train({ recipe, data: ringTrain });
  for (;;) {
    const { done, value } = run.next();
    if (done) return kernel.nll(value, ringTest);
  }
}

describe("the kernel's training", () => {
  it("has the lab's test NLL: over 20 seeds its mean agrees with PyTorch's within three standard errors", () => {
    // As the reference was made: fresh data for each seed, 500 points to train on and 10,000 to test.
    const nll = Array.from({ length: 20 }, (_, seed) => {
      const data = ring({ samples: 1000, random: createRandom(seed, "data") });
      const test = ring({ samples: 20_000, random: createRandom(seed, "test") });
      return trained({ ...labRecipe, seed }, data, test).snapshots[0].nllTest!;
    });
    const mean = nll.reduce((sum, value) => sum + value, 0) / 20;
    const sd = Math.sqrt(nll.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 19);
    const standardError = Math.sqrt((sd ** 2 + labRuns.sd_nll_test ** 2) / 20);
    expect(Math.abs(mean - labRuns.mean_nll_test)).toBeLessThan(3 * standardError);
    // The spread is the same as well: a ratio of variances beyond 3.4 either way has probability 0.01.
    expect((sd / labRuns.sd_nll_test) ** 2).toBeGreaterThan(1 / 3.4);
    expect((sd / labRuns.sd_nll_test) ** 2).toBeLessThan(3.4);
  });

  it("reaches 0.975 on the ring's test points by the better recipe", () => {
    expect(testNll(betterRecipe)).toBeLessThan(0.975);
  });

  it("reaches 0.962 by the exact gradient with 100 hidden units within 1000 steps", () => {
    const run = trained({ ...betterRecipe, trainer: "exact" });
    expect(run.snapshots[0].nllTest!).toBeLessThan(0.962);
    // Its loss is the exact NLL of the data: the last one was before the last, vanishing step.
    expect(run.losses[999]).toBeCloseTo(run.snapshots[0].nllTrain!, 4);
    expect(run.snapshots[0].nllTest!).toBeCloseTo(negativeLogLikelihood(run.machine, ringTest), 4);
  });

  it.each([
    ["CD-3 in mini-batches", { ...betterRecipe, epochs: 20, k: 3, batchSize: 64 }],
    ["a variance that is learned", { ...betterRecipe, epochs: 80, sigma: 0.3, learnVariance: true }],
    ["SGD by cosine, clipped", { ...labRecipe, epochs: 100, schedule: "cosine" as const }],
    ["persistent chains", { ...labRecipe, epochs: 100, chains: "persistent" as const, chainCount: 200 }],
    ["persistent CD-3 in batches", { ...labRecipe, epochs: 15, k: 3, batchSize: 100, chains: "persistent" as const }]
  ])("ends where the library's float64 loops end, on average of 16 seeds (4 standard errors): %s", (_, recipe) => {
    const seeds = 16;
    const both = Array.from({ length: seeds }, (_, seed) => {
      const seeded = { ...recipe, hidden: 20, seed };
      return [testNll(seeded), libraryNll(seeded)];
    });
    const differences = both.map(([ours, library]) => ours - library);
    const mean = differences.reduce((sum, value) => sum + value, 0) / seeds;
    const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (seeds - 1);
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(variance / seeds));
    // What is compared is not lost in the noise.
    expect(Math.sqrt(variance / seeds)).toBeLessThan(0.04);
  });

  it("keeps a learned σ above the recipe's least, as the library does, and where it would not get there changes nothing", () => {
    const recipe = { ...betterRecipe, hidden: 20, epochs: 300, sigma: 0.3, learnVariance: true };
    const sigmas = (least: number) =>
      Array.from(trained({ ...recipe, leastSigma: least }).machine.logSigma2, (value) => Math.exp(value / 2));
    const free = sigmas(0);
    expect(Math.max(...free)).toBeLessThan(0.295);
    expect(sigmas(0.05)).toEqual(free);
    for (const sigma of sigmas(0.295)) expect(sigma).toBeCloseTo(0.295, 6);
  });

  it("trains away from the data if the sign is wrong", () => {
    const recipe = { ...labRecipe, sign: -1 as const, epochs: 100 };
    const run = kernel.train({
      data: ringTrain,
      test: null,
      recipe,
      initial: null,
      snapshotEpochs: [0],
      grid: null
    });
    expect(run.snapshots[run.snapshots.length - 1].nllTrain!).toBeGreaterThan(run.snapshots[0].nllTrain! + 1);
  });

  it("starts from the machine it is given, and learns any number of visible units", () => {
    const initial = randomMachine(3, 20, 1);
    const data = kernel.sample({ machine: randomMachine(3, 4, 2, 1), chains: 400, steps: 50, seed: 1, start: null });
    const points = { n: 3, count: 400, values: data.x.slice(-1200) };
    const recipe = { ...betterRecipe, hidden: 20, epochs: 200, learnVariance: true };
    const run = kernel.train({ data: points, test: null, recipe, initial, snapshotEpochs: [0], grid: null });
    expect(run.snapshots[0].machine).toEqual(initial);
    expect(run.snapshots[1]).toMatchObject({ nllTrain: null, exact: expect.stringContaining("n = 3") });
    expect(run.losses[199]).toBeLessThan(0.3);
    expect(run.losses[0]).toBeGreaterThan(1);
  });

  it("throws WindowError for a machine whose NLL can't be computed", () => {
    const wide = randomMachine(2, 400, 1, 1e4);
    expect(() => kernel.nll(wide, ringTest)).toThrow(expect.objectContaining({ name: "WindowError" }));
  });
});
