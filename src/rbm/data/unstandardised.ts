import type { Machine } from "../model/machine.js";
import type { Standardisation } from "./standardise.js";

type Moved = Pick<Standardisation, "mean" | "scale">;

/**
 * The machine of x if the given one is of y = (x − mean) / scale. The same law: with x = mean + scale · y, means and
 * standard deviations are scaled and moved, and what the move adds to each activation is taken out of d. Its negative
 * log-likelihood is that of y plus Σᵢ log scaleᵢ.
 */
export function unstandardised(machine: Machine, { mean, scale }: Moved): Machine {
  const { n, m } = machine;
  const W = machine.W.map((value, at) => value * scale[Math.floor(at / m)]);
  const logSigma2 = machine.logSigma2.map((value, i) => value + 2 * Math.log(scale[i]));
  const d = machine.d.slice();
  for (let i = 0; i < n; i++) {
    const share = mean[i] / Math.exp(logSigma2[i]);
    for (let j = 0; j < m; j++) d[j] -= share * W[i * m + j];
  }
  return { n, m, b: machine.b.map((value, i) => mean[i] + scale[i] * value), logSigma2, W, d };
}

/** The machine of y = (x − mean) / scale if the given one is of x: what unstandardised undoes. */
export function standardised(machine: Machine, { mean, scale }: Moved): Machine {
  return unstandardised(machine, {
    mean: mean.map((value, i) => -value / scale[i]),
    scale: scale.map((value) => 1 / value)
  });
}

/** Σᵢ log scaleᵢ, in nats: what a negative log-likelihood of x has more than that of y. */
export function logScale({ scale }: Moved): number {
  return scale.reduce((sum, value) => sum + Math.log(value), 0);
}
