import { LanguageError } from "../languageError.js";
import type { Span } from "../languageError.js";
import type { BinaryOperator } from "../syntax/tree.js";
import { scalar, shapeText } from "../tensor/tensor.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Evaluation } from "./evaluation.js";
import { add, over, pairOf, times, zip } from "./operations/elementwise.js";
import { mapElements } from "./operations/elementwise.js";
import { multiply } from "./operations/linear.js";
import { square } from "./operations/scalarFunctions.js";

type Operator = (evaluation: Evaluation, a: Tensor, b: Tensor, span: Span) => Tensor;

/** What each operator between two values does. */
export const operators: Readonly<Record<BinaryOperator, Operator>> = {
  "+": (evaluation, a, b, span) => add(evaluation, a, b, span),
  "-": (evaluation, a, b, span) => add(evaluation, a, b, span, -1),
  "*": multiply,
  ".*": (evaluation, a, b, span) => times(evaluation, a, b, span),
  "./": (evaluation, a, b, span) => over(evaluation, a, b, span),
  "/": (evaluation, a, b, span) => {
    if (b.shape.length > 0) {
      const message = `/ divides by a number; this is an array ${shapeText(b.shape)}. Element by element it is ./`;
      throw new LanguageError("shape", message, span);
    }
    return over(evaluation, a, b, span, "/");
  },
  ".^": power,
  "^": (evaluation, a, b, span) => {
    if (a.shape.length > 0 || b.shape.length > 0) {
      throw new LanguageError("shape", "^ is the power of a number; of each element of an array it is .^", span);
    }
    return power(evaluation, a, b, span);
  },
  "<": comparison("<", (a, b) => a < b),
  "<=": comparison("<=", (a, b) => a <= b),
  ">": comparison(">", (a, b) => a > b),
  ">=": comparison(">=", (a, b) => a >= b),
  "==": comparison("==", (a, b) => a === b),
  "!=": comparison("!=", (a, b) => a !== b),
  and: logical("and", (a, b) => truth(a) && truth(b), false),
  or: logical("or", (a, b) => truth(a) || truth(b), true),
  xor: logical("xor", (a, b) => truth(a) !== truth(b), null)
};

function power(evaluation: Evaluation, a: Tensor, b: Tensor, span: Span): Tensor {
  if (b.shape.length === 0 && b.values[0] === 2 && !evaluation.isTraced(b) && !evaluation.isLive(b)) {
    return mapElements(evaluation, a, span, square);
  }
  return zip(evaluation, a, b, span, ".^", powers);
}

const powers = pairOf(Math.pow, [
  (x, y) => (y === 0 ? 0 : y * Math.pow(x, y - 1)),
  (x, y) => (x === 0 ? 0 : Math.pow(x, y) * Math.log(x))
]);

function comparison(symbol: string, holds: (a: number, b: number) => boolean): Operator {
  const f = pairOf((x, y) => (holds(x, y) ? 1 : 0), null);
  return (evaluation, a, b, span) => zip(evaluation, a, b, span, symbol, f);
}

/** As in mathjs, a number on the left that settles the result is the result, whatever the shape of the right. */
function logical(symbol: string, holds: (a: number, b: number) => boolean, settledBy: boolean | null): Operator {
  const f = pairOf((x, y) => (holds(x, y) ? 1 : 0), null);
  return (evaluation, a, b, span) =>
    a.shape.length === 0 && truth(a.values[0]) === settledBy
      ? scalar(Number(settledBy))
      : zip(evaluation, a, b, span, symbol, f);
}

function truth(value: number): boolean {
  return value !== 0 && !Number.isNaN(value);
}
