import { logSumExp } from "../exact/enumeration.js";
import type { Random } from "../random.js";
import { checkInteger, checkPositive, packPoints, packRows } from "../shapes.js";
import { clusterShares } from "./clusters.js";
import type { Rows } from "../shapes.js";

/** A mixture of K Gaussians in n dimensions with independent coordinates. */
export interface DiagonalMixture {
  readonly n: number;
  /** shape (K,), summing to 1 */
  readonly weights: Float64Array;
  /** shape (K, n) row-major */
  readonly means: Float64Array;
  /** shape (K, n) row-major */
  readonly variances: Float64Array;
}

/** What a mixture with diagonal covariances is fitted to, and when fitting stops. */
export interface DiagonalMixtureOptions {
  /** shape (count, n) */
  data: Rows;
  /** K */
  components: number;
  random: Random;
  /** starts; the likeliest fit is kept */
  restarts?: number;
  /** steps of k-means before the first step of expectation–maximisation */
  clustering?: number;
  /** steps at most */
  iterations?: number;
  /** converged if a step gains less, in nats a point */
  tolerance?: number;
  /** added to each variance, as scikit-learn's reg_covar */
  varianceFloor?: number;
}

/**
 * Expectation–maximisation from k-means, as fitGaussianMixture, with variances in place of covariances.
 * @throws ShapeError for the data, ValueError for the options
 */
export function fitDiagonalMixture(options: DiagonalMixtureOptions): DiagonalMixture & { readonly nll: number } {
  const { components, random, restarts = 1, clustering = 20 } = options;
  const { iterations = 200, tolerance = 1e-4, varianceFloor = 1e-6 } = options;
  const { n, count, values } = packPoints(options.data, "data");
  const x = Float64Array.from(values);
  checkInteger(components, 1, count, "components");
  checkInteger(restarts, 1, 1000, "restarts");
  checkInteger(iterations, 1, 100_000, "iterations");
  checkInteger(clustering, 0, 100_000, "clustering");
  checkPositive(tolerance, "tolerance");
  checkPositive(varianceFloor, "varianceFloor");

  const fit = (): DiagonalMixture & { nll: number } => {
    const shares = clusterShares(x, n, components, random, clustering);
    let mixture = maximise(x, n, shares, varianceFloor);
    let nll = expect(x, mixture, shares);
    for (let step = 0; step < iterations; step++) {
      mixture = maximise(x, n, shares, varianceFloor);
      const before = nll;
      nll = expect(x, mixture, shares);
      if (before - nll < tolerance) break;
    }
    return { ...mixture, nll };
  };
  const fits = Array.from({ length: restarts }, fit);
  return fits.reduce((best, other) => (other.nll < best.nll ? other : best));
}

/**
 * Mean of −log of the mixture's density over the data.
 * @param data shape (count, n)
 * @returns nats a point
 * @throws ShapeError, ValueError
 */
export function diagonalMixtureNegativeLogLikelihood(mixture: DiagonalMixture, data: Rows): number {
  const x = packRows(data, mixture.n, "data");
  return expect(x, mixture, new Float64Array((x.length / mixture.n) * mixture.weights.length));
}

/** Fills shares, (count, K), with each component's share of each point; the mean of −log density. */
function expect(x: Float64Array, { n, weights, means, variances }: DiagonalMixture, shares: Float64Array): number {
  const K = weights.length;
  const count = x.length / n;
  const precisions = variances.map((value) => 1 / value);
  const constants = Array.from(weights, (weight, k) => {
    let constant = Math.log(weight) - (n / 2) * Math.log(2 * Math.PI);
    for (let i = 0; i < n; i++) constant -= Math.log(variances[k * n + i]) / 2;
    return constant;
  });
  let nll = 0;
  for (let row = 0; row < count; row++) {
    const own = shares.subarray(row * K, (row + 1) * K);
    for (let k = 0; k < K; k++) {
      let square = 0;
      for (let i = 0; i < n; i++) square += (x[row * n + i] - means[k * n + i]) ** 2 * precisions[k * n + i];
      own[k] = constants[k] - square / 2;
    }
    const total = logSumExp(own);
    nll -= total / count;
    for (let k = 0; k < K; k++) own[k] = Math.exp(own[k] - total);
  }
  return nll;
}

function maximise(x: Float64Array, n: number, shares: Float64Array, floor: number): DiagonalMixture {
  const count = x.length / n;
  const K = shares.length / count;
  // A trace of weight for a component that no point belongs to, as in scikit-learn.
  const totals = new Float64Array(K).fill(10 * Number.EPSILON);
  const means = new Float64Array(K * n);
  const variances = new Float64Array(K * n);
  for (let row = 0; row < count; row++)
    for (let k = 0; k < K; k++) {
      const share = shares[row * K + k];
      if (share === 0) continue;
      totals[k] += share;
      for (let i = 0; i < n; i++) means[k * n + i] += share * x[row * n + i];
    }
  for (let at = 0; at < means.length; at++) means[at] /= totals[Math.floor(at / n)];
  for (let row = 0; row < count; row++)
    for (let k = 0; k < K; k++) {
      const share = shares[row * K + k] / totals[k];
      if (share === 0) continue;
      for (let i = 0; i < n; i++) variances[k * n + i] += share * (x[row * n + i] - means[k * n + i]) ** 2;
    }
  const weights = totals.map((total) => total / (count + K * 10 * Number.EPSILON));
  return { n, weights, means, variances: variances.map((value) => value + floor) };
}
