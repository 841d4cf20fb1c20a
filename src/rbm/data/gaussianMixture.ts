import { logSumExp } from "../exact/enumeration.js";
import type { Random } from "../random.js";
import { checkInteger, checkPositive, packPoints, packRows, toRows } from "../shapes.js";
import type { Points, Rows } from "../shapes.js";
import { cholesky, logDeterminant } from "../baselines/cholesky.js";
import { clusterShares } from "../baselines/clusters.js";

/** A mixture of K Gaussians in n dimensions, full covariances. */
export interface GaussianMixture {
  readonly n: number;
  /** shape (K,), summing to 1 */
  readonly weights: number[];
  /** shape (K, n) */
  readonly means: number[][];
  /** shape (K, n, n) */
  readonly covariances: number[][][];
}

export interface GaussianMixtureFit extends GaussianMixture {
  /** on the data it was fitted to, in nats a point */
  readonly nll: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** What a mixture is fitted to, and when fitting stops. */
export interface GaussianMixtureOptions {
  /** shape (count, n), as rows or as Points */
  data: Rows;
  /** K */
  components: number;
  random: Random;
  /** starts; the likeliest fit is kept */
  restarts?: number;
  /** steps of k-means before a start's first step; 0: none */
  clustering?: number;
  /** steps of a start at most */
  iterations?: number;
  /** a start has converged where a step gains less, in nats a point */
  tolerance?: number;
  /** added to the diagonal of each covariance, as scikit-learn's reg_covar */
  covarianceFloor?: number;
}

/**
 * Expectation–maximisation (Dempster, Laird and Rubin, 1977), started from points drawn far apart as k-means++ does
 * (Arthur and Vassilvitskii, 2007): each point goes to the nearest, and the first step takes it from there.
 * @param options the data, how many components, and the random source
 * @throws ShapeError for the data, ValueError if components is below 1 or above the number of points
 */
export function fitGaussianMixture(options: GaussianMixtureOptions): GaussianMixtureFit {
  const {
    components,
    random,
    restarts = 5,
    clustering = 0,
    iterations = 200,
    tolerance = 1e-5,
    covarianceFloor = 1e-6
  } = options;
  const { n, count, values } = packPoints(options.data, "data");
  const x = Float64Array.from(values);
  checkInteger(components, 1, count, "components");
  checkInteger(restarts, 1, 1000, "restarts");
  checkInteger(clustering, 0, 100_000, "clustering");
  checkInteger(iterations, 1, 100_000, "iterations");
  checkPositive(tolerance, "tolerance");
  checkPositive(covarianceFloor, "covarianceFloor");

  let best: GaussianMixtureFit | undefined;
  for (let restart = 0; restart < restarts; restart++) {
    let mixture = maximise(x, n, clusterShares(x, n, components, random, clustering), covarianceFloor);
    let { responsibilities, nll } = expect(x, mixture);
    let steps = 0;
    let converged = false;
    while (!converged && steps < iterations) {
      mixture = maximise(x, n, responsibilities, covarianceFloor);
      const before = nll;
      ({ responsibilities, nll } = expect(x, mixture));
      converged = before - nll < tolerance;
      steps++;
    }
    if (!best || nll < best.nll) best = { ...mixture, nll, iterations: steps, converged };
  }
  return best!;
}

/**
 * log of the mixture's density at each row of x.
 * @param mixture of Gaussians with full covariances
 * @param x shape (batch, n)
 * @returns shape (batch,), in nats
 * @throws ShapeError, ValueError
 */
export function logMixtureDensity(mixture: GaussianMixture, x: Rows): number[] {
  const { n } = mixture;
  const values = packRows(x, n, "x");
  const terms = logTerms(values, mixture);
  const K = mixture.weights.length;
  return Array.from({ length: values.length / n }, (_, row) => logSumExp(terms.subarray(row * K, (row + 1) * K)));
}

/**
 * Mean of −log of the mixture's density over the data, in nats a point.
 * @param mixture of Gaussians with full covariances
 * @param data shape (count, n)
 */
export function mixtureNegativeLogLikelihood(mixture: GaussianMixture, data: Rows): number {
  const values = logMixtureDensity(mixture, data);
  return -values.reduce((sum, value) => sum + value, 0) / values.length;
}

function expect(x: Float64Array, mixture: GaussianMixture): { responsibilities: Float64Array; nll: number } {
  const K = mixture.weights.length;
  const responsibilities = logTerms(x, mixture);
  let nll = 0;
  const count = responsibilities.length / K;
  for (let row = 0; row < count; row++) {
    const own = responsibilities.subarray(row * K, (row + 1) * K);
    const total = logSumExp(own);
    nll -= total / count;
    for (let k = 0; k < K; k++) own[k] = Math.exp(own[k] - total);
  }
  return { responsibilities, nll };
}

function maximise(x: Float64Array, n: number, responsibilities: Float64Array, floor: number): GaussianMixture {
  const count = x.length / n;
  const K = responsibilities.length / count;
  const mixture = { n, weights: [] as number[], means: [] as number[][], covariances: [] as number[][][] };
  const covariance = new Float64Array(n * n);
  const centred = new Float64Array(n);
  for (let k = 0; k < K; k++) {
    // A component that no point belongs to keeps a trace of weight, as in scikit-learn, so that nothing is 0 / 0.
    let total = 10 * Number.EPSILON;
    const mean = new Float64Array(n);
    for (let row = 0; row < count; row++) {
      const share = responsibilities[row * K + k];
      total += share;
      for (let i = 0; i < n; i++) mean[i] += share * x[row * n + i];
    }
    for (let i = 0; i < n; i++) mean[i] /= total;
    covariance.fill(0);
    for (let row = 0; row < count; row++) {
      const share = responsibilities[row * K + k] / total;
      if (share === 0) continue;
      for (let i = 0; i < n; i++) centred[i] = x[row * n + i] - mean[i];
      for (let i = 0; i < n; i++) {
        const scaled = share * centred[i];
        for (let l = 0; l <= i; l++) covariance[i * n + l] += scaled * centred[l];
      }
    }
    for (let i = 0; i < n; i++) {
      covariance[i * n + i] += floor;
      for (let l = 0; l < i; l++) covariance[l * n + i] = covariance[i * n + l];
    }
    mixture.weights.push(total / (count + K * 10 * Number.EPSILON));
    mixture.means.push(Array.from(mean));
    mixture.covariances.push(toRows(covariance, n));
  }
  return mixture;
}

/** log weight + log N(x; mean, covariance) of each point and component, shape (count, K). */
function logTerms(x: Float64Array, { n, weights, means, covariances }: GaussianMixture): Float64Array {
  const K = weights.length;
  const count = x.length / n;
  const terms = new Float64Array(count * K);
  const residual = new Float64Array(n);
  for (let k = 0; k < K; k++) {
    const L = cholesky(Float64Array.from(covariances[k].flat()), n, `covariances[${k}]`);
    const mean = means[k];
    const constant = Math.log(weights[k]) - (n / 2) * Math.log(2 * Math.PI) - logDeterminant(L, n) / 2;
    for (let row = 0; row < count; row++) {
      let square = 0;
      for (let i = 0; i < n; i++) {
        let value = x[row * n + i] - mean[i];
        for (let l = 0; l < i; l++) value -= L[i * n + l] * residual[l];
        residual[i] = value / L[i * n + i];
        square += residual[i] ** 2;
      }
      terms[row * K + k] = constant - square / 2;
    }
  }
  return terms;
}

/**
 * Independent draws from a mixture.
 * @returns shape (count, n)
 * @throws ValueError if a covariance is not positive definite
 */
export function mixtureDraws(
  { n, weights, means, covariances }: GaussianMixture,
  count: number,
  random: Random
): Points {
  checkInteger(count, 1, 100_000_000, "count");
  const factors = covariances.map((rows, k) => cholesky(Float64Array.from(rows.flat()), n, `covariances[${k}]`));
  const values = new Float64Array(count * n);
  const noise = new Float64Array(n);
  for (let row = 0; row < count; row++) {
    let left = random.uniform();
    let k = 0;
    while (k < weights.length - 1 && left >= weights[k]) left -= weights[k++];
    for (let i = 0; i < n; i++) {
      noise[i] = random.normal();
      let value = means[k][i];
      for (let l = 0; l <= i; l++) value += factors[k][i * n + l] * noise[l];
      values[row * n + i] = value;
    }
  }
  return { n, count, values };
}
