/**
 * What the digits page says of a recipe, over 20 seeds: train and test negative log-likelihood in nats an image, log Z
 * midway between forward and reverse annealing. Prints the table of data/digits/README.md.
 */
import { readFileSync } from "node:fs";
import { scoreDigits } from "../../src/data/scoreDigits.js";
import { trainDigits } from "../../src/data/trainDigits.js";
import { digitsRecipe } from "../../src/rbm/training/digitsRecipe.js";

const seeds = 20;
const csv = readFileSync("data/digits/digits.csv", "utf8");
const summary = (values: number[]): string => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return `${mean.toFixed(2)} ± ${Math.sqrt(variance).toFixed(2)}`;
};

console.log("| Gibbs steps an update | train | test | width of log Z's bracket |\n|---|---|---|---|");
for (const k of [10, 1]) {
  const runs = Array.from({ length: seeds }, (_, seed) => {
    const { forward, reverse } = scoreDigits(trainDigits(csv, { ...digitsRecipe, k, seed }).published, csv);
    return {
      train: (forward.train + reverse.train) / 2,
      test: (forward.test + reverse.test) / 2,
      width: Math.abs(reverse.logZ - forward.logZ)
    };
  });
  const column = (name: "train" | "test" | "width") => summary(runs.map((run) => run[name]));
  console.log(`| ${k} | ${column("train")} | ${column("test")} | ${column("width")} |`);
}
