import { readFileSync } from "node:fs";
import { loadKernel } from "../../src/kernel/node.js";
import { createMachine } from "../../src/rbm/model/machine.js";
import type { Machine } from "../../src/rbm/model/machine.js";
import { pointsFromCSV } from "../../src/rbm/data/pointsFromCSV.js";
import { createRandom } from "../../src/rbm/random.js";

const reference = (name: string) => readFileSync(new URL(`../../data/reference/${name}`, import.meta.url), "utf8");

export const kernel = loadKernel();
export const ringTrain = pointsFromCSV(reference("ring-train.csv"));
export const ringTest = pointsFromCSV(reference("ring-test.csv"));
export const labRuns = JSON.parse(reference("lab-runs.json")) as { mean_nll_test: number; sd_nll_test: number };

/** A machine of random parameters, rounded to float32, so that kernel and model are given the same one. */
export function randomMachine(n: number, m: number, seed: number, scale = 0.3): Machine {
  const random = createRandom(seed, "machine");
  const draw = (count: number, size: number, from = 0) =>
    Float32Array.from({ length: count }, () => from + size * random.normal());
  return createMachine({
    b: draw(n, 0.3),
    logSigma2: draw(n, 0.5, -1),
    W: Float64Array.from(draw(n * m, scale)),
    d: draw(m, 0.5)
  });
}
