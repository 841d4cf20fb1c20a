import type { Points } from "../shapes.js";

/** The nearest of some points to each of others. */
export interface Nearest {
  /** counted from 0 */
  readonly index: Uint32Array;
  /** root mean square difference of a coordinate */
  readonly distance: Float64Array;
}

/** Of each row of x, the nearest row among others, by the root mean square difference of a coordinate. */
export function nearestOf(x: Points, among: Points): Nearest {
  const { n } = x;
  const index = new Uint32Array(x.count);
  const distance = new Float64Array(x.count).fill(Infinity);
  for (let row = 0; row < x.count; row++)
    for (let other = 0; other < among.count; other++) {
      let sum = 0;
      for (let i = 0; i < n && sum < distance[row]; i++)
        sum += (x.values[row * n + i] - among.values[other * n + i]) ** 2;
      if (sum < distance[row]) [distance[row], index[row]] = [sum, other];
    }
  return { index, distance: distance.map((sum) => Math.sqrt(sum / n)) };
}
