import { presets } from "../training/recipeControls.js";
import { planeRecipe } from "./planeRecipe.js";

/** The recipes that a button of the playground sets. */
export const playgroundRecipes: typeof presets = [{ name: "For any shape", recipe: planeRecipe }, ...presets];
