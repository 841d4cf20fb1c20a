import { LanguageError } from "../../languageError.js";
import type { Span } from "../../languageError.js";
import { shapeText } from "../../tensor/tensor.js";
import type { Tensor } from "../../tensor/tensor.js";
import type { Evaluation } from "../evaluation.js";

/**
 * Elements by their places, counted from 1, as in mathjs: for each axis a number, which drops the axis, a vector of
 * places, or null for all of them.
 * @throws LanguageError "value" for a place that doesn't exist, "shape" for a place that is a matrix
 */
export function index(evaluation: Evaluation, a: Tensor, chosen: readonly (Tensor | null)[], span: Span): Tensor {
  const places = chosen.map((i, axis) => placesOf(i, a.shape[axis], axis, span));
  const shape = places.map(({ length }) => length).filter((_, axis) => chosen[axis]?.shape.length !== 0);
  const strides = a.shape.map((_, axis) => a.shape.slice(axis + 1).reduce((x, y) => x * y, 1));
  let positions = Int32Array.of(0);
  places.forEach((along, axis) => {
    evaluation.spend(positions.length * along.length, span);
    const next = new Int32Array(positions.length * along.length);
    let k = 0;
    for (const before of positions) for (const place of along) next[k++] = before + place * strides[axis];
    positions = next;
  });
  return gather(evaluation, a, positions, shape, span);
}

/** The elements of a at the given positions, which may repeat; the gradient adds up at each position. */
export function gather(
  evaluation: Evaluation,
  a: Tensor,
  positions: Int32Array,
  shape: readonly number[],
  span: Span
): Tensor {
  const out = evaluation.create(shape, span);
  for (let i = 0; i < positions.length; i++) out.values[i] = a.values[positions[i]];
  evaluation.record(out, [a], (g) => {
    const part = new Float64Array(a.values.length);
    for (let i = 0; i < positions.length; i++) part[positions[i]] += g[i];
    return [part];
  });
  return out;
}

function placesOf(chosen: Tensor | null, length: number, axis: number, span: Span): Int32Array {
  if (chosen === null) return Int32Array.from({ length }, (_, i) => i);
  if (chosen.shape.length > 1) {
    const message = `An index is a number, a vector of numbers or a range; this one has shape ${shapeText(chosen.shape)}.`;
    throw new LanguageError("shape", message, span);
  }
  return Int32Array.from(chosen.values, (place) => {
    if (Number.isInteger(place) && place >= 1 && place <= length) return place - 1;
    throw new LanguageError(
      "value",
      `Places along axis ${axis + 1} are whole numbers from 1 to ${length}; ${Number(place.toPrecision(6))} is none.`,
      span
    );
  });
}

/**
 * from, from + step, … up to `to`, which is included, to 12 digits, as mathjs compares.
 * @throws LanguageError "value" if the range is empty or endless
 */
export function range(evaluation: Evaluation, from: Tensor, step: Tensor | null, to: Tensor, span: Span): Tensor {
  if ([from, step, to].some((end) => end !== null && end.shape.length > 0)) {
    throw new LanguageError("shape", "A range goes from a number to a number.", span);
  }
  const [first, by, last] = [from.values[0], step === null ? 1 : step.values[0], to.values[0]];
  const size = Math.floor((last - first) / by) + 2;
  if (!Number.isFinite(size) || by === 0) {
    throw new LanguageError("value", `A range from ${first} to ${last} in steps of ${by} never ends.`, span);
  }
  evaluation.spend(Math.max(size, 0), span);
  if (size > evaluation.limits.array) evaluation.reserve([size], span);
  const values: number[] = [];
  for (let x = first; by > 0 ? x <= last || isNear(x, last) : x >= last || isNear(x, last); x += by) values.push(x);
  if (values.length === 0) {
    throw new LanguageError("value", `The range from ${first} to ${last} in steps of ${by} is empty.`, span);
  }
  const out = evaluation.create([values.length], span);
  out.values.set(values);
  return out;
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(1e-12 * Math.max(Math.abs(a), Math.abs(b)), 1e-15);
}
