import { LanguageError } from "../../languageError.js";
import type { Span } from "../../languageError.js";
import type { Evaluation } from "../evaluation.js";
import { shapeText } from "../../tensor/tensor.js";
import type { Tensor } from "../../tensor/tensor.js";
import { times } from "./elementwise.js";

/**
 * The product `*` of mathjs: of numbers, of a number and an array, or of matrices, a vector counting as a row on the
 * left and as a column on the right. @throws LanguageError "shape" that names both shapes
 */
export function multiply(evaluation: Evaluation, a: Tensor, b: Tensor, span: Span): Tensor {
  if (a.shape.length === 0 || b.shape.length === 0) return times(evaluation, a, b, span, "*");
  const r = a.shape.length === 1 ? 1 : a.shape[0];
  const k = a.shape.at(-1)!;
  const c = b.shape.length === 1 ? 1 : b.shape[1];
  if (a.shape.length > 2 || b.shape.length > 2 || b.shape[0] !== k) {
    throw new LanguageError(
      "shape",
      `* can't multiply the shapes ${shapeText(a.shape)} and ${shapeText(b.shape)}: the columns of the left (${k}) must be as many as the rows of the right (${b.shape[0]}).`,
      span
    );
  }
  evaluation.spend(r * k * c, span);
  const shape = [...(a.shape.length === 2 ? [r] : []), ...(b.shape.length === 2 ? [c] : [])];
  const out = evaluation.create(shape, span);
  accumulateProduct(a.values, b.values, out.values, r, k, c);
  evaluation.note("matmul", [a, b], out, span);
  evaluation.record(out, [a, b], (g) => {
    let toA: Float64Array | null = null;
    let toB: Float64Array | null = null;
    if (evaluation.isTraced(a)) {
      toA = new Float64Array(r * k);
      accumulateProduct(g, transposed(b.values, k, c), toA, r, c, k);
    }
    if (evaluation.isTraced(b)) {
      toB = new Float64Array(k * c);
      accumulateProduct(transposed(a.values, r, k), g, toB, k, r, c);
    }
    return [toA, toB];
  });
  return out;
}

/** Rows and columns exchanged. A vector is a row, so its transpose is a column (n, 1); mathjs leaves it as it is. */
export function transpose(evaluation: Evaluation, a: Tensor, span: Span): Tensor {
  if (a.shape.length === 0) return a;
  if (a.shape.length > 2) throw new LanguageError("shape", `' can't transpose the shape ${shapeText(a.shape)}.`, span);
  const [r, c] = a.shape.length === 1 ? [1, a.shape[0]] : (a.shape as [number, number]);
  evaluation.reserve([c, r], span);
  const out = { shape: [c, r], values: transposed(a.values, r, c) };
  evaluation.note("transpose", [a], out, span);
  evaluation.record(out, [a], (g) => [transposed(g, c, r)]);
  return out;
}

/** The square matrix with a vector on its diagonal. */
export function diagonal(evaluation: Evaluation, a: Tensor, span: Span): Tensor {
  if (a.shape.length !== 1) {
    throw new LanguageError("shape", `diag takes a vector; this has shape ${shapeText(a.shape)}.`, span);
  }
  const n = a.shape[0];
  const out = evaluation.create([n, n], span);
  for (let i = 0; i < n; i++) out.values[i * n + i] = a.values[i]!;
  evaluation.record(out, [a], (g) => [Float64Array.from({ length: n }, (_, i) => g[i * n + i])]);
  return out;
}

/** out (r × c) += a (r × k) · b (k × c) */
function accumulateProduct(a: Float64Array, b: Float64Array, out: Float64Array, r: number, k: number, c: number): void {
  for (let i = 0; i < r; i++) {
    const to = i * c;
    for (let l = 0; l < k; l++) {
      const factor = a[i * k + l];
      const from = l * c;
      for (let j = 0; j < c; j++) out[to + j] += factor * b[from + j];
    }
  }
}

function transposed(values: Float64Array, r: number, c: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < r; i++) for (let j = 0; j < c; j++) out[j * r + i] = values[i * c + j]!;
  return out;
}
