import { createRandom } from "../../../rbm/random.js";
import { shuffledRows } from "../../../rbm/data/splitPoints.js";
import type { Points } from "../../../rbm/shapes.js";
import type { ImageSet } from "../../sources/imageSet.js";
import type { LabelledPictures } from "./imagesFromCSV.js";
import { shrinkImage } from "./shrinkImage.js";

/** What is taken; said before any work begins. */
export const imageLimits = { fewest: 20, most: 5000, leastSide: 8, greatestSide: 28, fileBytes: 20e6 } as const;

/**
 * Pictures cropped to squares and scaled, ink 1 and paper 0, with a little noise as the digits have it; a sixth of them
 * held out.
 * @throws Error if they are too few or too many
 */
export function ownImageSet(
  { pictures, labels }: LabelledPictures,
  { side, darkInk }: { side: number; darkInk: boolean }
): ImageSet {
  const { fewest, most } = imageLimits;
  if (pictures.length < fewest || pictures.length > most)
    throw new Error(`There are ${pictures.length} images; there must be from ${fewest} to ${most}.`);
  const n = side * side;
  const random = createRandom(0, "own images");
  const order = shuffledRows(pictures.length, random);
  const held = Math.floor(pictures.length / 6);
  const pointsOf = (rows: Uint32Array): Points => {
    const values = new Float64Array(rows.length * n);
    rows.forEach((row, at) => values.set(shrinkImage(pictures[row], side), at * n));
    // As whole numbers of 0 to 16 made continuous: a density has to be told how finely pixels were read.
    const ink = (value: number) => Math.round(16 * Math.min(1, Math.max(0, darkInk ? 1 - value : value)));
    return { n, count: rows.length, values: values.map((value) => (ink(value) + random.uniform()) / 17) };
  };
  const [testRows, trainRows] = [order.subarray(0, held), order.subarray(held)];
  const labelsOf = (rows: Uint32Array) => Uint8Array.from(rows, (row) => labels![row]);
  return {
    ...{ name: "images of your own", rows: side, columns: side },
    ...{ train: pointsOf(trainRows), test: pointsOf(testRows) },
    labels: labels && { train: labelsOf(trainRows), test: labelsOf(testRows) }
  };
}
