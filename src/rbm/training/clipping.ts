import type { Parameters } from "../model/machine.js";
import { clipEpsilon } from "./constants.js";
import { checkPositive } from "../shapes.js";

/**
 * Global gradient norm: the Euclidean norm of all parameters' gradients together.
 * @returns the norm, at least 0
 */
export function gradientNorm({ b, logSigma2, W, d }: Parameters): number {
  let sum = 0;
  for (const values of [b, logSigma2, W, d]) for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}

/**
 * The gradient, shortened if its global norm exceeds maxNorm.
 * @param gradient for every parameter
 * @param maxNorm the greatest global norm that is kept; null: none
 * @throws ValueError if maxNorm is not positive
 */
export function clipGradient(gradient: Parameters, maxNorm: number): Parameters {
  checkPositive(maxNorm, "maxNorm");
  return scaleGradient(gradient, clipFactor(gradientNorm(gradient), maxNorm));
}

/**
 * What torch.nn.utils.clip_grad_norm_ multiplies a gradient of this norm with: min(1, maxNorm / (norm + 1e-6)).
 * @param norm of the gradient, before clipping
 * @param maxNorm the greatest norm that is kept
 * @returns of (0, 1]
 */
export function clipFactor(norm: number, maxNorm: number | null): number {
  return maxNorm === null ? 1 : Math.min(1, maxNorm / (norm + clipEpsilon));
}

function scaleGradient({ b, logSigma2, W, d }: Parameters, factor: number): Parameters {
  const scaled = (values: Float64Array) => values.map((value) => value * factor);
  return { b: scaled(b), logSigma2: scaled(logSigma2), W: scaled(W), d: scaled(d) };
}
