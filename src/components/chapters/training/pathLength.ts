import { clipFactor } from "../../../rbm/training/clipping.js";

/**
 * How far the parameters have travelled after each epoch of full-batch SGD: the sum of rate · norm, clipped. Exact,
 * since each epoch is one update, and an update is as long as the rate times the clipped norm.
 * @param gradientNorms before clipping, one for each epoch
 * @param clip null: none
 */
export function pathLengths(gradientNorms: ArrayLike<number>, rate: number, clip: number | null): number[] {
  let length = 0;
  return Array.from(gradientNorms, (norm) => (length += rate * norm * clipFactor(norm, clip)));
}
