/** One seed is no score: the kernel's forty runs of the lab's recipe beside PyTorch's forty, on the same points. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { pytorchDeviation, pytorchMean, pytorchScores } from "../../src/components/chapters/exercise/pytorchScores.js";
import { loadKernel } from "../../src/kernel/node.js";
import { labRecipe, pointsFromCSV } from "../../src/rbm/index.js";

const reference = JSON.parse(readFileSync("data/reference/lab-runs-same-points.json", "utf8")) as {
  mean_nll_test: number;
  sd_nll_test: number;
  runs: { seed: number; nll_test: number }[];
};

it("the scores that the figure shows are those of the reference, to four digits", () => {
  expect(pytorchScores).toEqual(reference.runs.map(({ nll_test }) => Number(nll_test.toFixed(4))));
  expect(pytorchMean).toBeCloseTo(reference.mean_nll_test, 4);
  expect(pytorchDeviation).toBeCloseTo(reference.sd_nll_test, 3);
});

// Two means of forty differ by more than three standard errors once in 370 times where the recipes are the same.
it("the kernel's mean over seeds 0 to 39 lies within three standard errors of PyTorch's", () => {
  const kernel = loadKernel();
  const read = (name: string) => pointsFromCSV(readFileSync(`data/reference/${name}.csv`, "utf8"));
  const [data, fresh] = [read("ring-train"), read("ring-test")];
  const scores = reference.runs.map(({ seed }) => {
    const recipe = { ...labRecipe, seed };
    const { machine } = kernel.train({ data, test: null, recipe, initial: null, snapshotEpochs: [], grid: null });
    return kernel.nll(machine, fresh);
  });
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (scores.length - 1);
  const standardError = Math.sqrt((variance + reference.sd_nll_test ** 2) / scores.length);
  console.log(
    `kernel ${mean.toFixed(3)} ± ${Math.sqrt(variance).toFixed(3)}, ${((mean - reference.mean_nll_test) / standardError).toFixed(2)} standard errors`
  );
  expect(Math.abs(mean - reference.mean_nll_test)).toBeLessThan(3 * standardError);
});
