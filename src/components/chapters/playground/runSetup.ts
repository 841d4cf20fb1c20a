import type { RunRequest } from "../../../kernel/protocol.js";
import type { Standardisation } from "../../../rbm/data/standardise.js";
import type { Machine } from "../../../rbm/model/machine.js";
import type { Points } from "../../../rbm/shapes.js";
import type { Recipe } from "../../../rbm/training/recipe.js";
import { snapshotEpochs } from "../../../rbm/training/snapshotEpochs.js";
import { ringWindow } from "../../sources/ringWindow.js";
import type { DataName } from "./dataControls.js";
import { dataOfLaw, dataOfPoints } from "./playgroundData.js";
import type { PlaygroundData } from "./playgroundData.js";

/** Which data: a law with a number and a seed, or a reader's own points with the seed of their split. */
export interface DataChoice {
  readonly name: DataName;
  readonly count: number;
  readonly seed: number;
  /** the reader's own points, if `name` is "own" */
  readonly own: { readonly points: Points; readonly units: Standardisation | null } | null;
}

/** All that decides a run of the page: the same setup, the same machine. */
export interface RunSetup {
  readonly data: DataChoice;
  readonly recipe: Recipe;
}

/** Chains that are drawn from each machine that is trained, and how far. */
export const sampling = { chains: 500, steps: 300, seed: 0 };

/** The points of a choice; null if they are a reader's own and there are none. */
export function dataOf({ name, count, seed, own }: DataChoice): PlaygroundData | null {
  if (name !== "own") return dataOfLaw(name, count, seed);
  return own && dataOfPoints(own.points, seed, own.units);
}

/** What the data are, as in "moons, 500 points, seed 0". */
export function dataInWords({ name, seed }: DataChoice, { train }: PlaygroundData): string {
  return `${name}, ${train.count} points, seed ${seed}`;
}

/** What the kernel is asked for a run of the page. */
export function runRequest({ train, test }: PlaygroundData, recipe: Recipe, initial: Machine | null): RunRequest {
  return {
    data: train,
    test,
    recipe,
    initial,
    snapshotEpochs: snapshotEpochs(recipe.epochs, 16),
    grid: ringWindow,
    densityEvery: 4,
    sampling
  };
}
