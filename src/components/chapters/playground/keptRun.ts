import { completeRecipe } from "../../../rbm/training/recipe.js";
import type { CompleteRecipe, Recipe } from "../../../rbm/training/recipe.js";
import type { DensityGrid } from "../../../rbm/exact/grid.js";
import type { PlaneUnits } from "../../figures/plane/planeUnits.js";
import type { Points } from "../../../rbm/shapes.js";
import type { Judgement } from "./judgement.js";
import { planeRecipe } from "./planeRecipe.js";

/** A run that the reader kept, to be compared with those that follow. */
export interface KeptRun {
  /** what it was trained on, as in "moons, 500 points, seed 0" */
  readonly data: string;
  readonly recipe: Recipe;
  /** epochs that the machine shown has behind it */
  readonly epoch: number;
  readonly nllTrain: number | null;
  readonly nllTest: number | null;
  readonly judgement: Judgement | null;
  readonly density: DensityGrid | null;
  readonly draws: Points | null;
  /** the units of the file that it was trained on; null: a law's or a drawing's own */
  readonly units: PlaneUnits | null;
  /** epochs and exact scores of the snapshots, on fresh points, or on the data if there are none */
  readonly curve: { readonly x: readonly number[]; readonly y: readonly number[] };
}

/** In words, what a recipe has of its own: where it differs from the page's. */
export function differences(recipe: Recipe): string {
  const [own, common] = [completeRecipe(recipe), completeRecipe(planeRecipe)];
  const fields = (Object.keys(own) as (keyof CompleteRecipe)[]).filter((field) => own[field] !== common[field]);
  if (fields.length === 0) return "the page’s recipe";
  return fields.map((field) => `${field} ${String(own[field] ?? "none")}`).join(", ");
}

const measures = ["epoch", "nll_train", "nll_test", "energy_distance", "mmd", "coverage"];

/** The runs as comma-separated text: the data, every field of the recipe, and the scores; nothing for what is unknown. */
export function runsCsv(runs: readonly KeptRun[]): string {
  const fields = Object.keys(completeRecipe(planeRecipe)).sort() as (keyof CompleteRecipe)[];
  const lines = runs.map(({ data, recipe, epoch, nllTrain, nllTest, judgement }) => {
    const complete = completeRecipe(recipe);
    return [
      `"${data}"`,
      ...fields.map((field) => complete[field] ?? ""),
      ...[epoch, nllTrain, nllTest, judgement?.energy.distance, judgement?.mmd.distance, judgement?.coverage].map(
        (value) => value ?? ""
      )
    ].join(",");
  });
  return [["data", ...fields, ...measures].join(","), ...lines].join("\n") + "\n";
}
