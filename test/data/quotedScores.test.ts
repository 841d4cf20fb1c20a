/** The scores that src/training.md quotes in its prose, computed anew: a sentence must not outlive its number. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { presets } from "../../src/components/chapters/training/recipeControls.js";
import {
  pytorchDeviation,
  pytorchMean,
  pytorchScores,
  scoresBeside
} from "../../src/components/chapters/exercise/pytorchScores.js";
import { loadKernel } from "../../src/kernel/node.js";
import {
  c,
  createRandom,
  fitGaussianMixture,
  labRecipe,
  mixtureNegativeLogLikelihood,
  pointsFromCSV,
  ringNegativeLogLikelihood
} from "../../src/rbm/index.js";
import type { Recipe } from "../../src/rbm/index.js";

const read = (name: string) => pointsFromCSV(readFileSync(`data/reference/${name}.csv`, "utf8"));
const data = read("ring-train");
const heldOut = read("ring-test");
const prose = readFileSync("src/training.md", "utf8");
const kernel = loadKernel();

function scores(recipe: Recipe): { data: number; fresh: number } {
  const { machine, diverged } = kernel.train({
    data,
    test: null,
    recipe,
    initial: null,
    snapshotEpochs: [],
    grid: null
  });
  expect(diverged).toBeNull();
  return { data: kernel.nll(machine, data), fresh: kernel.nll(machine, heldOut) };
}

const preset = (name: string) => presets.find((each) => each.name === name)!.recipe;

describe("the training page quotes", () => {
  it.each([
    ["From its first seed the lab’s recipe scores", labRecipe],
    ["CD-10 lets the chains wander further before they are compared. It scores", preset("CD-10")],
    ["With 1000 epochs it scores", preset("Adam, 1000 epochs")],
    ["the limit that CD is measured against. It scores", preset("Exact likelihood")]
  ])("“%s” with the score it has", (words, recipe) => {
    expect(prose).toContain(`${words} ${scores(recipe).fresh.toFixed(3)}`);
  });

  it("the exact gradient after 1000 epochs with both its scores", () => {
    const { data: onData, fresh } = scores({ ...preset("Exact likelihood"), epochs: 1000 });
    expect(prose).toContain(`after 300 epochs, and ${fresh.toFixed(3)} after 1000`);
    expect(prose).toContain(`after 1000 epochs it scores ${onData.toFixed(3)} there`);
    expect(onData).toBeLessThan(ringNegativeLogLikelihood(data));
  });

  it("two steps without the clip with their score, and what a tenth of the rate does without it", () => {
    const unclipped = { ...labRecipe, clip: null };
    expect(prose).toContain(`the score is ${scores({ ...unclipped, epochs: 2 }).fresh.toFixed(1)} already`);
    expect(scores({ ...unclipped, learningRate: 1e-4 }).fresh).toBeLessThan(scores(labRecipe).fresh);
    const { diverged } = kernel.train({
      data,
      test: null,
      recipe: unclipped,
      initial: null,
      snapshotEpochs: [],
      grid: null
    });
    expect(prose).toContain("by the fortieth the loss is infinite");
    expect(diverged!.epoch).toBeLessThanOrEqual(40);
  });

  it("the gradient at the start, and how many of the steps bring the columns out", () => {
    const { gradientNorms, snapshots } = kernel.train({
      data,
      test: null,
      recipe: labRecipe,
      initial: null,
      snapshotEpochs: [0, 220, 240, 300],
      grid: null
    });
    expect(prose).toContain("The gradient starts out enormous, near 140.");
    expect(Math.abs(gradientNorms[0] - 140)).toBeLessThan(2);
    expect(prose).toContain("about 240 of the 300 steps bring the columns of $W$ out to the ring");
    const [start, before, then, end] = snapshots.map(({ machine }) => Math.hypot(...machine.W));
    expect((before - start) / (end - start)).toBeLessThan(0.9);
    expect((then - start) / (end - start)).toBeGreaterThan(0.95);
  });

  it("what stops half-way: the radius at which the density is greatest is that of a disc, or short of the ring's", () => {
    expect(prose).toContain("Halve the epochs, or the rate, and the draws stop half-way, in a disc.");
    expect(prose).toContain("Take 50 switches in place of 100 and they stop short too.");
    const angles = Array.from({ length: 24 }, (_, k) => (k * Math.PI) / 12);
    const radii = Array.from({ length: 25 }, (_, k) => k / 20);
    const radiusOf = (less: Partial<Recipe>): number => {
      const recipe = { ...labRecipe, ...less };
      const { machine } = kernel.train({ data, test: null, recipe, initial: null, snapshotEpochs: [], grid: null });
      const heights = radii.map((r) => {
        const round = c(
          machine,
          angles.map((angle) => [r * Math.cos(angle), r * Math.sin(angle)])
        );
        return round.reduce((sum, each) => sum + each, 0);
      });
      return radii[heights.indexOf(Math.max(...heights))];
    };
    expect(Math.abs(radiusOf({}) - 1)).toBeLessThan(0.06);
    expect(radiusOf({ epochs: 150 })).toBeLessThan(0.3);
    expect(radiusOf({ learningRate: labRecipe.learningRate / 2 })).toBeLessThan(0.3);
    expect(radiusOf({ hidden: 50 })).toBeLessThan(0.9);
  });

  /** A mark of the figure, as it is written there. */
  const beside = (name: string) => scoresBeside.find((mark) => mark.name === name)?.value.toFixed(3);

  it("the spread of PyTorch’s forty seeds on the same points", () => {
    const [least, most] = [Math.min(...pytorchScores), Math.max(...pytorchScores)];
    expect(prose).toContain(`anything from ${least.toFixed(2)} to ${most.toFixed(2)}`);
    expect(prose).toContain(
      `${pytorchMean.toFixed(3)} on average, with a standard deviation of ${pytorchDeviation.toFixed(3)}`
    );
    expect(beside("this site’s machine")).toBe(scores(labRecipe).fresh.toFixed(3));
    expect(beside("the truth")).toBe(ringNegativeLogLikelihood(heldOut).toFixed(3));
  });

  it("the best of the data page’s mixtures, how many of the forty runs it beats, and its free numbers", () => {
    // Fewer or more score far worse: test/rbm/data/gaussianMixture.test.ts.
    const tried = [6, 7, 8, 9, 10, 11, 12];
    const fresh = tried.map((components) =>
      mixtureNegativeLogLikelihood(
        fitGaussianMixture({ data, components, random: createRandom(components, "mixture") }),
        heldOut
      )
    );
    const best = Math.min(...fresh);
    const [K, score] = [tried[fresh.indexOf(best)], best.toFixed(3)];
    const beaten = pytorchScores.filter((each) => each > best).length;
    expect(prose).toContain(`has $K = ${K}$ and scores ${score}, which is better than ${beaten} of the 40 runs`);
    expect(beside(`a mixture of ${K}`)).toBe(score);
    // Two for each mean, three for each covariance, and weights that add up to one.
    expect(prose).toContain(`It has ${6 * K - 1} free numbers, and the machine 302`);
    for (const recipe of [preset("CD-10"), preset("Adam, 1000 epochs"), preset("Exact likelihood")])
      expect(scores(recipe).fresh).toBeLessThan(best);
  });

  it("the truth’s two scores", () => {
    expect(prose).toContain(`the truth itself scores ${ringNegativeLogLikelihood(data).toFixed(3)} on them`);
    expect(prose).toContain(`and ${ringNegativeLogLikelihood(heldOut).toFixed(3)} on the fresh ones`);
  });
});
