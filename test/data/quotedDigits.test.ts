/** What src/digits.md says of the recipe and of one Gibbs step, computed anew. The scores it shows: test/browser/digits.test.ts. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { scoreDigits } from "../../src/data/scoreDigits.js";
import { trainDigits } from "../../src/data/trainDigits.js";
import { fitGaussian } from "../../src/rbm/baselines/gaussian.js";
import { digitsFromCSV } from "../../src/rbm/data/digits.js";
import { standardSplit, trainingDigits } from "../../src/rbm/data/digitsSplit.js";
import { mixtureNegativeLogLikelihood } from "../../src/rbm/data/gaussianMixture.js";
import { digitsRecipe } from "../../src/rbm/training/digitsRecipe.js";

const csv = readFileSync("data/digits/digits.csv", "utf8");
const prose = readFileSync("src/digits.md", "utf8");
const { train, test } = standardSplit(digitsFromCSV(csv));

it("the prose names the recipe, the images and the split as they are", () => {
  const { hidden, k, optimizer, chains, learnVariance } = digitsRecipe;
  expect({ optimizer, chains: chains ?? "data", learnVariance }).toEqual({
    optimizer: "adam",
    chains: "data",
    learnVariance: true
  });
  expect(prose).toContain(`are the **filters**: one for each of the ${hidden} hidden units`);
  expect(prose).toContain(`$2^{${hidden}}$ settings`);
  expect(prose).toContain(`The recipe is CD-${k} with Adam`);
  expect(prose).toContain(`$8 \\times 8$ pixels, so $n = ${train.x.n}$`);
  expect(train.x.count).toBe(trainingDigits);
  expect(prose).toContain(`among the ${train.x.count} that is nearest`);
  expect(prose).toContain(`With ${test.x.count} test images, one image is a third of a per cent`);
  expect(100 / test.x.count).toBeCloseTo(1 / 3, 2);
  // The standard error of an accuracy of 98 %.
  expect(100 * Math.sqrt((0.98 * 0.02) / test.x.count)).toBeCloseTo(0.8, 1);
});

it("the prose quotes the recipe's scores over twenty seeds as they were measured", () => {
  const { seeds, byGibbsSteps } = JSON.parse(readFileSync("data/digits/recipe-over-seeds.json", "utf8"));
  expect(seeds).toBe(20);
  const [ten, one] = byGibbsSteps as { k: number; test: [number, number]; bracket: [number, number] }[];
  expect([ten.k, one.k]).toEqual([digitsRecipe.k, 1]);
  const quoted = ({ test: [mean, deviation] }: typeof ten) =>
    `${mean.toFixed(1).replace("-", "−")} ± ${deviation.toFixed(1)}`;
  expect(prose).toContain(`Over twenty seeds it is ${quoted(ten)} with ten steps, ${quoted(one)} with one`);
  // Forward and reverse annealing come within half a nat of each other.
  expect(ten.bracket[0] + 2 * ten.bracket[1]).toBeLessThan(0.5);
});

it("with one Gibbs step, a machine as long trained scores what the prose says on fresh images, worse than one Gaussian", () => {
  const { published } = trainDigits(csv, { ...digitsRecipe, k: 1 });
  const { forward, reverse } = scoreDigits(published, csv);
  const gaussian = mixtureNegativeLogLikelihood(fitGaussian(train.x), test.x);
  const quoted = (value: number) => value.toFixed(1).replace("-", "−");
  expect(prose).toContain(`it scores ${quoted((forward.test + reverse.test) / 2)} nats on fresh images`);
  expect(prose).toContain(`a single Gaussian scores ${quoted(gaussian)}`);
  // By more than three standard errors of the worse estimate of log Z.
  for (const { test: fresh, standardError } of [forward, reverse])
    expect(fresh - 3 * standardError).toBeGreaterThan(gaussian);
}, 300_000);
