/** What the captions of the surprises say, computed anew: a sentence must not outlive its number. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { angularDensity } from "../../src/rbm/exact/angularDensity.js";
import { unevenness } from "../../src/components/chapters/sampling/evenness.js";
import { deviationOf, drawsWithNoise, ringOf } from "../../src/components/chapters/sampling/noise.js";
import { distancesByStep, kuiperByChance, marginalsOf } from "../../src/rbm/judging/kuiperDistance.js";
import { lossesAndScores, worstWithLossNearZero } from "../../src/components/chapters/training/lossAndScore.js";
import { pathLengths } from "../../src/components/chapters/training/pathLength.js";
import { loadKernel } from "../../src/kernel/node.js";
import { betterRecipe, labRecipe, pointsFromCSV } from "../../src/rbm/index.js";
import type { Recipe } from "../../src/rbm/index.js";
import { snapshotEpochs } from "../../src/rbm/training/snapshotEpochs.js";

const read = (name: string) => pointsFromCSV(readFileSync(`data/reference/${name}.csv`, "utf8"));
const data = read("ring-train");
const test = read("ring-test");
const kernel = loadKernel();
const trained = (recipe: Recipe, epochs: readonly number[] = []) =>
  kernel.train({ data, test, recipe, initial: null, snapshotEpochs: epochs, grid: null });

it("over seeds 0 to 9 the rings of CD-1, CD-10 and the exact gradient are as uneven as the sampling page says", () => {
  const mean = (changes: Partial<Recipe>) => {
    const each = Array.from({ length: 10 }, (_, seed) => {
      const { machine, logZ } = trained({ ...labRecipe, ...changes, seed }).snapshots.at(-1)!;
      return unevenness(angularDensity(machine, logZ!).map(({ density }) => density));
    });
    return (each.reduce((sum, value) => sum + value, 0) / each.length).toFixed(3);
  };
  const [one, ten, exact] = [mean({}), mean({ k: 10 }), mean({ trainer: "exact" })];
  expect(readFileSync("src/sampling.md", "utf8")).toContain(
    `is ${one} nats on average with CD-1, ${ten} with CD-10, and ${exact} with the exact gradient.`
  );
}, 120_000);

it("the radius of 500 chains is right after about ten steps, the angle after more than a hundred", () => {
  const { machine } = trained(labRecipe);
  const trajectory = kernel.sample({ machine, chains: 500, steps: 300, seed: 0, start: null });
  const { radius, angle } = distancesByStep(trajectory, machine, 300);
  const reached = (distances: Float64Array) => distances.findIndex((each) => each < kuiperByChance(500)) + 1;
  expect(reached(radius)).toBeGreaterThan(5);
  expect(reached(radius)).toBeLessThanOrEqual(15);
  expect(reached(angle)).toBeGreaterThan(100);
});

it("Adam's loss is within 0.1 of 0 where its score is two nats worse than at the end", () => {
  const { losses, snapshots } = trained(betterRecipe, snapshotEpochs(betterRecipe.epochs));
  const all = lossesAndScores({ losses: Array.from(losses), snapshots });
  const worst = worstWithLossNearZero(all, 0.1)!;
  expect(worst.score - all.at(-1).score).toBeGreaterThan(2);
  expect(Math.abs(all.at(-1).loss)).toBeLessThan(0.1);
});

it("the lab's clip shortens all 300 steps, to a path of 0.3; without it, each of the first two is a hundred times as long", () => {
  const clipped = trained(labRecipe);
  expect(Array.from(clipped.gradientNorms).every((norm) => norm > 1)).toBe(true);
  expect(pathLengths(clipped.gradientNorms, labRecipe.learningRate, 1).at(-1)).toBeCloseTo(0.3, 6);
  const free = trained({ ...labRecipe, clip: null });
  for (const norm of Array.from(free.gradientNorms).slice(0, 2)) expect(norm).toBeGreaterThan(100);
  expect(free.diverged?.epoch).toBe(40);
});

it("the lab's machine draws a ring with the wrong noise too, a tidier one if it is too small; the spread of the radius tells", () => {
  const { machine } = trained(labRecipe);
  const exact = deviationOf(marginalsOf(machine).radius);
  const ring = (noise: number) => ringOf(drawsWithNoise({ machine, noise, chains: 500, steps: 60, seed: 0 }));
  const [right, root, square] = [0.1, Math.sqrt(0.1), 0.01].map(ring);
  const prose = readFileSync("src/sampling.md", "utf8");
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  expect(prose).toContain(
    `${percent(right.share)} of the draws lie on the ring if the noise is right, and ${percent(square.share)} if`
  );
  expect(prose).toContain(
    `${right.spread.toFixed(3)} and ${square.spread.toFixed(3)}, where the exact density has ${exact.toFixed(3)}`
  );
  // Three times the standard error of a standard deviation of 500 Gaussian draws, σ / √1000: a fault once in 370 seeds.
  expect(Math.abs(right.spread - exact)).toBeLessThan((3 * exact) / Math.sqrt(1000));
  for (const wrong of [root, square]) expect(Math.abs(wrong.spread - exact)).toBeGreaterThan(exact / 2);
});
