import { ValueError } from "../errors.js";
import { variances } from "../model/machine.js";
import type { Machine } from "../model/machine.js";

/** Beyond this many hidden units enumeration is refused: 2²⁰ states take about a second. */
export const enumerableHidden = 20;

/**
 * log w(z) of every hidden state, where p(x) = Σ_z w(z) N(x; b + Wz, σ²) / Σ_z w(z):
 * log w(z) = d·z + Σᵢ ((bᵢ + (Wz)ᵢ)² − bᵢ²) / (2σᵢ²).
 * @param machine with n visible and m hidden units
 * @returns shape (2^m,), in nats; bit j of the index is zⱼ
 * @throws ValueError if m exceeds {@link enumerableHidden}
 */
export function logMixtureWeights(machine: Machine): Float64Array {
  const { n, m, b } = machine;
  const sigma2 = variances(machine);
  const weights = new Float64Array(2 ** checkEnumerable(m));
  visitStates(machine, (state, dz, mean) => {
    let logWeight = dz;
    for (let i = 0; i < n; i++) logWeight += ((mean[i] - b[i]) * (mean[i] + b[i])) / (2 * sigma2[i]);
    weights[state] = logWeight;
  });
  return weights;
}

/**
 * p(z) of every hidden state.
 * @param machine with n visible and m hidden units
 * @returns shape (2^m,), summing to 1; bit j of the index is zⱼ
 * @throws ValueError if m exceeds {@link enumerableHidden}
 */
export function hiddenProbabilities(machine: Machine): Float64Array {
  const logWeights = logMixtureWeights(machine);
  const total = logSumExp(logWeights);
  return logWeights.map((logWeight) => Math.exp(logWeight - total));
}

/**
 * log Z by enumeration of z: log Σ_z w(z) + ½ Σᵢ log 2πσᵢ².
 * @param machine with n visible and m hidden units
 * @returns nats
 * @throws ValueError if m exceeds {@link enumerableHidden}
 */
export function logPartition(machine: Machine): number {
  const logSigma2 = machine.logSigma2.reduce((sum, value) => sum + value, 0);
  return logSumExp(logMixtureWeights(machine)) + 0.5 * (machine.n * Math.log(2 * Math.PI) + logSigma2);
}

/** Exact moments of a machine. */
export interface Moments {
  /** E[x], shape (n,) */
  readonly mean: number[];
  /** Cov(x), shape (n, n) */
  readonly covariance: number[][];
  /** E[z], shape (m,) */
  readonly hiddenMean: number[];
}

/**
 * Mean and covariance of x, and the mean of z, by enumeration of z.
 * @param machine with n visible and m hidden units
 * @throws ValueError if m exceeds {@link enumerableHidden}
 */
export function moments(machine: Machine): Moments {
  const { n, m } = machine;
  const p = hiddenProbabilities(machine);
  const sigma2 = variances(machine);
  const mean = new Array<number>(n).fill(0);
  const hiddenMean = new Array<number>(m).fill(0);
  visitStates(machine, (state, _, mu) => {
    for (let i = 0; i < n; i++) mean[i] += p[state] * mu[i];
    for (let j = 0; j < m; j++) if ((state >> j) & 1) hiddenMean[j] += p[state];
  });
  const covariance = mean.map((_, i) => mean.map((_, k) => (i === k ? sigma2[i] : 0)));
  visitStates(machine, (state, _, mu) => {
    for (let i = 0; i < n; i++)
      for (let k = 0; k < n; k++) covariance[i][k] += p[state] * (mu[i] - mean[i]) * (mu[k] - mean[k]);
  });
  return { mean, covariance, hiddenMean };
}

/** log Σ exp, without overflow; −∞ where there is nothing to sum. */
export function logSumExp(values: Float64Array): number {
  let greatest = -Infinity;
  for (const value of values) if (value > greatest) greatest = value;
  if (greatest === -Infinity) return -Infinity;
  let sum = 0;
  for (const value of values) sum += Math.exp(value - greatest);
  return greatest + Math.log(sum);
}

/** Every z with d·z and b + Wz, sums shared between states that begin alike; mean is reused from call to call. */
export function visitStates(machine: Machine, visit: (state: number, dz: number, mean: Float64Array) => void): void {
  const { n, m, b, W, d } = machine;
  const means = Array.from({ length: m + 1 }, () => b.slice());
  descend(m - 1, 0, 0);

  function descend(j: number, state: number, dz: number): void {
    const mean = means[j + 1];
    if (j < 0) return visit(state, dz, mean);
    const below = means[j];
    below.set(mean);
    descend(j - 1, state, dz);
    for (let i = 0; i < n; i++) below[i] = mean[i] + W[i * m + j];
    descend(j - 1, state | (1 << j), dz + d[j]);
  }
}

export function checkEnumerable(m: number): number {
  if (m > enumerableHidden)
    throw new ValueError("m", `is ${m}; the 2^m hidden states can be enumerated up to m = ${enumerableHidden}`);
  return m;
}
