import { betterRecipe } from "../../../rbm/training/recipe.js";
import type { Recipe } from "../../../rbm/training/recipe.js";

/**
 * The page's own recipe: what the course's wants for shapes other than the ring are a σ that is learned and several
 * updates an epoch.
 */
export const planeRecipe: Readonly<Recipe> = Object.freeze({
  ...betterRecipe,
  epochs: 300,
  batchSize: 100,
  learningRate: 0.02,
  sigma: 0.15,
  learnVariance: true
});
