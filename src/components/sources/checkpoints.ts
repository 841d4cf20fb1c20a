import { FileAttachment } from "observablehq:stdlib";
import { readCheckpoint } from "../../rbm/checkpoint/checkpoint.js";
import type { Checkpoint } from "../../rbm/checkpoint/checkpoint.js";
import { betterRecipe, labRecipe } from "../../rbm/training/recipe.js";
import type { Recipe } from "../../rbm/training/recipe.js";

// Framework publishes what a literal names, so each file is named.
const files = new Map([
  [key(betterRecipe), () => FileAttachment("../../data/better.json").text()],
  [labKey(2, 1), () => FileAttachment("../../data/lab-m2-k1.json").text()],
  [labKey(5, 1), () => FileAttachment("../../data/lab-m5-k1.json").text()],
  [labKey(10, 1), () => FileAttachment("../../data/lab-m10-k1.json").text()],
  [labKey(20, 1), () => FileAttachment("../../data/lab-m20-k1.json").text()],
  [labKey(50, 1), () => FileAttachment("../../data/lab-m50-k1.json").text()],
  [labKey(100, 1), () => FileAttachment("../../data/lab-m100-k1.json").text()],
  [labKey(2, 10), () => FileAttachment("../../data/lab-m2-k10.json").text()],
  [labKey(5, 10), () => FileAttachment("../../data/lab-m5-k10.json").text()],
  [labKey(10, 10), () => FileAttachment("../../data/lab-m10-k10.json").text()],
  [labKey(20, 10), () => FileAttachment("../../data/lab-m20-k10.json").text()],
  [labKey(50, 10), () => FileAttachment("../../data/lab-m50-k10.json").text()],
  [labKey(100, 10), () => FileAttachment("../../data/lab-m100-k10.json").text()]
]);

/** Every machine trained when the site was built: a word for the address, a name, and its recipe. */
export const trainedRecipes: readonly { readonly word: string; readonly name: string; readonly recipe: Recipe }[] = [
  { word: "adam", name: "Adam, 1000 epochs, 100 hidden units", recipe: betterRecipe },
  ...[1, 10].flatMap((k) =>
    [100, 50, 20, 10, 5, 2].map((hidden) => ({
      word: `lab-${hidden}-${k}`,
      name: `The lab’s recipe, CD-${k}, ${hidden} hidden units`,
      recipe: { ...labRecipe, hidden, k }
    }))
  )
];

/**
 * The run of this recipe on the lab's data, trained when the site was built; null where there is none.
 * @throws CheckpointError where the file is truncated or altered
 */
export async function checkpointOf(recipe: Recipe): Promise<Checkpoint | null> {
  const load = files.get(key(recipe));
  return load ? readCheckpoint(await load()) : null;
}

function labKey(hidden: number, k: number): string {
  return key({ ...labRecipe, hidden, k });
}

function key(recipe: Recipe): string {
  return JSON.stringify(Object.entries(recipe).sort(([a], [b]) => (a < b ? -1 : 1)));
}
