import { sliceUnits } from "./c.js";
import type { Stored } from "./c.js";
import { phaseRows } from "./instance.js";
import type { KernelInstance } from "./instance.js";

/**
 * Adds the gradient sums of `rows` rows of x, each times its weight and `scale`, in passes between which it yields; with
 * `weights` 0 all weigh alike. Returns Σ softplus.
 */
export type Phase = (at: number, rows: number, weights: number, scale: number) => Generator<undefined, number>;

/** @param inverses 1/σ², written anew by the caller before each update */
export function createPhase(
  instance: KernelInstance,
  { theta, n, m }: Stored,
  inverses: number,
  gradient: number
): Phase {
  const { wasm } = instance;
  const work = instance.allocate(phaseRows * 16);
  const pass = Math.max(1, Math.floor(sliceUnits / m / phaseRows)) * phaseRows;
  return function* (at, rows, weights, scale) {
    let sum = 0;
    for (let from = 0; from < rows; from += pass) {
      const some = Math.min(pass, rows - from);
      const weightsAt = weights && weights + from * 4;
      sum += wasm.addPhase(theta, m, inverses, at + from * n * 4, some, weightsAt, scale, gradient, work);
      if (some === pass) yield;
    }
    return sum;
  };
}
