import { LanguageError } from "../../languageError.js";
import type { Span } from "../../languageError.js";
import { scalar, shapeText, sizeOf } from "../../tensor/tensor.js";
import type { Tensor } from "../../tensor/tensor.js";
import type { Evaluation } from "../evaluation.js";
import { add, mapElements, times } from "./elementwise.js";
import { axisOf, reduce } from "./reduce.js";
import { abs, sqrt, square } from "./scalarFunctions.js";
import { withShape } from "./shaping.js";

/** Σ (a − mean)² / (count − 1), of everything or along an axis; of a single number 0, as in mathjs. */
export function variance(evaluation: Evaluation, name: string, a: Tensor, axis: Tensor | null, span: Span): Tensor {
  const k = axis === null ? null : axisOf(name, a, axis, span);
  const count = k === null ? a.values.length : a.shape[k];
  const mean = reduce(evaluation, "mean", a, axis, span);
  const row =
    k === null
      ? mean
      : withShape(
          evaluation,
          mean,
          a.shape.map((l, i) => (i === k ? 1 : l)),
          span
        );
  const squares = mapElements(evaluation, add(evaluation, a, row, span, -1), span, square);
  const sum = reduce(evaluation, "sum", squares, axis, span);
  return times(evaluation, sum, scalar(count === 1 ? 0 : 1 / (count - 1)), span);
}

/** The square root of the variance. */
export function standardDeviation(evaluation: Evaluation, a: Tensor, axis: Tensor | null, span: Span): Tensor {
  return mapElements(evaluation, variance(evaluation, "std", a, axis, span), span, sqrt);
}

/** The Euclidean length of a vector, the absolute value of a number. */
export function norm(evaluation: Evaluation, a: Tensor, span: Span): Tensor {
  if (a.shape.length === 0) return mapElements(evaluation, a, span, abs);
  if (a.shape.length > 1) {
    const message = `norm takes a vector; this has shape ${shapeText(a.shape)}. The length of each row is sqrt(sum(square(A), 2)).`;
    throw new LanguageError("shape", message, span);
  }
  return mapElements(
    evaluation,
    reduce(evaluation, "sum", mapElements(evaluation, a, span, square), null, span),
    span,
    sqrt
  );
}

/** Running sums down the rows, or along another axis. */
export function cumulativeSum(evaluation: Evaluation, a: Tensor, axis: Tensor | null, span: Span): Tensor {
  if (a.shape.length === 0) throw new LanguageError("shape", "cumsum takes an array; this is a number.", span);
  const isVector = a.shape.length === 1 && axis?.shape.length === 0 && axis.values[0] === 1;
  const k = axis === null || isVector ? 0 : axisOf("cumsum", a, axis, span);
  const [outer, length, inner] = [sizeOf(a.shape.slice(0, k)), a.shape[k], sizeOf(a.shape.slice(k + 1))];
  evaluation.spend(a.values.length, span);
  const out = evaluation.create(a.shape, span);
  const accumulate = (from: Float64Array, to: Float64Array, isReversed: boolean): void => {
    for (let o = 0; o < outer; o++)
      for (let i = 0; i < inner; i++) {
        let total = 0;
        for (let step = 0; step < length; step++) {
          const at = (o * length + (isReversed ? length - 1 - step : step)) * inner + i;
          to[at] = total += from[at];
        }
      }
  };
  accumulate(a.values, out.values, false);
  evaluation.record(out, [a], (g) => {
    const part = new Float64Array(g.length);
    accumulate(g, part, true);
    return [part];
  });
  return out;
}
