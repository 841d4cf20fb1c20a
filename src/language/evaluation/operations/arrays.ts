import { LanguageError } from "../../languageError.js";
import type { Span } from "../../languageError.js";
import { sameShape } from "../../tensor/tensor.js";
import type { Tensor } from "../../tensor/tensor.js";
import type { Evaluation } from "../evaluation.js";

/** [a, b, …] of numbers or of vectors, or [a, b; c, d] of numbers. */
export function arrayOf(evaluation: Evaluation, rows: Tensor[][], span: Span, twoAxes: boolean): Tensor {
  const first = rows[0][0];
  const items = rows.flat();
  if (items.some((i) => !sameShape(i.shape, first.shape)) || first.shape.length > (twoAxes ? 0 : 1)) {
    throw new LanguageError("shape", "An array is made of numbers, or of vectors of one length.", span);
  }
  if (items.some((i) => evaluation.isTraced(i))) {
    throw new LanguageError("not differentiable", "An array made of parameters can't be differentiated here.", span);
  }
  const shape = twoAxes ? [rows.length, rows[0].length] : [items.length, ...first.shape];
  const out = evaluation.create(shape, span);
  items.forEach((item, i) => out.values.set(item.values, i * item.values.length));
  return out;
}
