import type { ImageMachine } from "../../../rbm/checkpoint/imageMachine.js";
import { unstandardised } from "../../../rbm/data/unstandardised.js";
import type { Machine } from "../../../rbm/model/machine.js";
import type { Recipe } from "../../../rbm/training/recipe.js";
import type { ImageSet } from "../../sources/imageSet.js";
import type { ImageRun } from "../../../notebook/templates/chapters/imageSource.js";
import { exampleRows } from "./examples.js";
import type { Images } from "../../figures/image/images.js";

/** A trained machine as the figures of this chapter take it: its x are pixels as they are seen, 0 paper and 1 ink. */
export interface ImageModel {
  readonly rows: number;
  readonly columns: number;
  readonly machine: Machine;
  /** who made it, for the figures' words */
  readonly origin: string;
  /** what it learned from, if those are images of the reader's own; null for the digits */
  readonly images: ImageSet | null;
  /** the recipe it was trained by in this page; null for the one that was trained when the site was built */
  readonly recipe: Recipe | null;
}

/**
 * How a notebook comes by the machine: null for the site's own, or how it was trained in the page, and on which images.
 * @throws Error while there is none
 */
export function notebookRun(model: ImageModel | null): ImageRun {
  if (!model) throw new Error("the machine is not there yet; try again in a moment.");
  const { images, recipe } = model;
  if (!recipe) return null;
  return { recipe, images: images && { ...images, examples: exampleRows(images) } };
}

/** The machine of a file or a run, its standardisation undone. */
export function imageModel(
  { rows, columns, machine, standardisation }: ImageMachine,
  origin: string,
  { images = null, recipe = null }: Partial<Pick<ImageModel, "images" | "recipe">> = {}
): ImageModel {
  return { rows, columns, machine: unstandardised(machine, standardisation), origin, images, recipe };
}

/** The columns of W as images: how each hidden unit moves the mean of x when it is switched on. */
export function filtersOf({ rows, columns, machine }: ImageModel): Images {
  const { n, m, W } = machine;
  const values = new Float64Array(n * m);
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) values[j * n + i] = W[i * m + j];
  return { rows, columns, count: m, values };
}
