import type { Points } from "../../rbm/shapes.js";
import type { Images } from "../figures/image/images.js";

/** Images to learn from; pixels are real numbers of (0, 1), 0 being paper and 1 ink. */
export interface ImageSet {
  /** in the plural, as in "handwritten digits" */
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** shape (count, rows · columns) */
  readonly train: Points;
  /** held out; null if there are too few to hold any out */
  readonly test: Points | null;
  /** what each shows, 0 to 9; null if nobody said */
  readonly labels: { readonly train: Uint8Array; readonly test: Uint8Array } | null;
}

/** Points of an image set, or some of them, as images to be drawn. */
export function imagesOf(
  { rows, columns }: Pick<ImageSet, "rows" | "columns">,
  points: Points,
  from = 0,
  to = points.count
): Images {
  const { n, values } = points;
  return { rows, columns, count: to - from, values: values.subarray(from * n, to * n) };
}
