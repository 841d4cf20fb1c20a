import type { Random } from "../random.js";
import { checkInteger, packPoints } from "../shapes.js";
import type { Points, Rows } from "../shapes.js";

/** Data in two parts, and which rows went where. */
export interface Split {
  readonly train: Points;
  readonly test: Points;
  /** the rows of each part, in the order they have there */
  readonly trainRows: Uint32Array;
  readonly testRows: Uint32Array;
}

/**
 * The data shuffled, and cut: the first trainCount rows for training, the rest for testing.
 * @throws ShapeError, ValueError for the data; ValueError unless both parts have a row
 */
export function splitPoints(data: Rows, trainCount: number, random: Random): Split {
  const points = packPoints(data, "data");
  checkInteger(trainCount, 1, points.count - 1, "trainCount");
  const order = shuffledRows(points.count, random);
  const [trainRows, testRows] = [order.slice(0, trainCount), order.slice(trainCount)];
  return { train: chooseRows(points, trainRows), test: chooseRows(points, testRows), trainRows, testRows };
}

/** 0 … count − 1 in a random order (Fisher and Yates, from the end). */
export function shuffledRows(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, row) => row);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random.uniform() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/** The rows named, in that order. */
export function chooseRows({ n, values }: Points, rows: Uint32Array): Points {
  const chosen = new Float64Array(rows.length * n);
  rows.forEach((row, k) => chosen.set(values.subarray(row * n, (row + 1) * n), k * n));
  return { n, count: rows.length, values: chosen };
}
