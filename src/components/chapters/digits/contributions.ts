import { loopEvaluator } from "../../../rbm/model/loops.js";
import type { Machine } from "../../../rbm/model/machine.js";

/** How an image comes about from the hidden units that it switches on. */
export interface Contributions {
  /** p(z | x), shape (m,) */
  readonly probabilities: Float64Array;
  /** the units more likely on than off, those that move the image most first */
  readonly units: readonly number[];
  /** b, then b plus the columns of W of the first 1, 2, … units: shape (units + 1, n) row-major */
  readonly sums: Float64Array;
}

/** x = b + Wz added up a unit at a time, z being the likeliest hidden state given x. */
export function contributionsOf(machine: Machine, x: Float64Array): Contributions {
  const { n, m, b, W } = machine;
  const probabilities = loopEvaluator.pZGivenX(machine, x);
  const length = (j: number) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += W[i * m + j] ** 2;
    return Math.sqrt(sum);
  };
  const units = Array.from({ length: m }, (_, j) => j)
    .filter((j) => probabilities[j] > 0.5)
    .map((j) => ({ j, length: length(j) }))
    .sort((one, other) => other.length - one.length)
    .map(({ j }) => j);
  const sums = new Float64Array((units.length + 1) * n);
  sums.set(b);
  units.forEach((j, at) => {
    for (let i = 0; i < n; i++) sums[(at + 1) * n + i] = sums[at * n + i] + W[i * m + j];
  });
  return { probabilities, units, sums };
}
