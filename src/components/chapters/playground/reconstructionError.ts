import { loopEvaluator } from "../../../rbm/model/loops.js";
import type { Machine } from "../../../rbm/model/machine.js";
import type { Points } from "../../../rbm/shapes.js";

/** Mean squared distance between a point and the mean of p(x | z) at the mean of z: what older texts watch. */
export function reconstructionError(machine: Machine, { n, count, values }: Points): number {
  const x = Float64Array.from(values);
  const back = loopEvaluator.xMeanGivenZ(machine, loopEvaluator.pZGivenX(machine, x));
  return back.reduce((sum, value, at) => sum + (value - x[at]) ** 2, 0) / (n * count);
}
