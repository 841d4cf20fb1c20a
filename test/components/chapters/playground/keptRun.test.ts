import { expect, it } from "vitest";
import { differences, runsCsv } from "../../../../src/components/chapters/playground/keptRun.js";
import type { KeptRun } from "../../../../src/components/chapters/playground/keptRun.js";
import { bestFirst, sortedRuns } from "../../../../src/components/chapters/playground/runsTable.js";
import { planeRecipe } from "../../../../src/components/chapters/playground/planeRecipe.js";

const run: KeptRun = {
  data: "moons, 500 points, seed 3",
  recipe: { ...planeRecipe, k: 10, chains: "persistent", clip: 1 },
  epoch: 300,
  nllTrain: 1.25,
  nllTest: 1.5,
  judgement: null,
  density: null,
  draws: null,
  units: null,
  curve: { x: [], y: [] }
};

it("a recipe is told by what differs from the page's", () => {
  expect(differences(run.recipe)).toBe("chains persistent, k 10, clip 1");
  expect(differences(planeRecipe)).toBe("the page’s recipe");
});

it("runs as CSV have a column for the data, each field of the recipe and each score; what is unknown is left empty", () => {
  const [head, line, other, end] = runsCsv([run, { ...run, recipe: planeRecipe, nllTest: null }]).split("\n");
  const names = head.split(",");
  // The data hold commas, and are quoted.
  const valuesOf = (text: string) => ["", ...text.slice(text.indexOf('",') + 2).split(",")];
  const value = (text: string, name: string) => valuesOf(text)[names.indexOf(name)];
  expect(line.startsWith('"moons, 500 points, seed 3",')).toBe(true);
  expect(valuesOf(line)).toHaveLength(names.length);
  expect(["k", "clip", "chains", "nll_test", "coverage"].map((name) => value(line, name))).toEqual([
    ...["10", "1", "persistent", "1.5", ""]
  ]);
  expect(value(other, "nll_test")).toBe("");
  expect(value(other, "clip")).toBe("");
  expect(end).toBe("");
});

it("runs are sorted by each column either way, numbers by size and names by their numbers; what is unknown comes last", () => {
  const runs = [12, 3, 100, 7].map((hidden, at) => ({
    ...run,
    recipe: { ...planeRecipe, hidden },
    data: `moons, ${[500, 90, 500, 1000][at]} points, seed 0`,
    epoch: [300, 40, 5, 1000][at],
    nllTest: [1.5, 2, null, 1.25][at],
    nllTrain: at
  }));
  const order = (column: number, descending = false) =>
    sortedRuns(runs, { column, descending }).map(({ recipe }) => recipe.hidden);
  expect(sortedRuns(runs, bestFirst).map(({ recipe }) => recipe.hidden)).toEqual([7, 12, 3, 100]);
  expect(order(3, true)).toEqual([3, 12, 7, 100]);
  expect(order(0)).toEqual([3, 7, 12, 100]);
  expect(order(1)).toEqual([3, 12, 100, 7]);
  expect(order(2, true)).toEqual([7, 12, 3, 100]);
  expect(order(4)).toEqual([12, 3, 100, 7]);
  expect(order(5)).toEqual([12, 3, 100, 7]);
  expect(runs.map(({ recipe }) => recipe.hidden)).toEqual([12, 3, 100, 7]);
});
