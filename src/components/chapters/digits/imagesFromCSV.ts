import { pointsFromCSV } from "../../../rbm/data/pointsFromCSV.js";
import type { GreyPicture } from "./shrinkImage.js";

/** Pictures of a file, and the label of each if there is one. */
export interface LabelledPictures {
  readonly pictures: readonly GreyPicture[];
  readonly labels: Uint8Array | null;
}

/**
 * Square pictures of comma-separated text, one a line, row by row of the picture; a column more holds labels of 0 to 9.
 * Pixels are divided by the greatest value of all.
 * @throws DataError as pointsFromCSV, Error if the lines are no squares, or a pixel is below zero
 */
export function imagesFromCSV(text: string): LabelledPictures {
  const { n, count, values } = pointsFromCSV(text);
  const side = [n, n - 1].map(Math.sqrt).find((each) => Number.isInteger(each) && each >= 2);
  if (!side)
    throw new Error(`Each line has ${n} values; it must have side × side pixels, and may have a label after them.`);
  const size = side * side;
  const labelled = n === size + 1;
  let greatest = 0;
  values.forEach((value, at) => {
    if (labelled && at % n === size) return;
    if (value < 0)
      throw new Error(`Image ${Math.floor(at / n) + 1}, pixel ${(at % n) + 1} is ${value}; it must not be below zero.`);
    greatest = Math.max(greatest, value);
  });
  if (greatest === 0) throw new Error("Every pixel is zero: there is nothing to learn.");
  const pictures = Array.from({ length: count }, (_, row) => ({
    rows: side,
    columns: side,
    values: values.slice(row * n, row * n + size).map((value) => value / greatest)
  }));
  if (!labelled) return { pictures, labels: null };
  const labels = Uint8Array.from({ length: count }, (_, row) => {
    const label = values[row * n + size];
    if (!Number.isInteger(label) || label < 0 || label > 9)
      throw new Error(`Image ${row + 1} has the label ${label}; it must be a whole number from 0 to 9.`);
    return label;
  });
  return { pictures, labels };
}
