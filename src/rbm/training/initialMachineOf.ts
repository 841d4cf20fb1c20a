import { convertCoupling } from "../model/coupling.js";
import { initialMachine } from "../model/initialMachine.js";
import type { Machine } from "../model/machine.js";
import { createRandom } from "../random.js";
import { completeRecipe } from "./recipe.js";
import type { Recipe } from "./recipe.js";

/**
 * The machine that a recipe starts from: its seed's stream "initialisation", drawn in the recipe's coupling.
 * @param n visible units
 * @param recipe its hidden, sigma and seed count
 */
export function initialMachineOf(recipe: Recipe, n: number): Machine {
  const { hidden: m, sigma, seed, coupling } = completeRecipe(recipe);
  const machine = initialMachine({ n, m, sigma, random: createRandom(seed, "initialisation") });
  return convertCoupling(machine, coupling, "sigma2");
}
