import { LanguageError } from "../../languageError.js";
import type { Span } from "../../languageError.js";
import type { Evaluation } from "../evaluation.js";
import { scalar, shapeText, sizeOf } from "../../tensor/tensor.js";
import type { Tensor } from "../../tensor/tensor.js";

export type Reduction = "sum" | "mean" | "max" | "min";

/**
 * Over everything, or along one axis, counted from 1 as mathjs does: sum(A, 1) over the rows, sum(A, 2) in each row. A
 * vector has no axis to name: mathjs refuses it too.
 */
export function reduce(evaluation: Evaluation, kind: Reduction, a: Tensor, axis: Tensor | null, span: Span): Tensor {
  const { outer, length, inner, shape } = axis === null ? whole(a) : alongAxis(kind, a, axis, span);
  if (length === 0) throw new LanguageError("shape", `${kind} needs at least one number.`, span);
  evaluation.spend(a.values.length, span);
  const out = evaluation.create(shape, span);
  const picked = kind === "max" || kind === "min" ? new Int32Array(out.values.length) : null;
  const x = a.values;
  for (let o = 0; o < outer; o++)
    for (let i = 0; i < inner; i++) {
      const first = o * length * inner + i;
      const to = o * inner + i;
      if (picked) {
        let best = first;
        for (let k = 1; k < length; k++) {
          const at = first + k * inner;
          if ((kind === "max" ? x[at] > x[best] : x[at] < x[best]) || Number.isNaN(x[at])) best = at;
        }
        picked[to] = best;
        out.values[to] = x[best]!;
      } else {
        let total = 0;
        for (let k = 0; k < length; k++) total += x[first + k * inner];
        out.values[to] = kind === "mean" ? total / length : total;
      }
    }
  if (axis !== null) evaluation.expectNoted([axis], scalar(0));
  const along = axis === null ? null : axis.values[0] - 1;
  evaluation.note(kind, [a], out, span, along);
  evaluation.record(out, [a], (g) => {
    const part = new Float64Array(x.length);
    if (picked) picked.forEach((at, to) => (part[at] += g[to]));
    else {
      const share = kind === "mean" ? 1 / length : 1;
      for (let o = 0; o < outer; o++)
        for (let k = 0; k < length; k++)
          for (let i = 0; i < inner; i++) part[(o * length + k) * inner + i] = g[o * inner + i] * share;
    }
    return [part];
  });
  return out;
}

function whole(a: Tensor): { outer: number; length: number; inner: number; shape: number[] } {
  return { outer: 1, length: a.values.length, inner: 1, shape: [] };
}

/** The index of an axis that is counted from 1. @throws LanguageError "arguments" */
export function axisOf(kind: string, a: Tensor, axis: Tensor, span: Span): number {
  const k = axis.values[0];
  const rank = a.shape.length;
  if (axis.shape.length !== 0 || !Number.isInteger(k) || k < 1 || k > rank || rank < 2) {
    const given = axis.shape.length === 0 ? String(k) : `an array ${shapeText(axis.shape)}`;
    const larger =
      kind === "max" || kind === "min"
        ? ` Element by element it is ${kind === "max" ? "maximum" : "minimum"}(a, b).`
        : "";
    throw new LanguageError(
      "arguments",
      rank < 2
        ? `${rank === 0 ? "A number" : "A vector"} has no axes to choose from: write ${kind}(…) with one argument.${larger}`
        : `The second argument of ${kind} is an axis, 1 to ${rank} for the shape ${shapeText(a.shape)}; it is ${given}.${larger}`,
      span
    );
  }
  return k - 1;
}

function alongAxis(
  kind: Reduction,
  a: Tensor,
  axis: Tensor,
  span: Span
): { outer: number; length: number; inner: number; shape: number[] } {
  const k = axisOf(kind, a, axis, span);
  const shape = a.shape.filter((_, i) => i !== k);
  return { outer: sizeOf(a.shape.slice(0, k)), length: a.shape[k], inner: sizeOf(a.shape.slice(k + 1)), shape };
}
