import { loopEvaluator } from "../model/loops.js";
import type { Machine } from "../model/machine.js";
import { checkInteger, packRows } from "../shapes.js";
import type { Rows } from "../shapes.js";
import type { Trajectory } from "./trajectory.js";

/**
 * Gibbs sampling with every draw replaced by its mean: x ← b + W p(z | x), again and again. It draws nothing: each row
 * goes uphill in p(x) to a place that maps to itself.
 * @param x where the rows start, shape (chains, n)
 * @returns x after 1, 2, … steps, shape (steps, chains, n)
 * @throws ShapeError, ValueError
 */
export function meanField({ machine, x, steps }: { machine: Machine; x: Rows; steps: number }): Trajectory {
  checkInteger(steps, 1, 1_000_000, "steps");
  let current = packRows(x, machine.n, "x");
  const kept = new Float64Array(steps * current.length);
  for (let step = 0; step < steps; step++) {
    current = loopEvaluator.xMeanGivenZ(machine, loopEvaluator.pZGivenX(machine, current));
    kept.set(current, step * current.length);
  }
  return { steps, chains: current.length / machine.n, n: machine.n, x: kept };
}
