import { hiddenProbabilities } from "./enumeration.js";
import type { Machine } from "../model/machine.js";
import type { Random } from "../random.js";
import { checkInteger } from "../shapes.js";
import type { Points } from "../shapes.js";

/**
 * Independent draws from a machine whose hidden states can be enumerated: z by its exact probability, then x given z.
 * @returns shape (count, n)
 * @throws ValueError if m exceeds enumerableHidden
 */
export function exactDraws(machine: Machine, count: number, random: Random): Points {
  checkInteger(count, 1, 100_000_000, "count");
  const { n, m, b, W, logSigma2 } = machine;
  const cumulative = hiddenProbabilities(machine);
  for (let state = 1; state < cumulative.length; state++) cumulative[state] += cumulative[state - 1];
  const values = new Float64Array(count * n);
  for (let row = 0; row < count; row++) {
    const state = firstAbove(cumulative, random.uniform() * cumulative[cumulative.length - 1]);
    for (let i = 0; i < n; i++) {
      let mean = b[i];
      for (let j = 0; j < m; j++) if ((state >> j) & 1) mean += W[i * m + j];
      values[row * n + i] = mean + Math.exp(logSigma2[i] / 2) * random.normal();
    }
  }
  return { n, count, values };
}

/** Index of the first entry above the value, by bisection. */
export function firstAbove(rising: Float64Array, value: number): number {
  let [low, high] = [0, rising.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
