import { ValueError } from "../errors.js";
import { checkInteger, packPoints, packRows } from "../shapes.js";
import type { Rows } from "../shapes.js";

/** p(label = k | x) = softmax of x · weights + biases. */
export interface MultinomialRegression {
  readonly n: number;
  readonly classes: number;
  /** shape (n, classes) row-major */
  readonly weights: Float64Array;
  /** shape (classes,) */
  readonly biases: Float64Array;
}

/**
 * Multinomial logistic regression: the mean negative log-probability of the labels plus penalty / 2 · Σ weights², by
 * gradient descent with Nesterov's momentum and a step from the data's own curvature (Böhning, 1992: at most half the
 * largest eigenvalue of the mean of x xᵀ), until the gradient is short. The objective is strictly convex in the weights.
 * @param options.x shape (count, n)
 * @param options.labels whole numbers of [0, classes)
 * @throws ShapeError, ValueError
 */
export function fitMultinomialRegression(options: {
  x: Rows;
  labels: ArrayLike<number>;
  classes: number;
  penalty?: number;
  iterations?: number;
  /** converged if the gradient's greatest entry is below */
  tolerance?: number;
}): MultinomialRegression {
  const { labels, classes, penalty = 1e-3, iterations = 2000, tolerance = 1e-5 } = options;
  const { n, count, values } = packPoints(options.x, "x");
  checkInteger(classes, 2, 100_000, "classes");
  if (labels.length !== count) throw new ValueError("labels", `has ${labels.length} entries; x has ${count} rows`);
  for (let row = 0; row < count; row++) checkInteger(labels[row], 0, classes - 1, `labels[${row}]`);
  // A column of ones, so that the biases are weights like the others, without the penalty.
  const width = n + 1;
  const x = new Float64Array(count * width).fill(1);
  for (let at = 0; at < values.length; at++) x[Math.floor(at / n) * width + (at % n)] = values[at];
  const step = 1 / (largestEigenvalue(x, width) / 2 + penalty);

  let theta = new Float64Array(width * classes);
  let ahead = theta;
  let momentum = 1;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const gradient = gradientAt(x, labels, ahead, classes, width, penalty);
    if (gradient.every((value) => Math.abs(value) < tolerance)) break;
    const next = ahead.map((value, at) => value - step * gradient[at]);
    const following = (1 + Math.sqrt(1 + 4 * momentum ** 2)) / 2;
    const weight = (momentum - 1) / following;
    const before = theta;
    // Start the momentum afresh when it points uphill (O'Donoghue and Candès, 2015).
    const uphill = gradient.reduce((sum, value, at) => sum + value * (next[at] - before[at]), 0) > 0;
    ahead = uphill ? next : next.map((value, at) => value + weight * (value - before[at]));
    momentum = uphill ? 1 : following;
    theta = next;
  }
  return { n, classes, weights: theta.slice(0, n * classes), biases: theta.slice(n * classes) };
}

/**
 * p(label = k | x) of each row.
 * @returns shape (count, classes) row-major
 * @throws ShapeError, ValueError
 */
export function classProbabilities(model: MultinomialRegression, x: Rows): Float64Array {
  const { n, classes, weights, biases } = model;
  const values = packRows(x, n, "x");
  const p = new Float64Array((values.length / n) * classes);
  for (let row = 0; row < values.length / n; row++) {
    const own = p.subarray(row * classes, (row + 1) * classes);
    own.set(biases);
    for (let i = 0; i < n; i++)
      for (let k = 0; k < classes; k++) own[k] += values[row * n + i] * weights[i * classes + k];
    softmax(own);
  }
  return p;
}

/** The share of rows whose likeliest class is their label. */
export function accuracy(model: MultinomialRegression, x: Rows, labels: ArrayLike<number>): number {
  const { classes } = model;
  const p = classProbabilities(model, x);
  const count = p.length / classes;
  if (labels.length !== count) throw new ValueError("labels", `has ${labels.length} entries; x has ${count} rows`);
  let right = 0;
  for (let row = 0; row < count; row++) {
    let best = 0;
    for (let k = 1; k < classes; k++) if (p[row * classes + k] > p[row * classes + best]) best = k;
    if (best === labels[row]) right++;
  }
  return right / count;
}

function gradientAt(
  x: Float64Array,
  labels: ArrayLike<number>,
  theta: Float64Array,
  classes: number,
  width: number,
  penalty: number
): Float64Array {
  const count = x.length / width;
  const biases = (width - 1) * classes;
  const gradient = theta.map((value, at) => (at < biases ? penalty * value : 0));
  const p = new Float64Array(classes);
  for (let row = 0; row < count; row++) {
    p.fill(0);
    for (let i = 0; i < width; i++) {
      const value = x[row * width + i];
      if (value !== 0) for (let k = 0; k < classes; k++) p[k] += value * theta[i * classes + k];
    }
    softmax(p);
    p[labels[row]] -= 1;
    for (let i = 0; i < width; i++) {
      const value = x[row * width + i] / count;
      if (value !== 0) for (let k = 0; k < classes; k++) gradient[i * classes + k] += value * p[k];
    }
  }
  return gradient;
}

function softmax(values: Float64Array): void {
  const greatest = Math.max(...values);
  let total = 0;
  for (let k = 0; k < values.length; k++) total += values[k] = Math.exp(values[k] - greatest);
  for (let k = 0; k < values.length; k++) values[k] /= total;
}

/** Of the mean of x xᵀ, by the power method, a hundredth above for safety. */
function largestEigenvalue(x: Float64Array, width: number): number {
  const count = x.length / width;
  let vector = new Float64Array(width).fill(1 / Math.sqrt(width));
  let value = 0;
  for (let iteration = 0; iteration < 50; iteration++) {
    const next = new Float64Array(width);
    for (let row = 0; row < count; row++) {
      let product = 0;
      for (let i = 0; i < width; i++) product += x[row * width + i] * vector[i];
      for (let i = 0; i < width; i++) next[i] += (product / count) * x[row * width + i];
    }
    value = Math.hypot(...next);
    if (value === 0) return 1;
    vector = next.map((entry) => entry / value);
  }
  return 1.01 * value;
}
