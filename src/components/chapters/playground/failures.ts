import { betterRecipe, labRecipe } from "../../../rbm/training/recipe.js";
import type { Recipe } from "../../../rbm/training/recipe.js";

/** A recipe that fails in one way, and what shows it. */
export interface Failure {
  readonly name: string;
  readonly recipe: Recipe;
  readonly watch: string;
}

/** Failures worth a look; each differs from a recipe that works in one thing. */
export const failures: readonly Failure[] = [
  {
    name: "No clip",
    recipe: { ...labRecipe, clip: null },
    watch: "Watch the gradient norm: each step overshoots by more than the last, until the loss is infinite."
  },
  {
    name: "Rate too high",
    recipe: { ...betterRecipe, epochs: 300, schedule: "constant", learningRate: 0.3 },
    watch: "Watch the exact score: it jumps about and never settles, while the CD loss stays near zero."
  },
  {
    name: "σ too small",
    recipe: { ...labRecipe, sigma: 0.03 },
    watch: "Watch the density: each unit is a needle, so that the data between the needles have almost none."
  },
  {
    name: "Too few units",
    recipe: { ...betterRecipe, epochs: 300, hidden: 3 },
    watch: "Watch the shape: three units have at most eight Gaussians to lay over the data."
  },
  {
    name: "Chains left behind",
    recipe: { ...betterRecipe, epochs: 300, learningRate: 0.02, chains: "persistent", chainCount: 500 },
    watch:
      "Watch the exact score: the persistent chains can’t follow the machine, and where none of them is, mass grows without anything to take it away. Tempered, they follow better; chains that start from the data follow best."
  },
  {
    name: "Wrong sign",
    recipe: { ...labRecipe, epochs: 60, hidden: 20, sign: -1 },
    watch: "Watch the loss and the score together: the loss falls, and the data become less probable."
  }
];
