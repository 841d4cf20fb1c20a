import type { Images } from "../../figures/image/images.js";
import type { ImageSet } from "../../sources/imageSet.js";

/** How many images without labels make the row of examples. */
const unlabelled = 10;

/**
 * Images to play with, held out if there are such: the first of each label, or the first ten. No machine was trained on
 * those that are held out.
 */
export function examplesOf(images: ImageSet): Images {
  const { rows, columns, train, test } = images;
  const from = test ?? train;
  const chosen = exampleRows(images);
  const size = rows * columns;
  const values = new Float64Array(chosen.length * size);
  chosen.forEach((row, at) => values.set(from.values.subarray(row * size, (row + 1) * size), at * size));
  return { rows, columns, count: chosen.length, values };
}

/** The rows of those images, of the held-out ones or of all, counted from 0. */
export function exampleRows({ train, test, labels }: ImageSet): number[] {
  const known = labels && (test ? labels.test : labels.train);
  if (known) return Array.from({ length: 10 }, (_, label) => known.indexOf(label)).filter((row) => row >= 0);
  return Array.from({ length: Math.min(unlabelled, (test ?? train).count) }, (_, row) => row);
}
