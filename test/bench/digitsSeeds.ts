/**
 * What the digits page says of a recipe, over 20 seeds: negative log-likelihood in nats an image, log Z midway between
 * forward and reverse annealing, and how far those two are apart. Prints data/digits/recipe-over-seeds.json; ten minutes.
 */
import { readFileSync } from "node:fs";
import { scoreDigits } from "../../src/data/scoreDigits.js";
import { trainDigits } from "../../src/data/trainDigits.js";
import { digitsRecipe } from "../../src/rbm/training/digitsRecipe.js";

const seeds = 20;
const csv = readFileSync("data/digits/digits.csv", "utf8");
/** Mean and standard deviation, to a hundredth. */
const summary = (values: number[]): [number, number] => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return [Number(mean.toFixed(2)), Number(Math.sqrt(variance).toFixed(2))];
};

const byGibbsSteps = [10, 1].map((k) => {
  const runs = Array.from({ length: seeds }, (_, seed) => {
    const { forward, reverse } = scoreDigits(trainDigits(csv, { ...digitsRecipe, k, seed }).published, csv);
    return {
      train: (forward.train + reverse.train) / 2,
      test: (forward.test + reverse.test) / 2,
      bracket: Math.abs(reverse.logZ - forward.logZ)
    };
  });
  const column = (name: "train" | "test" | "bracket") => summary(runs.map((run) => run[name]));
  return { k, train: column("train"), test: column("test"), bracket: column("bracket") };
});
console.log(JSON.stringify({ seeds, byGibbsSteps }, null, 2));
