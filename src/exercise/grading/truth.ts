import type { Machine } from "../../rbm/model/machine.js";

/*
 * What the answers are held against. Everything here comes from the energy alone, by summing over every hidden state
 * and by integrating over x: none of it knows the formulas the cells ask for.
 */

/** E(x, z) in nats. */
function energyOf(machine: Machine, x: ArrayLike<number>, z: ArrayLike<number>): number {
  const { n, m, b, logSigma2, W, d } = machine;
  let energy = 0;
  for (let i = 0; i < n; i++) {
    const sigma2 = Math.exp(logSigma2[i]);
    energy += (x[i] - b[i]) ** 2 / (2 * sigma2);
    for (let j = 0; j < m; j++) energy -= (x[i] * W[i * m + j] * z[j]) / sigma2;
  }
  for (let j = 0; j < m; j++) energy -= d[j] * z[j];
  return energy;
}

/** All 2ᵐ hidden states. */
export function hiddenStates(m: number): Uint8Array[] {
  return Array.from({ length: 2 ** m }, (_, s) => Uint8Array.from({ length: m }, (_, j) => (s >> j) & 1));
}

export function logSumExp(values: readonly number[]): number {
  const largest = Math.max(...values);
  if (!Number.isFinite(largest)) return largest;
  return largest + Math.log(values.reduce((sum, v) => sum + Math.exp(v - largest), 0));
}

/** log(exp(0) + exp(a)): the sum over the two states of one hidden unit. */
export function softplusByEnumeration(a: number): number {
  return logSumExp([0, a]);
}

/** c(x) = log Σ_z exp(−E(x, z)) by enumeration. */
export function cByEnumeration(machine: Machine, x: ArrayLike<number>): number {
  return logSumExp(hiddenStates(machine.m).map((z) => -energyOf(machine, x, z)));
}

/** p(z | x) for every hidden state, in the order of hiddenStates. */
export function posterior(machine: Machine, x: ArrayLike<number>): number[] {
  const logs = hiddenStates(machine.m).map((z) => -energyOf(machine, x, z));
  const total = logSumExp(logs);
  return logs.map((v) => Math.exp(v - total));
}

/** p(zⱼ = 1 | x), shape (m,), by enumeration. */
export function hiddenMarginals(machine: Machine, x: ArrayLike<number>): number[] {
  const weights = posterior(machine, x);
  const states = hiddenStates(machine.m);
  return Array.from({ length: machine.m }, (_, j) => states.reduce((p, z, s) => p + (z[j] ? weights[s] : 0), 0));
}

/**
 * Mean and variance of p(xᵢ | z), shape (n,) each, by integrating exp(−E(x, z)) over xᵢ with the trapezoid rule,
 * whose error falls faster than any power of the step. Given z the energy has no term of two coordinates of x.
 */
export function visibleMoments(machine: Machine, z: ArrayLike<number>): { mean: number[]; variance: number[] } {
  const mean: number[] = [];
  const variance: number[] = [];
  for (let i = 0; i < machine.n; i++) {
    const x = new Float64Array(machine.n);
    const minusE = (value: number): number => {
      x[i] = value;
      return -energyOf(machine, x, z);
    };
    const peak = climb(minusE);
    const width = 1 / Math.sqrt(2 * minusE(peak) - minusE(peak - 1) - minusE(peak + 1));
    const top = minusE(peak);
    let [total, first, second] = [0, 0, 0];
    for (let k = -480; k <= 480; k++) {
      const step = (k * width) / 40;
      const weight = Math.exp(minusE(peak + step) - top);
      total += weight;
      first += weight * step;
      second += weight * step * step;
    }
    mean.push(peak + first / total);
    variance.push(second / total - (first / total) ** 2);
  }
  return { mean, variance };
}

/** The largest value of a function with one peak, by ternary search. */
function climb(f: (value: number) => number): number {
  let [low, high] = [-1e4, 1e4];
  for (let k = 0; k < 120; k++) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
    if (f(a) < f(b)) low = a;
    else high = b;
  }
  return (low + high) / 2;
}

export interface Moments {
  /** shape (n,) */
  readonly mean: number[];
  /** shape (n, n), row-major */
  readonly covariance: number[];
}

/** Moments of a mixture over hidden states of the Gaussians p(x | z), each integrated numerically. */
export function mixtureMoments(machine: Machine, weights: readonly number[], parts = gaussians(machine)): Moments {
  const { n } = machine;
  const mean = Array.from({ length: n }, (_, i) => parts.reduce((sum, p, s) => sum + weights[s] * p.mean[i], 0));
  const covariance: number[] = [];
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++)
      covariance.push(
        parts.reduce((sum, p, s) => {
          const spread = (p.mean[i] - mean[i]) * (p.mean[k] - mean[k]) + (i === k ? p.variance[i] : 0);
          return sum + weights[s] * spread;
        }, 0)
      );
  return { mean, covariance };
}

/** p(x | z) for every hidden state. */
export function gaussians(machine: Machine): { mean: number[]; variance: number[] }[] {
  return hiddenStates(machine.m).map((z) => visibleMoments(machine, z));
}

/** The CD loss between two batches: mean F(data) − mean F(draws), with F = −c by enumeration. */
export function lossByEnumeration(machine: Machine, data: readonly number[][], draws: readonly number[][]): number {
  const meanF = (rows: readonly number[][]): number =>
    rows.reduce((sum, x) => sum - cByEnumeration(machine, x), 0) / rows.length;
  return meanF(data) - meanF(draws);
}
