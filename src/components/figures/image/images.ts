/** A batch of grey images of one size: (count, rows, columns), row-major. */
export interface Images {
  readonly rows: number;
  readonly columns: number;
  readonly count: number;
  readonly values: Float32Array | Float64Array;
}

/** No image of a size. */
export function noImages(rows: number, columns: number): Images {
  return { rows, columns, count: 0, values: new Float64Array(0) };
}

/** One image of a batch, a view. */
export function imageAt({ rows, columns, values }: Images, index: number): Images {
  const size = rows * columns;
  return { rows, columns, count: 1, values: values.subarray(index * size, (index + 1) * size) };
}

/** Where the numbers of images fall on their colours, each from 0 to 1. */
export interface ImageScale {
  /** the number shown at the low end, and at the high one */
  readonly low: number;
  readonly high: number;
}

/** Ink on paper: 0 is paper, 1 is ink. */
export const inkScale: ImageScale = { low: 0, high: 1 };

/** An even scale about zero that reaches to the number below whose magnitude `share` of all numbers lie. */
export function evenScale({ values }: Images, share = 0.998): ImageScale {
  const magnitudes = Float64Array.from(values, Math.abs).sort();
  const high = magnitudes[Math.floor(share * (magnitudes.length - 1))] || 1;
  return { low: -high, high };
}
