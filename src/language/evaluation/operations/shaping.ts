import { LanguageError } from "../../languageError.js";
import type { Span } from "../../languageError.js";
import { scalar, shapeText, sizeOf } from "../../tensor/tensor.js";
import type { Tensor } from "../../tensor/tensor.js";
import type { Evaluation } from "../evaluation.js";

/** The lengths of the axes, as a vector. */
export function size(evaluation: Evaluation, a: Tensor, span: Span): Tensor {
  if (a.shape.length === 0) throw new LanguageError("shape", "A number has no axes, so it has no size.", span);
  const out = evaluation.create([a.shape.length], span);
  out.values.set(a.shape);
  return out;
}

/** The same numbers, row by row, in another shape; −1 stands for the length that fits. */
export function reshape(evaluation: Evaluation, a: Tensor, lengths: Tensor, span: Span): Tensor {
  if (a.shape.length === 0 || lengths.shape.length !== 1) {
    throw new LanguageError("arguments", "reshape takes an array and a vector of lengths: reshape(A, [2, 3]).", span);
  }
  evaluation.expectNoted([lengths], scalar(0));
  const shape = Array.from(lengths.values);
  const free = shape.filter((length) => length === -1).length;
  const known = shape.reduce((product, length) => (length === -1 ? product : product * length), 1);
  const total = a.values.length;
  if (free === 1) shape[shape.indexOf(-1)] = total / known;
  if (free > 1 || shape.length > 3 || !shape.every((l) => Number.isInteger(l) && l >= 1) || sizeOf(shape) !== total) {
    const wanted = shapeText(Array.from(lengths.values));
    const message = `reshape can't put the ${total} numbers of the shape ${shapeText(a.shape)} into ${wanted}.`;
    throw new LanguageError("shape", message, span);
  }
  return withShape(evaluation, a, shape, span);
}

/** A copy with another shape of as many numbers. */
export function withShape(evaluation: Evaluation, a: Tensor, shape: readonly number[], span: Span): Tensor {
  const out = evaluation.create(shape, span);
  out.values.set(a.values);
  evaluation.note("view", [a], out, span);
  evaluation.record(out, [a], (g) => [g.slice()]);
  return out;
}

/** Arrays put one after the other along an axis, which a last argument names; by default the last one. */
export function concat(evaluation: Evaluation, args: readonly Tensor[], span: Span): Tensor {
  const last = args.at(-1)!;
  const arrays = last.shape.length === 0 ? args.slice(0, -1) : args;
  const rank = arrays[0]?.shape.length ?? 0;
  const axis = (last.shape.length === 0 ? last.values[0] : rank) - 1;
  if (arrays.length === 0 || rank === 0 || !Number.isInteger(axis) || axis < 0 || axis >= rank) {
    throw new LanguageError("arguments", "concat takes arrays and, at its end, the number of an axis.", span);
  }
  const fits = arrays.every(
    ({ shape }) => shape.length === rank && shape.every((l, k) => k === axis || l === arrays[0].shape[k])
  );
  if (!fits) {
    const shapes = arrays.map(({ shape }) => shapeText(shape)).join(", ");
    throw new LanguageError("shape", `concat can't join ${shapes} along axis ${axis + 1}.`, span);
  }
  const shape = arrays[0].shape.map((l, k) => (k === axis ? arrays.reduce((s, a) => s + a.shape[axis], 0) : l));
  const out = evaluation.create(shape, span);
  const outer = sizeOf(shape.slice(0, axis));
  const width = out.values.length / outer;
  const widths = arrays.map((a) => a.values.length / outer);
  const starts = widths.map((_, k) => widths.slice(0, k).reduce((s, w) => s + w, 0));
  arrays.forEach((a, k) => {
    for (let o = 0; o < outer; o++)
      out.values.set(a.values.subarray(o * widths[k], (o + 1) * widths[k]), o * width + starts[k]);
  });
  evaluation.record(out, arrays, (g) =>
    arrays.map((a, k) => {
      const part = new Float64Array(a.values.length);
      for (let o = 0; o < outer; o++)
        part.set(g.subarray(o * width + starts[k], o * width + starts[k] + widths[k]), o * widths[k]);
      return part;
    })
  );
  return out;
}

/** The matrix with ones on its diagonal. */
export function identity(evaluation: Evaluation, rows: number, columns: number, span: Span): Tensor {
  const out = evaluation.create([rows, columns], span);
  for (let i = 0; i < Math.min(rows, columns); i++) out.values[i * columns + i] = 1;
  return out;
}
