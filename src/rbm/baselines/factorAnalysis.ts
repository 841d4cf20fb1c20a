import type { GaussianMixture } from "../data/gaussianMixture.js";
import type { Random } from "../random.js";
import { checkInteger, checkPositive, packPoints } from "../shapes.js";
import type { Rows } from "../shapes.js";
import { cholesky, inverse } from "./cholesky.js";
import { fitGaussian } from "./gaussian.js";

/** x = mean + loadings · f + noise, f standard normal: a Gaussian with covariance loadings · loadingsᵀ + diag noise. */
export interface FactorAnalysis {
  readonly n: number;
  readonly factors: number;
  readonly mean: Float64Array;
  /** shape (n, factors) row-major */
  readonly loadings: Float64Array;
  /** variances, shape (n,) */
  readonly noise: Float64Array;
}

/**
 * Factor analysis by expectation–maximisation (Rubin and Thayer, 1982; Ghahramani and Hinton, 1996), on the sufficient
 * statistics alone, so that a step costs n² · factors whatever the number of points.
 * @param options.data shape (count, n)
 * @throws ShapeError for the data, ValueError for the options
 */
export function fitFactorAnalysis(options: {
  data: Rows;
  factors: number;
  random: Random;
  iterations?: number;
  /** converged if no noise variance changes by a greater share of itself */
  tolerance?: number;
  /** least noise variance */
  floor?: number;
}): FactorAnalysis {
  const { factors, random, iterations = 1000, tolerance = 1e-4, floor = 1e-6 } = options;
  const { n } = packPoints(options.data, "data");
  checkInteger(factors, 1, n, "factors");
  checkInteger(iterations, 1, 1_000_000, "iterations");
  checkPositive(tolerance, "tolerance");
  checkPositive(floor, "floor");
  const { means, covariances } = fitGaussian(options.data, 0);
  const S = Float64Array.from(covariances[0].flat());
  let noise = Float64Array.from({ length: n }, (_, i) => Math.max(S[i * n + i], floor));
  let loadings = Float64Array.from({ length: n * factors }, (_, at) => {
    return Math.sqrt(noise[Math.floor(at / factors)] / factors) * random.normal();
  });
  for (let step = 0; step < iterations; step++) {
    const next = emStep(S, loadings, noise, factors, floor);
    const change = Math.max(...next.noise.map((value, i) => Math.abs(value - noise[i]) / noise[i]));
    ({ loadings, noise } = next);
    if (change < tolerance) break;
  }
  return { n, factors, mean: Float64Array.from(means[0]), loadings, noise };
}

/** The Gaussian that a factor analysis is, as a mixture of one: score it with mixtureNegativeLogLikelihood. */
export function factorAnalysisGaussian({ n, factors, mean, loadings, noise }: FactorAnalysis): GaussianMixture {
  const covariance = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, l) => {
      let sum = i === l ? noise[i] : 0;
      for (let f = 0; f < factors; f++) sum += loadings[i * factors + f] * loadings[l * factors + f];
      return sum;
    })
  );
  return { n, weights: [1], means: [Array.from(mean)], covariances: [covariance] };
}

/**
 * With G = (I + ΛᵀΨ⁻¹Λ)⁻¹ and B = GΛᵀΨ⁻¹: E[f fᵀ] = G + B S Bᵀ; Λ = S Bᵀ E[f fᵀ]⁻¹; Ψ = diag(S − Λ B S).
 */
function emStep(S: Float64Array, loadings: Float64Array, noise: Float64Array, factors: number, floor: number) {
  const n = noise.length;
  const M = new Float64Array(factors * factors);
  for (let f = 0; f < factors; f++)
    for (let g = 0; g <= f; g++) {
      let sum = f === g ? 1 : 0;
      for (let i = 0; i < n; i++) sum += (loadings[i * factors + f] * loadings[i * factors + g]) / noise[i];
      M[f * factors + g] = sum;
    }
  const G = inverse(cholesky(M, factors, "factors"), factors);
  const B = new Float64Array(factors * n);
  for (let f = 0; f < factors; f++)
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let g = 0; g < factors; g++) sum += G[f * factors + g] * loadings[i * factors + g];
      B[f * n + i] = sum / noise[i];
    }
  // S Bᵀ, (n, factors)
  const SB = new Float64Array(n * factors);
  for (let i = 0; i < n; i++)
    for (let f = 0; f < factors; f++) {
      let sum = 0;
      for (let l = 0; l < n; l++) sum += S[i * n + l] * B[f * n + l];
      SB[i * factors + f] = sum;
    }
  const second = G.slice();
  for (let f = 0; f < factors; f++)
    for (let g = 0; g < factors; g++)
      for (let i = 0; i < n; i++) second[f * factors + g] += B[f * n + i] * SB[i * factors + g];
  const inverseSecond = inverse(cholesky(second, factors, "factors"), factors);
  const next = new Float64Array(n * factors);
  const nextNoise = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let explained = 0;
    for (let f = 0; f < factors; f++) {
      let sum = 0;
      for (let g = 0; g < factors; g++) sum += SB[i * factors + g] * inverseSecond[g * factors + f];
      next[i * factors + f] = sum;
      explained += sum * SB[i * factors + f];
    }
    nextNoise[i] = Math.max(S[i * n + i] - explained, floor);
  }
  return { loadings: next, noise: nextNoise };
}
