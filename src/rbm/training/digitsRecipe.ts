import { labRecipe } from "./recipe.js";
import type { Recipe } from "./recipe.js";

/**
 * The recipe for 8 × 8 digits, on standardised pixels: found by trying k, batch, rate and m. Ten Gibbs steps matter
 * most: with one, the machine gathers mass where no datum ever leads a chain. Its σ end between 0.23 and 0.95, far
 * above the least; a machine of one's own that has learned a pixel by heart stops there.
 */
export const digitsRecipe: Readonly<Recipe> = Object.freeze({
  ...labRecipe,
  hidden: 256,
  k: 10,
  epochs: 150,
  batchSize: 50,
  optimizer: "adam",
  learningRate: 3e-3,
  schedule: "cosine",
  clip: null,
  sigma: 0.7,
  learnVariance: true,
  leastSigma: 0.1
});
