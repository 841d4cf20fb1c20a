import { ShapeError } from "../errors.js";
import type { Machine } from "../model/machine.js";
import { check, packVector } from "../shapes.js";
import { between, faultOf, positive } from "../checks.js";
import { ValueError } from "../errors.js";

/** A Gaussian with independent coordinates: the easy end of a path of densities. */
export interface DiagonalGaussian {
  /** shape (n,) */
  readonly mean: ArrayLike<number>;
  /** shape (n,), each above zero */
  readonly variance: ArrayLike<number>;
}

/**
 * A density on the geometric path from a Gaussian (β = 0) to a machine (β = 1), in x and z together:
 * E_β(x, z) = (1 − β) Σᵢ (xᵢ − μᵢ)² / 2sᵢ² + β E(x, z).
 * It is a machine itself, so that every sampler serves it: exp(−E_β) = exp(logScale) · exp(−E of the machine here).
 */
export interface TemperedMachine {
  readonly machine: Machine;
  /** in nats */
  readonly logScale: number;
}

/**
 * The machine at one inverse temperature of the path. Completing the square in x gives the precision
 * 1 / v = (1 − β) / s² + β / σ², b = v ((1 − β) μ / s² + β b / σ²), W = v β W / σ² and d = β d.
 * @throws ShapeError if the Gaussian has not n coordinates, ValueError if β is not of [0, 1] or a variance not positive
 */
export function temperedMachine(machine: Machine, base: DiagonalGaussian, beta: number): TemperedMachine {
  const { n, m } = machine;
  check(beta, between(0, 1), "beta");
  const { mean, variance } = checkedGaussian(base, n);
  const tempered = {
    n,
    m,
    b: new Float64Array(n),
    logSigma2: new Float64Array(n),
    W: new Float64Array(n * m),
    d: machine.d.map((value) => beta * value)
  };
  let logScale = 0;
  for (let i = 0; i < n; i++) {
    const [easy, hard] = [(1 - beta) / variance[i], beta / Math.exp(machine.logSigma2[i])];
    const v = 1 / (easy + hard);
    const centre = v * (easy * mean[i] + hard * machine.b[i]);
    tempered.b[i] = centre;
    tempered.logSigma2[i] = Math.log(v);
    for (let j = 0; j < m; j++) tempered.W[i * m + j] = v * hard * machine.W[i * m + j];
    // What completing the square leaves over: ½ (centre² / v − easy μ² − hard b²), without its cancellation.
    logScale -= (v * easy * hard * (mean[i] - machine.b[i]) ** 2) / 2;
  }
  return { machine: tempered, logScale };
}

/** log Z of the path's easy end: 2^m hidden states, each with the Gaussian's normaliser. Nats. */
export function logPartitionOfBase(base: DiagonalGaussian, n: number, m: number): number {
  const { variance } = checkedGaussian(base, n);
  let logZ = m * Math.LN2;
  for (const value of variance) logZ += Math.log(2 * Math.PI * value) / 2;
  return logZ;
}

/** The Gaussian with the mean and the variances of points, (count, n) row-major: a good easy end. */
export function gaussianOf(values: ArrayLike<number>, n: number): DiagonalGaussian {
  const count = values.length / n;
  if (!(count >= 2 && Number.isInteger(count)))
    throw new ShapeError("points", `(${values.length / n}, ${n})`, `(count, ${n}) with count ≥ 2`);
  const mean = new Float64Array(n);
  const variance = new Float64Array(n);
  for (let at = 0; at < values.length; at++) mean[at % n] += values[at] / count;
  for (let at = 0; at < values.length; at++) variance[at % n] += (values[at] - mean[at % n]) ** 2 / count;
  return { mean, variance };
}

/** @throws ShapeError, ValueError */
export function checkedGaussian({ mean, variance }: DiagonalGaussian, n: number) {
  const checked = { mean: packVector(mean, n, "base.mean"), variance: packVector(variance, n, "base.variance") };
  checked.variance.forEach((value, i) => {
    const fault = faultOf(value, positive);
    if (fault) throw new ValueError(`base.variance[${i}]`, fault);
  });
  return checked;
}
