import { ValueError } from "../errors.js";
import { packPoints } from "../shapes.js";
import type { Points, Rows } from "../shapes.js";

/** x' = (x − mean) / scale, coordinate by coordinate, and back. */
export interface Standardisation {
  readonly mean: Float64Array;
  readonly scale: Float64Array;
  /** Points in the units of the standardised data. */
  apply(data: Rows): Points;
  /** Points back in the units of the data. */
  undo(data: Rows): Points;
}

/**
 * The standardisation that gives these data mean 0 and deviation 1 in each coordinate.
 * @throws ShapeError, ValueError for the data; ValueError if a coordinate never changes, or its spread is beyond the numbers
 */
export function standardisationOf(data: Rows): Standardisation {
  const { n, count, values } = packPoints(data, "data");
  const mean = new Float64Array(n);
  const squares = new Float64Array(n);
  for (let at = 0; at < values.length; at++) mean[at % n] += values[at] / count;
  for (let at = 0; at < values.length; at++) squares[at % n] += (values[at] - mean[at % n]) ** 2 / count;
  const scale = squares.map(Math.sqrt);
  const first = values.slice(0, n);
  const changes = new Uint8Array(n);
  for (let at = 0; at < values.length; at++) if (values[at] !== first[at % n]) changes[at % n] = 1;
  scale.forEach((value, i) => {
    // A mean that is rounded leaves a scale above 0 to values that are all the same.
    if (!changes[i]) throw new ValueError("data", `never changes in column ${i + 1}, so that it can't be standardised`);
    if (value === 0)
      throw new ValueError("data", `changes too little in column ${i + 1}, so that it can't be standardised`);
    if (!Number.isFinite(value))
      throw new ValueError("data", `spreads too far in column ${i + 1}, so that it can't be standardised`);
  });
  return standardisationBy(mean, scale);
}

/** The standardisation with these means and scales, as a file keeps it. */
export function standardisationBy(mean: Float64Array, scale: Float64Array): Standardisation {
  const map = (data: Rows, f: (value: number, i: number) => number): Points => {
    const { n, count, values } = packPoints(data, "data");
    if (n !== mean.length) throw new ValueError("data", `has ${n} columns; the standardisation has ${mean.length}`);
    return { n, count, values: Float64Array.from(values, (value, at) => f(value, at % n)) };
  };
  return {
    mean,
    scale,
    apply: (data) => map(data, (value, i) => (value - mean[i]) / scale[i]),
    undo: (data) => map(data, (value, i) => value * scale[i] + mean[i])
  };
}
