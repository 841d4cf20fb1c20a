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
import type { BuiltInName } from "../syntax/builtIns.js";
import type { Layout, Tensor } from "../tensor/tensor.js";

/** What a function computes of as many arguments as its arity allows. */
export type Apply = (evaluation: Evaluation, args: readonly Tensor[], span: Span) => Tensor;

const maximum: Pairwise = {
  forward: maxima,
  slopes: [firstIsLarger, (a, b, out, layout) => firstIsLarger(b, a, out, reversed(layout))]
};

const minimum = pairOf(Math.min, [(a, b) => half(b, a), (a, b) => half(a, b)]);

const table: Record<BuiltInName, Apply> = {
  exp: elementwise(exp),
  expm1: elementwise(loopsOf("expm1", Math.expm1, (_, y) => y + 1)),
  log: elementwise(loopsOf("log", Math.log, (a) => 1 / a)),
  log1p: elementwise(log1p),
  sqrt: elementwise(sqrt),
  square: elementwise(square),
  abs: elementwise(abs),
  sign: elementwise(loopsOf("sign", Math.sign, () => 0)),
  tanh: elementwise(loopsOf("tanh", Math.tanh, (_, y) => 1 - y * y)),
  sigmoid: elementwise(sigmoid),
  maximum: pairwise("maximum", maximum),
  minimum: pairwise("minimum", minimum),
  where: (evaluation, [condition, a, b], span) => where(evaluation, condition, a, b, span),
  sum: reduction("sum"),
  mean: reduction("mean"),
  max: reduction("max"),
  min: reduction("min"),
  variance: (evaluation, [a, axis], span) => variance(evaluation, "variance", a, axis ?? null, span),
  var: (evaluation, [a, axis], span) => variance(evaluation, "var", a, axis ?? null, span),
  std: (evaluation, [a, axis], span) => standardDeviation(evaluation, a, axis ?? null, span),
  norm: (evaluation, [a], span) => norm(evaluation, a, span),
  cumsum: (evaluation, [a, axis], span) => cumulativeSum(evaluation, a, axis ?? null, span),
  size: (evaluation, [a], span) => size(evaluation, a, span),
  reshape: (evaluation, [a, lengths], span) => reshape(evaluation, a, lengths, span),
  concat,
  transpose: (evaluation, [a], span) => transpose(evaluation, a, span),
  diag: (evaluation, [a], span) => diagonal(evaluation, a, span),
  zeros: filled("zeros", 0),
  ones: filled("ones", 1),
  identity: identityMatrix("identity"),
  eye: identityMatrix("eye"),
  bernoulli: (evaluation, [p], span) => bernoulli(evaluation, p, span),
  normal: (evaluation, [mean, std], span) => normal(evaluation, mean, std, span)
};

/** What each function of builtIns.ts computes. */
export const functions: ReadonlyMap<string, Apply> = new Map(Object.entries(table));

/** Derivative of the larger of two for the first; at a tie both get half. */
function half(a: number, b: number): number {
  return a > b ? 1 : a < b ? 0 : 0.5;
}

function reversed({ outer, inner, strides }: Layout): Layout {
  return { outer, inner, strides: [strides[1], strides[0]] };
}

function elementwise(f: Elementwise): Apply {
  return (evaluation, [a], span) => mapElements(evaluation, a, span, f);
}

function pairwise(name: string, f: Pairwise): Apply {
  return (evaluation, [a, b], span) => zip(evaluation, a, b, span, name, f);
}

function reduction(name: Reduction): Apply {
  return (evaluation, [a, axis], span) => reduce(evaluation, name, a, axis ?? null, span);
}

function filled(name: string, value: number): Apply {
  return (evaluation, args, span) => {
    const shape = args.map((a) => lengthOf(a, name, span));
    const out = evaluation.create(shape, span);
    out.values.fill(value);
    return out;
  };
}

function identityMatrix(name: string): Apply {
  return (evaluation, args, span) => {
    const [rows, columns] = args.map((a) => lengthOf(a, name, span));
    return identity(evaluation, rows, columns ?? rows, span);
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
