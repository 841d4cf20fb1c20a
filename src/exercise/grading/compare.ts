import { shapeText } from "../../language/tensor/tensor.js";
import type { Tensor } from "../../language/tensor/tensor.js";

/** Relative to the larger of 1 and the value: float64 with room for another order of summation. */
export const tolerance = 1e-9;

/** Whether two numbers agree; infinities and NaN agree with themselves only. */
export function agrees(actual: number, expected: number): boolean {
  if (Object.is(actual, expected) || actual === expected) return true;
  if (!Number.isFinite(expected)) return false;
  return Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));
}

/** The index of the first element that doesn't agree, or −1. */
export function firstDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  for (let i = 0; i < expected.length; i++) if (!agrees(actual[i], expected[i])) return i;
  return -1;
}

/** A number as reports show it. */
export function show(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "−Infinity";
  const text = String(Number(value.toPrecision(6)));
  return text.replace("-", "−");
}

/** An element's place as reports show it, counted from 1: `row 2`, `row 2, column 3`. */
export function placeText(index: number, shape: readonly number[]): string {
  if (shape.length === 0) return "the number";
  if (shape.length === 1) return `row ${index + 1}`;
  const columns = shape.at(-1)!;
  return `row ${Math.floor(index / columns) + 1}, column ${(index % columns) + 1}`;
}

interface Sizes {
  readonly batch: number;
  readonly n: number;
  readonly m: number;
}

/** What a wrong shape suggests, as a question; empty if there is none. */
function shapeQuestion(actual: readonly number[], expected: readonly number[], sizes: Sizes): string {
  const { batch, n, m } = sizes;
  const is = (...shape: number[]): boolean => shapeText(actual) === shapeText(shape);
  const wants = (...shape: number[]): boolean => shapeText(expected) === shapeText(shape);
  if (wants(batch) && is(batch, m)) return "is a sum over the hidden units missing?";
  if (wants(batch) && is(batch, n)) return "is a sum over the visible units missing?";
  if (wants(batch) && (is(m) || is(n)))
    return "was the sum taken over the rows (axis 1) where each row has its own (axis 2)?";
  if (actual.length === 0) return "was everything summed, the rows of the batch too?";
  if (wants(batch, m) && is(batch, n)) return "are these visible units where hidden ones belong?";
  if (wants(batch, n) && is(batch, m)) return "are these hidden units where visible ones belong?";
  if (expected.length === 0) return "is a mean over the rows missing?";
  if (actual.length === 2 && shapeText([...actual].reverse()) === shapeText(expected)) return "is it transposed?";
  if (expected.length === 3 && actual.length === 2) return "is only one state kept? iterate keeps all of them.";
  if (expected.length === 3 && actual.length === 3 && actual[0] === expected[0] + 1)
    return "is one state too many kept?";
  if (expected.length === 3 && actual.length === 3 && actual[0] === expected[0] - 1)
    return "is the first state missing?";
  if (actual.length === 1 && expected.length === 2) return "is the batch missing? Each row has its own.";
  return "";
}

/** "(15,) was expected, this is (15, 100): is a sum over the hidden units missing?" */
export function shapeMessage(actual: Tensor, expected: readonly number[], sizes: Sizes): string {
  const question = shapeQuestion(actual.shape, expected, sizes);
  const given = actual.shape.length === 0 ? "a single number" : shapeText(actual.shape);
  return `${shapeText(expected)} was expected, this is ${given}${question ? `: ${question}` : "."}`;
}
