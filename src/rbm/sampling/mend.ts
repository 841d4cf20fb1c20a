import type { Machine } from "../model/machine.js";
import { createRandom } from "../random.js";
import { ShapeError } from "../errors.js";
import { checkInteger } from "../shapes.js";
import type { Points } from "../shapes.js";
import { clampedGibbs } from "./clampedGibbs.js";

export interface MendRequest {
  readonly machine: Machine;
  /** shape (n,); read where known */
  readonly x: Float64Array;
  /** shape (n,): not 0 for a visible unit that is held */
  readonly known: ArrayLike<number>;
  readonly chains: number;
  readonly steps: number;
  /** steps left out of mean and spread, fewer than `steps` */
  readonly burnIn: number;
  readonly seed: number;
}

export interface Mended {
  /** over chains and steps, shape (n,) */
  readonly mean: Float64Array;
  /** standard deviation, shape (n,) */
  readonly spread: Float64Array;
  /** the last x of each chain */
  readonly draws: Points;
}

/**
 * What chains make of the units of x that are not known, those that are known being held.
 * @throws ShapeError, ValueError
 */
export function mend({ machine, x, known, chains, steps, burnIn, seed }: MendRequest): Mended {
  const { n } = machine;
  if (x.length !== n) throw new ShapeError("x", `(${x.length},)`, `(${n},)`);
  checkInteger(steps, 1, 1_000_000, "steps");
  checkInteger(burnIn, 0, steps - 1, "burnIn");
  const random = createRandom(seed, "mend");
  // What is not known starts as the machine's b, which is as good a start as any.
  const start = Float64Array.from({ length: chains * n }, (_, at) => (known[at % n] ? x[at % n] : machine.b[at % n]));
  const [sum, squares] = [new Float64Array(n), new Float64Array(n)];
  const counted = (steps - burnIn) * chains;
  const draws = clampedGibbs({
    ...{ machine, known, steps, random, x: start },
    visit(values, step) {
      if (step < burnIn) return;
      for (let at = 0; at < values.length; at++) {
        sum[at % n] += values[at] / counted;
        squares[at % n] += values[at] ** 2 / counted;
      }
    }
  });
  return { mean: sum, spread: squares.map((value, i) => Math.sqrt(Math.max(0, value - sum[i] ** 2))), draws };
}
