import { LabError } from "../labError.js";
import type { Span } from "../labError.js";
import type { Evaluation } from "../evaluation.js";
import { broadcastShape, expand, layoutOf, shapeText, sumTo } from "../tensor.js";
import type { Layout, Tensor } from "../tensor.js";

/** f of each element; the derivative is given by the argument a and the value y. */
export function mapElements(
  evaluation: Evaluation,
  a: Tensor,
  span: Span,
  f: (a: number) => number,
  derivative: (a: number, y: number) => number
): Tensor {
  const out = evaluation.create(a.shape, span);
  const x = a.values;
  const y = out.values;
  for (let i = 0; i < y.length; i++) y[i] = f(x[i]!);
  if (evaluation.isTraced(a)) {
    evaluation.record(out, [a], (g) => {
      const part = new Float64Array(g.length);
      for (let i = 0; i < g.length; i++) part[i] = g[i] === 0 ? 0 : g[i]! * derivative(x[i]!, y[i]!);
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

/** Any function of two numbers, element by element, with both derivatives. */
export function zip(
  evaluation: Evaluation,
  a: Tensor,
  b: Tensor,
  span: Span,
  symbol: string,
  f: (a: number, b: number) => number,
  derivatives: readonly [(a: number, b: number) => number, (a: number, b: number) => number] | null
): Tensor {
  return pairwise(evaluation, a, b, span, symbol, eachBy(f), (g) => {
    if (derivatives === null) return [null, null];
    const shape = shapeOf(a, b);
    const left = expand(a.values, a.shape, shape);
    const right = expand(b.values, b.shape, shape);
    return [a, b].map((operand, side) => {
      if (!evaluation.isTraced(operand)) return null;
      const slope = derivatives[side as 0 | 1];
      return sumTo(
        g.map((v, i) => (v === 0 ? 0 : v * slope(left[i]!, right[i]!))),
        shape,
        operand.shape
      );
    });
  });
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

/** The broadcast shape of two operands. @throws LabError "shape" that names both */
export function agree(a: Tensor, b: Tensor, symbol: string, span: Span): number[] {
  const shape = broadcastShape(a.shape, b.shape);
  if (shape === null) throw disagreement(a.shape, b.shape, symbol, span);
  return shape;
}

type Loop = (a: Float64Array, b: Float64Array, out: Float64Array, layout: Layout) => void;

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

function disagreement(a: readonly number[], b: readonly number[], symbol: string, span: Span): LabError {
  const message = `${symbol} can't join the shapes ${shapeText(a)} and ${shapeText(b)}: each axis, counted from the last, must agree or be 1.`;
  return new LabError("shape", message, span);
}

// One loop each for the four operations that training spends its time in: a call for each element costs as much again.
const sums: Loop = (a, b, out, { outer, inner, strides: [s, t] }) => {
  for (let o = 0, i = 0; o < outer; o++)
    for (let k = 0, p = o * s!.outer, q = o * t!.outer; k < inner; k++, p += s!.inner, q += t!.inner)
      out[i++] = a[p]! + b[q]!;
};
const differences: Loop = (a, b, out, { outer, inner, strides: [s, t] }) => {
  for (let o = 0, i = 0; o < outer; o++)
    for (let k = 0, p = o * s!.outer, q = o * t!.outer; k < inner; k++, p += s!.inner, q += t!.inner)
      out[i++] = a[p]! - b[q]!;
};
const products: Loop = (a, b, out, { outer, inner, strides: [s, t] }) => {
  for (let o = 0, i = 0; o < outer; o++)
    for (let k = 0, p = o * s!.outer, q = o * t!.outer; k < inner; k++, p += s!.inner, q += t!.inner)
      out[i++] = a[p]! * b[q]!;
};
const quotients: Loop = (a, b, out, { outer, inner, strides: [s, t] }) => {
  for (let o = 0, i = 0; o < outer; o++)
    for (let k = 0, p = o * s!.outer, q = o * t!.outer; k < inner; k++, p += s!.inner, q += t!.inner)
      out[i++] = a[p]! / b[q]!;
};
const eachBy =
  (f: (a: number, b: number) => number): Loop =>
  (a, b, out, { outer, inner, strides: [s, t] }) => {
    for (let o = 0, i = 0; o < outer; o++)
      for (let k = 0, p = o * s!.outer, q = o * t!.outer; k < inner; k++, p += s!.inner, q += t!.inner)
        out[i++] = f(a[p]!, b[q]!);
  };
