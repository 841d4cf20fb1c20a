import { loopEvaluator } from "../../../rbm/model/loops.js";
import type { Machine } from "../../../rbm/model/machine.js";
import type { Points } from "../../../rbm/shapes.js";

const known = new WeakMap<Machine, { readonly points: Points; readonly error: number }>();

/** Mean squared distance between a point and the mean of p(x | z) at the mean of z: what older texts watch. */
export function reconstructionError(machine: Machine, points: Points): number {
  const before = known.get(machine);
  if (before?.points === points) return before.error;
  const x = Float64Array.from(points.values);
  const back = loopEvaluator.xMeanGivenZ(machine, loopEvaluator.pZGivenX(machine, x));
  const error = back.reduce((sum, value, at) => sum + (value - x[at]) ** 2, 0) / x.length;
  known.set(machine, { points, error });
  return error;
}
