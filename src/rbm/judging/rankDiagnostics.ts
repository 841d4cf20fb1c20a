import { ShapeError } from "../errors.js";
import { effectiveSampleSize, splitRhat } from "../sampling/diagnostics.js";
import { shapeText } from "../shapes.js";
import { inverseNormal } from "./inverseNormal.js";

/** One quantity along several chains, (steps, chains) row-major. */
export interface ChainSeries {
  readonly steps: number;
  readonly chains: number;
  readonly values: Float64Array;
}

/**
 * Each value in the place of its rank among all S of them: Φ⁻¹((rank − 3/8) / (S + 1/4)), equal values the mean of their
 * ranks. Whatever law the values have, these are nearly normal.
 */
export function rankNormalised(values: ArrayLike<number>): Float64Array {
  const count = values.length;
  const sorted = Float64Array.from(values).sort();
  const normal = new Float64Array(count);
  for (let first = 0; first < count;) {
    let last = first;
    while (last + 1 < count && sorted[last + 1] === sorted[first]) last++;
    normal[first] = inverseNormal(((first + last) / 2 + 1 - 3 / 8) / (count + 1 / 4));
    first = last + 1;
  }
  // A search for each value is quicker than a sort that takes their places along.
  return Float64Array.from(values, (value) => normal[firstOf(sorted, value)]);
}

/** The place of the first of the values in ascending order that is not below one of them. */
function firstOf(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Rank-normalised split R̂ (Vehtari et al., 2021): the larger of split R̂ of the ranks, which sees chains about
 * different places, and of the ranks of |value − median|, which sees chains of different widths.
 * @throws ShapeError, ValueError as splitRhat
 */
export function rankSplitRhat(series: ChainSeries): number {
  checkSeries(series);
  const sorted = Float64Array.from(series.values).sort();
  const half = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  const folded = series.values.map((value) => Math.abs(value - median));
  return Math.max(
    ...[series.values, folded].map((values) => splitRhat(trajectoryOf(series, rankNormalised(values)), 0))
  );
}

/**
 * Bulk effective sample size (Vehtari et al., 2021): of the ranks, each chain cut in two halves.
 * @throws ShapeError, ValueError as effectiveSampleSize
 */
export function bulkEffectiveSampleSize(series: ChainSeries): number {
  checkSeries(series);
  const { chains } = series;
  const half = Math.floor(series.steps / 2);
  const ranks = rankNormalised(series.values);
  const later = series.steps - half;
  const x = new Float64Array(2 * half * chains);
  for (let step = 0; step < half; step++)
    for (let chain = 0; chain < chains; chain++) {
      x[2 * step * chains + chain] = ranks[step * chains + chain];
      x[(2 * step + 1) * chains + chain] = ranks[(later + step) * chains + chain];
    }
  return effectiveSampleSize({ steps: half, chains: 2 * chains, n: 1, x }, 0);
}

function trajectoryOf({ steps, chains }: ChainSeries, x: Float64Array) {
  return { steps, chains, n: 1, x };
}

function checkSeries({ steps, chains, values }: ChainSeries): void {
  if (values.length !== steps * chains)
    throw new ShapeError("series", shapeText(values.length), `(steps, chains) = ${shapeText(steps, chains)}`);
}
