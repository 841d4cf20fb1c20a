import type { GaussianMixture } from "../data/gaussianMixture.js";
import { packPoints, toRows } from "../shapes.js";
import type { Rows } from "../shapes.js";

/**
 * One Gaussian with the data's mean and full covariance (divided by count, the maximum of the likelihood), as a mixture
 * of one component: score it with mixtureNegativeLogLikelihood.
 * @param data shape (count, n)
 * @param floor added to each variance, as in fitGaussianMixture
 * @throws ShapeError, ValueError
 */
export function fitGaussian(data: Rows, floor = 1e-6): GaussianMixture {
  const { n, count, values } = packPoints(data, "data");
  const mean = new Float64Array(n);
  for (let at = 0; at < values.length; at++) mean[at % n] += values[at] / count;
  const covariance = new Float64Array(n * n);
  for (let row = 0; row < count; row++)
    for (let i = 0; i < n; i++) {
      const scaled = (values[row * n + i] - mean[i]) / count;
      for (let l = 0; l < n; l++) covariance[i * n + l] += scaled * (values[row * n + l] - mean[l]);
    }
  for (let i = 0; i < n; i++) covariance[i * n + i] += floor;
  return { n, weights: [1], means: [Array.from(mean)], covariances: [toRows(covariance, n)] };
}
