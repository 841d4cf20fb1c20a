import type { Evaluator } from "./evaluator.js";
import { variances } from "./machine.js";
import type { Machine, Parameters } from "./machine.js";

/**
 * The formulas as plain loops over float64: no matrices, no expressions, the same values to rounding.
 * Softplus is max(a, 0) + log(1 + e^−|a|), with one log for many units: each factor is at most 2, so a product of 512
 * of them is far from overflow.
 */
export const loopEvaluator: Evaluator = {
  c(machine, x) {
    const { n, m, b, d } = machine;
    const [scaled, sigma2] = [scaledWeights(machine), variances(machine)];
    const count = x.length / n;
    const values = new Float64Array(count);
    for (let row = 0; row < count; row++) {
      let sum = 0;
      let product = 1;
      for (let j = 0; j < m; j++) {
        let a = d[j];
        for (let i = 0; i < n; i++) a += x[row * n + i] * scaled[i * m + j];
        if (a > 0) sum += a;
        product *= 1 + Math.exp(-Math.abs(a));
        if (j % 512 === 511) {
          sum += Math.log(product);
          product = 1;
        }
      }
      sum += Math.log(product);
      for (let i = 0; i < n; i++) sum -= (x[row * n + i] - b[i]) ** 2 / (2 * sigma2[i]);
      values[row] = sum;
    }
    return values;
  },

  pZGivenX(machine, x) {
    const { n, m, d } = machine;
    const scaled = scaledWeights(machine);
    const count = x.length / n;
    const p = new Float64Array(count * m);
    for (let row = 0; row < count; row++)
      for (let j = 0; j < m; j++) {
        let a = d[j];
        for (let i = 0; i < n; i++) a += x[row * n + i] * scaled[i * m + j];
        p[row * m + j] = 1 / (1 + Math.exp(-a));
      }
    return p;
  },

  xMeanGivenZ({ n, m, b, W }, z) {
    const count = z.length / m;
    const mean = new Float64Array(count * n);
    for (let row = 0; row < count; row++)
      for (let i = 0; i < n; i++) {
        let sum = b[i];
        for (let j = 0; j < m; j++) sum += W[i * m + j] * z[row * m + j];
        mean[row * n + i] = sum;
      }
    return mean;
  },

  gradientOfMeanC(machine, x) {
    const weights = new Float64Array(x.length / machine.n).fill(machine.n / x.length);
    return weightedGradientOfC(machine, x, weights);
  }
};

/**
 * Σ_k w_k ∇c(x_k), for every parameter.
 * @param x (count, n), flat
 * @param weights (count,); 1 / count each for the mean, probabilities for an expectation
 */
export function weightedGradientOfC(machine: Machine, x: Float64Array, weights: Float64Array): Parameters {
  const { n, m, b, W } = machine;
  const sigma2 = variances(machine);
  const p = loopEvaluator.pZGivenX(machine, x);
  const gradient = {
    b: new Float64Array(n),
    logSigma2: new Float64Array(n),
    W: new Float64Array(n * m),
    d: new Float64Array(m)
  };
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row];
    for (let j = 0; j < m; j++) gradient.d[j] += weight * p[row * m + j];
    for (let i = 0; i < n; i++) {
      const [xi, scale] = [x[row * n + i], weight / sigma2[i]];
      let Wp = 0;
      for (let j = 0; j < m; j++) {
        gradient.W[i * m + j] += scale * xi * p[row * m + j];
        Wp += W[i * m + j] * p[row * m + j];
      }
      gradient.b[i] += scale * (xi - b[i]);
      gradient.logSigma2[i] += scale * ((xi - b[i]) ** 2 / 2 - xi * Wp);
    }
  }
  return gradient;
}

function scaledWeights({ n, m, logSigma2, W }: Machine): Float64Array {
  const scaled = new Float64Array(n * m);
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) scaled[i * m + j] = W[i * m + j] / Math.exp(logSigma2[i]);
  return scaled;
}
