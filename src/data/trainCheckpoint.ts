/** Trains a machine on the lab's 500 points when the site is built, and keeps it as a checkpoint. */
import { readFileSync } from "node:fs";
import { writeCheckpoint } from "../rbm/checkpoint/checkpoint.js";
import { pointsFromCSV } from "../rbm/data/pointsFromCSV.js";
import type { Recipe } from "../rbm/training/recipe.js";
import { snapshotEpochs } from "../rbm/training/snapshotEpochs.js";
import { loadKernel } from "../kernel/node.js";

/** The checkpoint's text. @throws Error where training diverges: a published machine must be a finite one. */
export function trainCheckpoint(name: string, recipe: Recipe): string {
  const kernel = loadKernel();
  const { snapshots, losses, gradientNorms, diverged } = kernel.train({
    data: pointsFromCSV(readFileSync("data/reference/ring-train.csv", "utf8")),
    test: pointsFromCSV(readFileSync("data/reference/ring-test.csv", "utf8")),
    recipe,
    initial: null,
    snapshotEpochs: snapshotEpochs(recipe.epochs),
    grid: null
  });
  if (diverged) throw new Error(`${name} diverged at epoch ${diverged.epoch}: ${diverged.reason}`);
  return writeCheckpoint({
    name,
    recipe,
    n: 2,
    m: recipe.hidden,
    snapshots: snapshots.map(({ epoch, machine, nllTrain, nllTest }) => ({ epoch, machine, nllTrain, nllTest })),
    losses: Array.from(losses),
    gradientNorms: Array.from(gradientNorms)
  });
}
