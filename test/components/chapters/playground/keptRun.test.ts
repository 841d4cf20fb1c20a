import { expect, it } from "vitest";
import { differences, runsCsv } from "../../../../src/components/chapters/playground/keptRun.js";
import type { KeptRun } from "../../../../src/components/chapters/playground/keptRun.js";
import { planeRecipe } from "../../../../src/components/chapters/playground/recipes.js";

const run: KeptRun = {
  data: "moons, 500 points, seed 3",
  recipe: { ...planeRecipe, k: 10, chains: "persistent", clip: 1 },
  epoch: 300,
  nllTrain: 1.25,
  nllTest: 1.5,
  judgement: null,
  density: null,
  draws: null,
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
