import { ShapeError } from "../errors.js";
import type { Machine } from "../model/machine.js";
import { loopEvaluator } from "../model/loops.js";
import { check, packRows, packVector } from "../shapes.js";
import type { Rows } from "../shapes.js";
import { between, faultOf, positive } from "../checks.js";
import { ValueError } from "../errors.js";

/** The easy end of a path of densities: x Gaussian with independent coordinates, z apart from x and from one another. */
export interface DiagonalGaussian {
  /** shape (n,) */
  readonly mean: ArrayLike<number>;
  /** shape (n,), each above zero */
  readonly variance: ArrayLike<number>;
  /** log-odds of each hidden unit, shape (m,); left out: 0, so that each is on with probability ½ */
  readonly hidden?: ArrayLike<number>;
}

/**
 * A density on the geometric path from a Gaussian (β = 0) to a machine (β = 1), in x and z together:
 * E_β(x, z) = (1 − β) (Σᵢ (xᵢ − μᵢ)² / 2sᵢ² − Σⱼ hⱼ zⱼ) + β E(x, z), h the base's log-odds.
 * It is a machine itself, so that every sampler serves it: exp(−E_β) = exp(logScale) · exp(−E of the machine here).
 */
export interface TemperedMachine {
  readonly machine: Machine;
  /** in nats */
  readonly logScale: number;
}

/**
 * The machine at one inverse temperature of the path. Completing the square in x gives the precision
 * 1 / v = (1 − β) / s² + β / σ², b = v ((1 − β) μ / s² + β b / σ²), W = v β W / σ² and d = (1 − β) h + β d.
 * @throws ShapeError if the Gaussian has not n coordinates, ValueError if β is not of [0, 1] or a variance not positive
 */
export function temperedMachine(machine: Machine, base: DiagonalGaussian, beta: number): TemperedMachine {
  const { n, m } = machine;
  check(beta, between(0, 1), "beta");
  const { mean, variance, hidden } = checkedGaussian(base, n, m);
  const tempered = {
    n,
    m,
    b: new Float64Array(n),
    logSigma2: new Float64Array(n),
    W: new Float64Array(n * m),
    d: machine.d.map((value, j) => (1 - beta) * hidden[j] + beta * value)
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

/** log Z of the path's easy end, Σⱼ log(1 + e^hⱼ) + ½ Σᵢ log 2πsᵢ²: nats. */
export function logPartitionOfBase(base: DiagonalGaussian, n: number, m: number): number {
  const { variance, hidden } = checkedGaussian(base, n, m);
  let logZ = 0;
  for (const value of hidden) logZ += Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));
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

/**
 * The easy end of the ladder of chains that are tempered in training: the data's own Gaussian, in no direction narrower than the machine's units
 * at the start of training, so that data which do not vary in a coordinate have one as well.
 * @param data (count, n) row-major, two points or more
 * @throws ShapeError for fewer points
 */
export function temperingBase(machine: Machine, data: ArrayLike<number>): DiagonalGaussian {
  const { mean, variance } = gaussianOf(data, machine.n);
  return {
    mean,
    variance: Float64Array.from(variance, (value, i) => Math.max(value, Math.exp(machine.logSigma2[i])))
  };
}

/**
 * A base that lies near a machine: the Gaussian of its data (or draws), and each hidden unit on as often as over them.
 * @param x shape (count, n)
 * @throws ShapeError, ValueError
 */
export function baseFor(machine: Machine, x: Rows): DiagonalGaussian {
  const { n, m } = machine;
  const values = packRows(x, n, "x");
  const p = loopEvaluator.pZGivenX(machine, values);
  const hidden = new Float64Array(m);
  // Half a row of each state is added, so that a unit that is always on has finite odds.
  const count = values.length / n;
  for (let at = 0; at < p.length; at++) hidden[at % m] += p[at];
  for (let j = 0; j < m; j++) hidden[j] = Math.log((hidden[j] + 0.5) / (count - hidden[j] + 0.5));
  return { ...gaussianOf(values, n), hidden };
}

/** @throws ShapeError, ValueError */
export function checkedGaussian({ mean, variance, hidden }: DiagonalGaussian, n: number, m: number) {
  const checked = {
    mean: packVector(mean, n, "base.mean"),
    variance: packVector(variance, n, "base.variance"),
    hidden: hidden ? packVector(hidden, m, "base.hidden") : new Float64Array(m)
  };
  checked.variance.forEach((value, i) => {
    const fault = faultOf(value, positive);
    if (fault) throw new ValueError(`base.variance[${i}]`, fault);
  });
  return checked;
}
