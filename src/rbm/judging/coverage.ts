import { ValueError } from "../errors.js";
import { packPoints } from "../shapes.js";
import type { Rows } from "../shapes.js";

/**
 * The share of data points that draws reach (Naeem et al., 2020): those with a draw nearer than their own k-th neighbour
 * among the data. Near 1 for draws of the data's own law, lower if a part of the data is left out.
 * @param data shape (count, n), draws shape (another count, n)
 * @throws ShapeError, ValueError
 */
export function coverage(data: Rows, draws: Rows, k = 5): number {
  const [x, y] = [packPoints(data, "data"), packPoints(draws, "draws")];
  if (x.n !== y.n) throw new ValueError("draws", `has ${y.n} columns; the data have ${x.n}`);
  if (!(Number.isInteger(k) && k >= 1 && k < x.count))
    throw new ValueError("k", `is ${k}; it must be a whole number from 1 to ${x.count - 1}`);
  const squared = (row: number, values: ArrayLike<number>, other: number) => {
    let sum = 0;
    for (let i = 0; i < x.n; i++) sum += (x.values[row * x.n + i] - values[other * x.n + i]) ** 2;
    return sum;
  };
  let reached = 0;
  for (let row = 0; row < x.count; row++) {
    const distances = Float64Array.from({ length: x.count }, (_, other) => squared(row, x.values, other)).sort();
    // distances[0] is the point itself.
    const radius = distances[k];
    for (let draw = 0; draw < y.count; draw++)
      if (squared(row, y.values, draw) <= radius) {
        reached++;
        break;
      }
  }
  return reached / x.count;
}
