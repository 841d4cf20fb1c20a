import type { Machine } from "./machine.js";
import type { Random } from "../random.js";
import { checkInteger, checkPositive } from "../shapes.js";

/**
 * A machine before training, as the lab has it: b = 0, σ² = sigma², W ~ N(0, 0.01²), then d ~ N(0, 0.1²).
 * @param options how many units, the standard deviation of p(x|z), and the random source
 * @throws ValueError if n or m is below 1 or sigma is not positive
 */
export function initialMachine(options: { n: number; m: number; sigma?: number; random: Random }): Machine {
  const { n, m, sigma = 0.1, random } = options;
  checkInteger(n, 1, 1_000_000, "n, the number of visible units,");
  checkInteger(m, 1, 1_000_000, "m, the number of hidden units,");
  checkPositive(sigma, "sigma");
  return {
    n,
    m,
    b: new Float64Array(n),
    logSigma2: new Float64Array(n).fill(Math.log(sigma ** 2)),
    W: Float64Array.from({ length: n * m }, () => 0.01 * random.normal()),
    d: Float64Array.from({ length: m }, () => 0.1 * random.normal())
  };
}
