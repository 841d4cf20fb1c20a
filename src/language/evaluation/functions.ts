import type { Evaluation } from "./evaluation.js";
import { LanguageError } from "../languageError.js";
import type { Span } from "../languageError.js";
import { bernoulli, normal } from "./operations/chance.js";
import { firstIsLarger, mapElements, maxima, pairOf, where, zip } from "./operations/elementwise.js";
import type { Elementwise, Pairwise } from "./operations/elementwise.js";
import { abs, exp, log1p, loopsOf, sigmoid, sqrt, square } from "./operations/scalarFunctions.js";
import { diagonal, transpose } from "./operations/linear.js";
import { concat, identity, reshape, size } from "./operations/shaping.js";
import { cumulativeSum, norm, standardDeviation, variance } from "./operations/statistics.js";
import { reduce } from "./operations/reduce.js";
import type { Reduction } from "./operations/reduce.js";
import type { Layout, Tensor } from "../tensor/tensor.js";

/** A function of the language. */
export interface BuiltIn {
  /** as shown by the completion, such as `sum(A, axis)` */
  readonly signature: string;
  readonly description: string;
  /** fewest and most arguments */
  readonly arity: readonly [number, number];
  /** whether it draws random numbers */
  readonly random?: boolean;
  apply(evaluation: Evaluation, args: readonly Tensor[], span: Span): Tensor;
}

const maximum: Pairwise = {
  forward: maxima,
  slopes: [firstIsLarger, (a, b, out, layout) => firstIsLarger(b, a, out, reversed(layout))]
};

const minimum = pairOf(Math.min, [(a, b) => half(b, a), (a, b) => half(a, b)]);

/** Everything that can be called by name, besides `iterate` and what a program defines. */
export const functions: ReadonlyMap<string, BuiltIn> = new Map<string, BuiltIn>([
  ["exp", elementwise("exp", "e to the power of each element", exp)],
  [
    "expm1",
    elementwise(
      "expm1",
      "exp(a) − 1, exact near 0",
      loopsOf("expm1", Math.expm1, (_, y) => y + 1)
    )
  ],
  [
    "log",
    elementwise(
      "log",
      "natural logarithm of each element",
      loopsOf("log", Math.log, (a) => 1 / a)
    )
  ],
  ["log1p", elementwise("log1p", "log(1 + a), exact near 0", log1p)],
  ["sqrt", elementwise("sqrt", "square root of each element", sqrt)],
  ["square", elementwise("square", "each element times itself", square)],
  ["abs", elementwise("abs", "absolute value of each element", abs)],
  [
    "sign",
    elementwise(
      "sign",
      "−1, 0 or 1",
      loopsOf("sign", Math.sign, () => 0)
    )
  ],
  [
    "tanh",
    elementwise(
      "tanh",
      "hyperbolic tangent",
      loopsOf("tanh", Math.tanh, (_, y) => 1 - y * y)
    )
  ],
  ["sigmoid", elementwise("sigmoid", "1 / (1 + exp(−a)), without overflow", sigmoid)],
  ["maximum", pair("maximum", "the larger of two, element by element", maximum)],
  ["minimum", pair("minimum", "the smaller of two, element by element", minimum)],
  [
    "where",
    {
      signature: "where(condition, a, b)",
      description: "a where the condition holds, b elsewhere, element by element",
      arity: [3, 3],
      apply: (evaluation, [condition, a, b], span) => where(evaluation, condition, a, b, span)
    }
  ],
  ["sum", reduction("sum", "the sum of all elements, or along an axis: 1 down the rows, 2 along each row")],
  ["mean", reduction("mean", "the mean of all elements, or along an axis")],
  ["max", reduction("max", "the largest of all elements, or along an axis")],
  ["min", reduction("min", "the smallest of all elements, or along an axis")],
  [
    "variance",
    {
      signature: "variance(A, axis)",
      description: "the variance of all elements, or along an axis; divided by the count less 1",
      arity: [1, 2],
      apply: (evaluation, [a, axis], span) => variance(evaluation, "variance", a, axis ?? null, span)
    }
  ],
  [
    "var",
    {
      signature: "var(A, axis)",
      description: "the variance of all elements, or along an axis; divided by the count less 1",
      arity: [1, 2],
      apply: (evaluation, [a, axis], span) => variance(evaluation, "var", a, axis ?? null, span)
    }
  ],
  [
    "std",
    {
      signature: "std(A, axis)",
      description: "the square root of the variance",
      arity: [1, 2],
      apply: (evaluation, [a, axis], span) => standardDeviation(evaluation, a, axis ?? null, span)
    }
  ],
  [
    "norm",
    {
      signature: "norm(v)",
      description: "the length of a vector, √Σ vᵢ²",
      arity: [1, 1],
      apply: (evaluation, [a], span) => norm(evaluation, a, span)
    }
  ],
  [
    "cumsum",
    {
      signature: "cumsum(A, axis)",
      description: "running sums down the rows, or along another axis",
      arity: [1, 2],
      apply: (evaluation, [a, axis], span) => cumulativeSum(evaluation, a, axis ?? null, span)
    }
  ],
  [
    "size",
    {
      signature: "size(A)",
      description: "the lengths of the axes",
      arity: [1, 1],
      apply: (evaluation, [a], span) => size(evaluation, a, span)
    }
  ],
  [
    "reshape",
    {
      signature: "reshape(A, [rows, columns])",
      description: "the same numbers in another shape, row by row; −1 stands for the length that fits",
      arity: [2, 2],
      apply: (evaluation, [a, lengths], span) => reshape(evaluation, a, lengths, span)
    }
  ],
  [
    "concat",
    {
      signature: "concat(A, B, axis)",
      description: "arrays one after the other, along the last axis or another one",
      arity: [2, 20],
      apply: (evaluation, args, span) => concat(evaluation, args, span)
    }
  ],
  [
    "transpose",
    {
      signature: "transpose(A)",
      description: "A': rows and columns exchanged; a vector becomes a column",
      arity: [1, 1],
      apply: (evaluation, [a], span) => transpose(evaluation, a, span)
    }
  ],
  [
    "diag",
    {
      signature: "diag(v)",
      description: "the matrix with v on its diagonal",
      arity: [1, 1],
      apply: (evaluation, [a], span) => diagonal(evaluation, a, span)
    }
  ],
  ["zeros", filled("zeros", 0)],
  ["ones", filled("ones", 1)],
  ["identity", identityMatrix("identity")],
  ["eye", identityMatrix("eye")],
  [
    "bernoulli",
    {
      signature: "bernoulli(p)",
      description: "for each probability a draw of its own: 1 with probability p, else 0",
      arity: [1, 1],
      random: true,
      apply: (evaluation, [p], span) => bernoulli(evaluation, p, span)
    }
  ],
  [
    "normal",
    {
      signature: "normal(mean, std)",
      description: "a draw for each element; the second argument is the standard deviation, not the variance",
      arity: [2, 2],
      random: true,
      apply: (evaluation, [mean, std], span) => normal(evaluation, mean, std, span)
    }
  ]
]);

/** Numbers known by name. */
export const constants: ReadonlyMap<string, number> = new Map([["pi", Math.PI]]);

/** The one function that takes a function; see evaluate. */
export const iterateSignature = "iterate(f, start, steps)";
export const iterateDescription = "start, f(start), f(f(start)), …: `steps` of them, stacked";

/** Derivative of the larger of two for the first; at a tie both get half. */
function half(a: number, b: number): number {
  return a > b ? 1 : a < b ? 0 : 0.5;
}

function reversed({ outer, inner, strides }: Layout): Layout {
  return { outer, inner, strides: [strides[1], strides[0]] };
}

function elementwise(name: string, description: string, f: Elementwise): BuiltIn {
  return {
    signature: `${name}(a)`,
    description,
    arity: [1, 1],
    apply: (evaluation, [a], span) => mapElements(evaluation, a, span, f)
  };
}

function pair(name: string, description: string, f: Pairwise): BuiltIn {
  return {
    signature: `${name}(a, b)`,
    description,
    arity: [2, 2],
    apply: (evaluation, [a, b], span) => zip(evaluation, a, b, span, name, f)
  };
}

function reduction(name: Reduction, description: string): BuiltIn {
  return {
    signature: `${name}(A, axis)`,
    description,
    arity: [1, 2],
    apply: (evaluation, [a, axis], span) => reduce(evaluation, name, a, axis ?? null, span)
  };
}

function filled(name: string, value: number): BuiltIn {
  return {
    signature: `${name}(rows, columns)`,
    description: `a vector, a matrix or an array of three axes full of ${name}`,
    arity: [1, 3],
    apply(evaluation, args, span) {
      const shape = args.map((a) => lengthOf(a, name, span));
      const out = evaluation.create(shape, span);
      out.values.fill(value);
      return out;
    }
  };
}

function identityMatrix(name: string): BuiltIn {
  return {
    signature: `${name}(n)`,
    description: "the matrix with ones on its diagonal",
    arity: [1, 2],
    apply(evaluation, args, span) {
      const [rows, columns] = args.map((a) => lengthOf(a, name, span));
      return identity(evaluation, rows, columns ?? rows, span);
    }
  };
}

/** A whole number of at least 1, for the length of an axis or a number of steps. */
export function lengthOf(a: Tensor, name: string, span: Span): number {
  const length = a.values[0];
  if (a.shape.length !== 0 || length === undefined || !Number.isInteger(length) || length < 1) {
    const given = a.shape.length === 0 ? String(length) : "an array";
    throw new LanguageError("arguments", `${name} takes whole numbers of at least 1; it was given ${given}.`, span);
  }
  return length;
}
