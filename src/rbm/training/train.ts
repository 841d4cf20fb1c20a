import { contrastiveDivergence } from "./contrastiveDivergence.js";
import type { Epoch } from "./contrastiveDivergence.js";
import { exactLikelihood } from "./exactLikelihood.js";
import { initialMachineOf } from "./initialMachineOf.js";
import type { Machine } from "../model/machine.js";
import { createRandom } from "../random.js";
import type { Recipe } from "./recipe.js";
import { packPoints } from "../shapes.js";
import type { Rows } from "../shapes.js";

/**
 * A whole run by its recipe, from its seed alone: streams "initialisation" and "training".
 * @param data shape (count, n), as rows or as Points
 * @returns what contrastiveDivergence or exactLikelihood yields, by recipe.trainer
 * @throws RecipeError; as those two
 */
export function train({ recipe, data: rows }: { recipe: Recipe; data: Rows }): Generator<Epoch, Machine> {
  const data = packPoints(rows, "data");
  const machine = initialMachineOf(recipe, data.n);
  if (recipe.trainer === "exact") return exactLikelihood({ machine, data, recipe });
  return contrastiveDivergence({ machine, data, recipe, random: createRandom(recipe.seed, "training") });
}
