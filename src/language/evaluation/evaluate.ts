import { constants, functions, lengthOf } from "./functions.js";
import type { Evaluation } from "./evaluation.js";
import { LanguageError } from "../languageError.js";
import type { Span } from "../languageError.js";
import { add, mapElements, over, pairOf, times, zip } from "./operations/elementwise.js";
import { multiply, transpose } from "./operations/linear.js";
import { negate, square } from "./operations/scalarFunctions.js";
import { sameShape, scalar, shapeText } from "../tensor/tensor.js";
import type { Tensor } from "../tensor/tensor.js";
import type { BinaryOperator, Expression, Program } from "../syntax/tree.js";

/** A function that a formula can call: that of an earlier cell. */
export interface Callable {
  readonly parameters: readonly string[];
  call(evaluation: Evaluation, args: readonly Tensor[], span: Span): Tensor;
}

/** What the names of a formula stand for. */
export interface Scope {
  readonly values: ReadonlyMap<string, Tensor>;
  readonly functions: ReadonlyMap<string, Callable>;
}

/** The value of a program's last line, and every name it assigned. */
export interface Outcome {
  readonly value: Tensor;
  readonly assigned: ReadonlyMap<string, Tensor>;
}

/** Called with the value of each expression, for the translation of a formula. */
export type ValueListener = (node: Expression, value: Tensor) => void;

/**
 * The value of a program whose names have been checked (checkNames).
 * @throws LanguageError placed at the operation that failed
 */
export function evaluate(program: Program, scope: Scope, evaluation: Evaluation, onValue?: ValueListener): Outcome {
  const assigned = new Map<string, Tensor>();
  const own = new Map<string, Callable>();
  let value: Tensor | null = null;
  for (const statement of program.statements) {
    if (statement.kind === "define") {
      own.set(statement.name, {
        parameters: statement.parameters,
        call(inner, args, span) {
          if (args.length !== statement.parameters.length)
            throw new LanguageError("arguments", "wrong arguments", span);
          const local = new Map(statement.parameters.map((p, i) => [p, args[i]]));
          return valueOf(statement.value, { local, evaluation: inner });
        }
      });
      continue;
    }
    value = valueOf(statement.value, { local: none, evaluation });
    if (statement.kind === "assign") assigned.set(statement.name, value);
  }
  if (value === null) {
    throw new LanguageError("empty", "The last line of a cell is its value; here it defines a function.", {
      start: 0,
      end: program.source.length
    });
  }
  return { value, assigned };

  function lookUp(name: string, local: ReadonlyMap<string, Tensor>, span: Span): Tensor {
    const found = local.get(name) ?? assigned.get(name) ?? scope.values.get(name);
    if (found !== undefined) return found;
    const constant = constants.get(name);
    if (constant !== undefined) return scalar(constant);
    throw new LanguageError("unknown name", `There is no ${name} here.`, span);
  }

  function callableOf(name: string): Callable | undefined {
    return own.get(name) ?? scope.functions.get(name);
  }

  function valueOf(node: Expression, at: Place): Tensor {
    const value = compute(node, at);
    onValue?.(node, value);
    return value;
  }

  /** Evaluates the operands, and releases those that are temporary after the operation. */
  function withOperands(nodes: readonly Expression[], at: Place, operate: (values: Tensor[]) => Tensor): Tensor {
    const values = nodes.map((n) => valueOf(n, at));
    const result = operate(values);
    values.forEach((v, i) => {
      if (v !== result && isTemporary(nodes[i])) at.evaluation.release(v);
    });
    return result;
  }

  function compute(node: Expression, at: Place): Tensor {
    const { evaluation } = at;
    switch (node.kind) {
      case "number":
        return scalar(node.value);
      case "name":
        return lookUp(node.name, at.local, node);
      case "string":
      case "member":
        throw new LanguageError("not in the language", "A formula computes with numbers and arrays only.", node);
      case "prefix":
        return withOperands([node.operand], at, ([a]) =>
          node.operator === "+" ? a : mapElements(evaluation, a, node, negate)
        );
      case "transpose":
        return withOperands([node.operand], at, ([a]) => transpose(evaluation, a, node));
      case "binary":
        return withOperands([node.left, node.right], at, ([a, b]) => operators[node.operator](evaluation, a, b, node));
      case "vector":
        return withOperands(node.items, at, (items) => arrayOf(evaluation, [items], node, false));
      case "rows":
        return withOperands(node.rows.flat(), at, (items) => {
          const columns = node.rows[0].length;
          if (node.rows.some((r) => r.length !== columns)) {
            throw new LanguageError("shape", "The rows of an array must be equally long.", node);
          }
          const rows = node.rows.map((_, r) => items.slice(r * columns, (r + 1) * columns));
          return arrayOf(evaluation, rows, node, true);
        });
      case "call":
        return call(node, at);
    }
  }

  function call(node: Expression & { kind: "call" }, at: Place): Tensor {
    const { evaluation } = at;
    if (node.name === "iterate") return iterate(node, at);
    const builtIn = functions.get(node.name);
    if (builtIn) return withOperands(node.args, at, (args) => builtIn.apply(evaluation, args, node));
    const callable = callableOf(node.name);
    if (!callable) throw new LanguageError("unknown name", `There is no function ${node.name} here.`, node.callee);
    return withOperands(node.args, at, (args) => {
      const before = evaluation.heldNow;
      const result = callable.call(evaluation, args, node);
      evaluation.settle(before, result.values.length);
      return args.includes(result) ? { ...result } : result;
    });
  }

  function iterate(node: Expression & { kind: "call" }, at: Place): Tensor {
    const { evaluation } = at;
    const [step, startNode, stepsNode] = node.args as [Expression & { kind: "name" }, Expression, Expression];
    const callable = callableOf(step.name)!;
    const start = valueOf(startNode, at);
    const steps = lengthOf(valueOf(stepsNode, at), "iterate", stepsNode);
    const out = evaluation.create([steps, ...start.shape], node);
    const size = start.values.length;
    out.values.set(start.values);
    let state = start;
    const before = evaluation.heldNow;
    for (let t = 1; t < steps; t++) {
      const next = callable.call(evaluation, [state], node);
      if (!sameShape(next.shape, start.shape)) {
        throw new LanguageError(
          "shape",
          `iterate hands each result to ${step.name} again, so ${step.name} must keep the shape: it made ${shapeText(next.shape)} of ${shapeText(start.shape)}.`,
          node
        );
      }
      out.values.set(next.values, t * size);
      evaluation.settle(before, size);
      evaluation.onStep?.(t + 1, steps);
      state = next;
    }
    return out;
  }
}

interface Place {
  readonly local: ReadonlyMap<string, Tensor>;
  readonly evaluation: Evaluation;
}

const none: ReadonlyMap<string, Tensor> = new Map();

/** A name keeps its value; the result of an operation or a call can be released once it has been used. */
function isTemporary(node: Expression): boolean {
  // These may return their operand unchanged.
  if (node.kind === "transpose" || (node.kind === "prefix" && node.operator === "+")) return isTemporary(node.operand);
  if (node.kind === "call" && node.name === "transpose") return isTemporary(node.args[0]);
  return node.kind !== "name" && node.kind !== "number";
}

function arrayOf(evaluation: Evaluation, rows: Tensor[][], span: Span, twoAxes: boolean): Tensor {
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

type Operator = (evaluation: Evaluation, a: Tensor, b: Tensor, span: Span) => Tensor;

const operators: Readonly<Record<BinaryOperator, Operator>> = {
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
  "!=": comparison("!=", (a, b) => a !== b)
};

function power(evaluation: Evaluation, a: Tensor, b: Tensor, span: Span): Tensor {
  if (b.shape.length === 0 && b.values[0] === 2 && !evaluation.isTraced(b)) {
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
