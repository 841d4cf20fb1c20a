import { LanguageError } from "../../languageError.js";
import type { Span } from "../../languageError.js";
import type { Evaluation } from "../evaluation.js";
import { broadcastShape, expand, layoutOf, shapeText, sumTo } from "../../tensor/tensor.js";
import type { Layout, Tensor } from "../../tensor/tensor.js";

/** A function of one number, as loops over many; the derivative is given by the argument x and the value y. */
export interface Elementwise {
  readonly name: string;
  /** y = f(x) */
  forward(x: Float64Array, y: Float64Array): void;
  /** out = g f'(x) */
  backward(g: Float64Array, x: Float64Array, y: Float64Array, out: Float64Array): void;
}

/** f of each element. */
export function mapElements(evaluation: Evaluation, a: Tensor, span: Span, f: Elementwise): Tensor {
  const out = evaluation.create(a.shape, span);
  f.forward(a.values, out.values);
  evaluation.note(f.name, [a], out, span);
  if (evaluation.isTraced(a)) {
    evaluation.record(out, [a], (g) => {
      const part = new Float64Array(g.length);
      f.backward(g, a.values, out.values, part);
      return [part];
    });
  }
  return out;
}

export function add(evaluation: Evaluation, a: Tensor, b: Tensor, span: Span, sign: 1 | -1 = 1): Tensor {
  return pairwise(evaluation, a, b, span, sign === 1 ? "+" : "-", sign === 1 ? sums : differences, (g) => [
    sumTo(g, shapeOf(a, b), a.shape),
    sumTo(sign === 1 ? g : negated(g), shapeOf(a, b), b.shape)
  ]);
}

export function times(evaluation: Evaluation, a: Tensor, b: Tensor, span: Span, symbol = ".*"): Tensor {
  return pairwise(evaluation, a, b, span, symbol, products, (g) => {
    const shape = shapeOf(a, b);
    return [
      evaluation.isTraced(a) ? sumTo(against(products, g, shape, b), shape, a.shape) : null,
      evaluation.isTraced(b) ? sumTo(against(products, g, shape, a), shape, b.shape) : null
    ];
  });
}

export function over(evaluation: Evaluation, a: Tensor, b: Tensor, span: Span, symbol = "./"): Tensor {
  return pairwise(evaluation, a, b, span, symbol, quotients, (g) => {
    const shape = shapeOf(a, b);
    const part = against(quotients, g, shape, b);
    if (!evaluation.isTraced(b)) return [sumTo(part, shape, a.shape), null];
    const square = { shape: b.shape, values: b.values.map((v) => -v) };
    const toB = against(quotients, against(products, part, shape, a), shape, square);
    return [sumTo(part, shape, a.shape), sumTo(toB, shape, b.shape)];
  });
}

/** A function of two numbers, as loops, with its derivative for each; null if it has none. */
export interface Pairwise {
  readonly forward: Loop;
  readonly slopes: readonly [Loop, Loop] | null;
}

/** Any function of two numbers, element by element. */
export function zip(evaluation: Evaluation, a: Tensor, b: Tensor, span: Span, symbol: string, f: Pairwise): Tensor {
  return pairwise(evaluation, a, b, span, symbol, f.forward, (g) => {
    if (f.slopes === null) return [null, null];
    const shape = shapeOf(a, b);
    const [toA, toB] = f.slopes;
    const part = (operand: Tensor, slope: Loop): Float64Array | null => {
      if (!evaluation.isTraced(operand)) return null;
      const out = { shape, values: new Float64Array(g.length) };
      run(slope, a, b, out);
      // A zero gradient stays zero, even if the slope is infinite.
      for (let i = 0; i < g.length; i++) out.values[i] = g[i] === 0 ? 0 : g[i] * out.values[i];
      return sumTo(out.values, shape, operand.shape);
    };
    return [part(a, toA), part(b, toB)];
  });
}

/** The loops of a function of two numbers that is given by itself. */
export function pairOf(
  f: (a: number, b: number) => number,
  slopes: readonly [(a: number, b: number) => number, (a: number, b: number) => number] | null
): Pairwise {
  return { forward: eachBy(f), slopes: slopes && [eachBy(slopes[0]), eachBy(slopes[1])] };
}

/** b where the condition holds, c elsewhere; the condition itself has no gradient. */
export function where(evaluation: Evaluation, condition: Tensor, b: Tensor, c: Tensor, span: Span): Tensor {
  const inner = agree(condition, b, "where", span);
  const shape = broadcastShape(inner, c.shape);
  if (shape === null) throw disagreement(inner, c.shape, "where", span);
  const out = evaluation.create(shape, span);
  const chosen = expand(condition.values, condition.shape, shape);
  const yes = expand(b.values, b.shape, shape);
  const no = expand(c.values, c.shape, shape);
  for (let i = 0; i < chosen.length; i++) out.values[i] = (chosen[i] ? yes : no)[i]!;
  evaluation.note("where", [condition, b, c], out, span);
  evaluation.record(out, [b, c], (g) => [
    sumTo(
      g.map((v, i) => (chosen[i] ? v : 0)),
      shape,
      b.shape
    ),
    sumTo(
      g.map((v, i) => (chosen[i] ? 0 : v)),
      shape,
      c.shape
    )
  ]);
  return out;
}

/** The broadcast shape of two operands. @throws LanguageError "shape" that names both */
export function agree(a: Tensor, b: Tensor, symbol: string, span: Span): number[] {
  const shape = broadcastShape(a.shape, b.shape);
  if (shape === null) throw disagreement(a.shape, b.shape, symbol, span);
  return shape;
}

/** Goes through a broadcast pair and writes each result. */
export type Loop = (a: Float64Array, b: Float64Array, out: Float64Array, layout: Layout) => void;

function pairwise(
  evaluation: Evaluation,
  a: Tensor,
  b: Tensor,
  span: Span,
  symbol: string,
  loop: Loop,
  pullback: (g: Float64Array) => readonly (Float64Array | null)[]
): Tensor {
  const shape = agree(a, b, symbol, span);
  const out = evaluation.create(shape, span);
  run(loop, a, b, out);
  evaluation.note(symbol, [a, b], out, span);
  evaluation.record(out, [a, b], pullback);
  return out;
}

function run(loop: Loop, a: Tensor, b: Tensor, out: Tensor): void {
  const layout = layoutOf(out.shape, [a.shape, b.shape]);
  if (layout) loop(a.values, b.values, out.values, layout);
  else {
    const whole = { outer: 1, inner: out.values.length, strides: [unit, unit] };
    loop(expand(a.values, a.shape, out.shape), expand(b.values, b.shape, out.shape), out.values, whole);
  }
}

/** A gradient of the broadcast shape, joined with one operand. */
function against(loop: Loop, g: Float64Array, shape: readonly number[], operand: Tensor): Float64Array {
  const out = { shape, values: new Float64Array(g.length) };
  run(loop, { shape, values: g }, operand, out);
  return out.values;
}

const unit = { outer: 0, inner: 1 };

function shapeOf(a: Tensor, b: Tensor): number[] {
  return broadcastShape(a.shape, b.shape)!;
}

function negated(values: Float64Array): Float64Array {
  return values.map((v) => -v);
}

function disagreement(a: readonly number[], b: readonly number[], symbol: string, span: Span): LanguageError {
  const message = `${symbol} can't join the shapes ${shapeText(a)} and ${shapeText(b)}: each axis, counted from the last, must agree or be 1.`;
  return new LanguageError("shape", message, span);
}

// One loop each for the operations that training spends its time in: a call for each element costs as much again.
export const maxima: Loop = (a, b, out, { outer, inner, strides: [s, t] }) => {
  for (let o = 0, i = 0; o < outer; o++)
    for (let k = 0, p = o * s.outer, q = o * t.outer; k < inner; k++, p += s.inner, q += t.inner)
      out[i++] = Math.max(a[p], b[q]);
};
/** Derivative of the larger of two for the first; at a tie both get half, as in PyTorch. */
export const firstIsLarger: Loop = (a, b, out, { outer, inner, strides: [s, t] }) => {
  for (let o = 0, i = 0; o < outer; o++)
    for (let k = 0, p = o * s.outer, q = o * t.outer; k < inner; k++, p += s.inner, q += t.inner)
      out[i++] = a[p] > b[q] ? 1 : a[p] < b[q] ? 0 : 0.5;
};
const sums: Loop = (a, b, out, { outer, inner, strides: [s, t] }) => {
  for (let o = 0, i = 0; o < outer; o++)
    for (let k = 0, p = o * s.outer, q = o * t.outer; k < inner; k++, p += s.inner, q += t.inner)
      out[i++] = a[p] + b[q];
};
const differences: Loop = (a, b, out, { outer, inner, strides: [s, t] }) => {
  for (let o = 0, i = 0; o < outer; o++)
    for (let k = 0, p = o * s.outer, q = o * t.outer; k < inner; k++, p += s.inner, q += t.inner)
      out[i++] = a[p] - b[q];
};
const products: Loop = (a, b, out, { outer, inner, strides: [s, t] }) => {
  for (let o = 0, i = 0; o < outer; o++)
    for (let k = 0, p = o * s.outer, q = o * t.outer; k < inner; k++, p += s.inner, q += t.inner)
      out[i++] = a[p] * b[q];
};
const quotients: Loop = (a, b, out, { outer, inner, strides: [s, t] }) => {
  for (let o = 0, i = 0; o < outer; o++)
    for (let k = 0, p = o * s.outer, q = o * t.outer; k < inner; k++, p += s.inner, q += t.inner)
      out[i++] = a[p] / b[q];
};
const eachBy =
  (f: (a: number, b: number) => number): Loop =>
  (a, b, out, { outer, inner, strides: [s, t] }) => {
    for (let o = 0, i = 0; o < outer; o++)
      for (let k = 0, p = o * s.outer, q = o * t.outer; k < inner; k++, p += s.inner, q += t.inner)
        out[i++] = f(a[p], b[q]);
  };
