import { completeRecipe } from "../../../../rbm/training/recipe.js";
import type { CompleteRecipe } from "../../../../rbm/training/recipe.js";
import { setupOfCell } from "./gridPlan.js";
import type { GridState } from "./gridPlan.js";

/** The grid's runs as comma-separated text: data, every field of the recipe, scores and faults; nothing for what is unknown. */
export function gridCsv({ plan, results }: GridState): string {
  const fields = Object.keys(completeRecipe(plan.setup.recipe)).sort() as (keyof CompleteRecipe)[];
  const head = ["data", "points", "data_seed", ...fields, "nll_test", "nll_train", "cd_loss", "reconstruction"];
  const lines = results.map((result, cell) => {
    const { data, recipe } = setupOfCell(plan, cell);
    const complete = completeRecipe(recipe);
    const scores = result?.scores;
    const known = [scores?.nllTest, scores?.nllTrain, scores?.cdLoss, scores?.reconstruction, scores?.epochs];
    const points = data.own ? data.own.points.count : data.count;
    return [
      ...[data.name, points, data.seed],
      ...fields.map((field) => complete[field] ?? ""),
      ...known.map((value) => value ?? ""),
      result?.fault ? `"${result.fault.replaceAll('"', '""')}"` : ""
    ].join(",");
  });
  return [[...head, "epochs_done", "fault"].join(","), ...lines].join("\n") + "\n";
}
