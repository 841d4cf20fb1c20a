import type { Images } from "../../figures/image/images.js";
import type { ImageSet } from "../../sources/imageSet.js";

/** How many images without labels make the row of examples. */
const unlabelled = 10;

/**
 * Images to play with, held out if there are such: the first of each label, or the first ten. No machine was trained on
 * those that are held out.
 */
export function examplesOf({ rows, columns, train, test, labels }: ImageSet): Images {
  const from = test ?? train;
  const known = labels && (test ? labels.test : labels.train);
  const all = Array.from({ length: from.count }, (_, row) => row);
  const chosen = known
    ? Array.from({ length: 10 }, (_, label) => known.indexOf(label)).filter((row) => row >= 0)
    : all.slice(0, unlabelled);
  const size = rows * columns;
  const values = new Float64Array(chosen.length * size);
  chosen.forEach((row, at) => values.set(from.values.subarray(row * size, (row + 1) * size), at * size));
  return { rows, columns, count: chosen.length, values };
}
