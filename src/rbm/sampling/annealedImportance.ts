import { between } from "../checks.js";
import { ValueError } from "../errors.js";
import { logSumExp } from "../exact/enumeration.js";
import type { Machine } from "../model/machine.js";
import type { Random } from "../random.js";
import { check, checkInteger, packRows } from "../shapes.js";
import type { Rows } from "../shapes.js";
import { checkedGaussian, logPartitionOfBase, temperedMachine } from "./temperedPath.js";
import type { DiagonalGaussian } from "./temperedPath.js";

/** log Z as annealed importance sampling estimates it. */
export interface LogPartitionEstimate {
  /** nats */
  readonly logZ: number;
  /** of logZ, by the delta method: the weights' standard deviation over their mean and the root of their number */
  readonly standardError: number;
  /** log of each chain's weight, shape (chains,): of Z / Z₀ forward, of Z₀ / Z in reverse */
  readonly logWeights: Float64Array;
  /** chains · (mean weight)² / mean squared weight: how many chains the estimate rests on */
  readonly effectiveChains: number;
}

/**
 * Annealed importance sampling (Neal, 2001; Salakhutdinov and Murray, 2008), z summed out of every weight: chains from
 * the Gaussian go along the path of temperedMachine to the machine, one Gibbs step a temperature. The mean weight is
 * an unbiased estimate of Z / Z₀, so that logZ falls short of log Z on average.
 * @param options.betas inverse temperatures from 0 to 1, rising; see annealingSchedule
 * @throws ShapeError, ValueError
 */
export function annealedLogPartition(options: {
  machine: Machine;
  base: DiagonalGaussian;
  betas: readonly number[];
  chains: number;
  random: Random;
}): LogPartitionEstimate {
  const { machine, base, betas, chains, random } = options;
  const { n, m } = machine;
  checkBetas(betas);
  checkInteger(chains, 2, 10_000_000, "chains");
  const { mean, variance } = checkedGaussian(base, n, m);
  const x = new Float64Array(chains * n);
  for (let at = 0; at < x.length; at++) x[at] = mean[at % n] + Math.sqrt(variance[at % n]) * random.normal();
  const logWeights = annealedWeights({ machine, base, betas, x, random });
  const { logMean, standardError, effectiveChains } = weightsSummary(logWeights);
  return { logZ: logPartitionOfBase(base, n, m) + logMean, standardError, logWeights, effectiveChains };
}

/**
 * The same in reverse (Burda, Grosse and Salakhutdinov, 2015): chains from draws of the machine go back to the Gaussian.
 * The mean weight estimates Z₀ / Z, so that logZ exceeds log Z on average, if the draws are the machine's own: with
 * draws of chains that have not mixed the bound does not hold.
 * @param options.draws of the machine, shape (chains, n)
 * @throws ShapeError, ValueError
 */
export function reverseAnnealedLogPartition(options: {
  machine: Machine;
  base: DiagonalGaussian;
  betas: readonly number[];
  draws: Rows;
  random: Random;
}): LogPartitionEstimate {
  const { machine, base, betas, random } = options;
  const { n, m } = machine;
  checkBetas(betas);
  checkedGaussian(base, n, m);
  const x = packRows(options.draws, n, "draws");
  if (x.length < 2 * n) throw new ValueError("draws", "has one row; there must be at least two");
  const logWeights = annealedWeights({ machine, base, betas: [...betas].reverse(), x, random });
  const { logMean, standardError, effectiveChains } = weightsSummary(logWeights);
  return { logZ: logPartitionOfBase(base, n, m) - logMean, standardError, logWeights, effectiveChains };
}

/**
 * Temperatures for annealing, from 0 to 1: (k / (count − 1))^power. Close together at 0, where the density changes
 * fastest from a Gaussian that is much wider than the machine's units.
 */
export function annealingSchedule(count: number, power = 4): number[] {
  checkInteger(count, 2, 10_000_000, "count");
  return Array.from({ length: count }, (_, k) => (k / (count - 1)) ** power);
}

/**
 * The log weights of chains along betas, in either direction: at each temperature log f_next(x) − log f_now(x), then a
 * Gibbs step that leaves the next density invariant (the last one is not needed). x moves.
 */
function annealedWeights(options: {
  machine: Machine;
  base: DiagonalGaussian;
  betas: readonly number[];
  x: Float64Array;
  random: Random;
}): Float64Array {
  const { machine, base, betas, x, random } = options;
  const { n, m, b, d } = machine;
  const { mean, variance, hidden } = checkedGaussian(base, n, m);
  const sigma2 = machine.logSigma2.map(Math.exp);
  // Column by column: the weights of one hidden unit lie together.
  const scaled = new Float64Array(n * m);
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) scaled[j * n + i] = machine.W[i * m + j] / sigma2[i];
  const logWeights = new Float64Array(x.length / n);
  const next = new Float64Array(n);
  for (let k = 0; k + 1 < betas.length; k++) {
    const [now, beta] = [betas[k], betas[k + 1]];
    const tempered = temperedMachine(machine, base, beta).machine;
    const deviation = tempered.logSigma2.map((value) => Math.exp(value / 2));
    const moves = k + 2 < betas.length;
    for (let chain = 0; chain < logWeights.length; chain++) {
      const row = chain * n;
      let quadratic = 0;
      for (let i = 0; i < n; i++) {
        const value = x[row + i];
        quadratic += (value - mean[i]) ** 2 / variance[i] - (value - b[i]) ** 2 / sigma2[i];
        next[i] = tempered.b[i];
      }
      let [positive, product] = [0, 1];
      for (let j = 0; j < m; j++) {
        let a = d[j];
        for (let i = 0; i < n; i++) a += x[row + i] * scaled[j * n + i];
        const before = (1 - now) * hidden[j] + now * a;
        const after = (1 - beta) * hidden[j] + beta * a;
        const e = Math.exp(-Math.abs(after));
        // softplus(after) − softplus(before), the logarithms gathered into one: each factor is of [½, 2].
        positive += Math.max(after, 0) - Math.max(before, 0);
        product *= (1 + e) / (1 + Math.exp(-Math.abs(before)));
        if (j % 512 === 511) {
          positive += Math.log(product);
          product = 1;
        }
        if (moves && random.bernoulli(after > 0 ? 1 / (1 + e) : e / (1 + e)))
          for (let i = 0; i < n; i++) next[i] += tempered.W[i * m + j];
      }
      logWeights[chain] += ((beta - now) * quadratic) / 2 + positive + Math.log(product);
      if (moves) for (let i = 0; i < n; i++) x[row + i] = next[i] + deviation[i] * random.normal();
    }
  }
  return logWeights;
}

/** The mean of the weights and how sure of it they are. */
export function weightsSummary(logWeights: Float64Array) {
  const count = logWeights.length;
  const logMean = logSumExp(logWeights) - Math.log(count);
  let squares = 0;
  for (const value of logWeights) squares += Math.expm1(value - logMean) ** 2;
  const relativeVariance = squares / (count - 1);
  return {
    logMean,
    standardError: Math.sqrt(relativeVariance / count),
    effectiveChains: count / (1 + squares / count)
  };
}

/** @throws ValueError unless the temperatures rise from 0 to 1 */
export function checkBetas(betas: readonly number[]): void {
  checkInteger(betas.length, 2, 10_000_000, "betas.length");
  betas.forEach((beta, k) => {
    check(beta, between(0, 1), `betas[${k}]`);
    if (k > 0 && !(beta > betas[k - 1]))
      throw new ValueError(`betas[${k}]`, `is ${beta}; it must be above the one before, ${betas[k - 1]}`);
  });
  if (betas[0] !== 0 || betas.at(-1) !== 1)
    throw new ValueError("betas", `goes from ${betas[0]} to ${betas.at(-1)}; it must go from 0 to 1`);
}
