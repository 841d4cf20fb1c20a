import { LanguageError } from "../languageError.js";
import type { Span } from "../languageError.js";
import { constants } from "../syntax/builtIns.js";
import type { Expression } from "../syntax/tree.js";
import { sameShape, scalar, shapeText } from "../tensor/tensor.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Evaluation } from "./evaluation.js";
import { functions, lengthOf } from "./functions.js";
import { operators } from "./operators.js";
import { arrayOf } from "./operations/arrays.js";
import { mapElements } from "./operations/elementwise.js";
import { index, range } from "./operations/indexing.js";
import { transpose } from "./operations/linear.js";
import { negate, not } from "./operations/scalarFunctions.js";

/** A function that a formula can call: one of another cell, or one that the program defines. */
export interface Callable {
  readonly parameters: readonly string[];
  call(evaluation: Evaluation, args: readonly Tensor[], span: Span): Tensor;
}

/** What the names of a formula stand for. */
export interface Scope {
  readonly values: ReadonlyMap<string, Tensor>;
  readonly functions: ReadonlyMap<string, Callable>;
}

/** Called with the value of each expression, for the translation of a formula. */
export type ValueListener = (node: Expression, value: Tensor) => void;

interface Place {
  readonly evaluation: Evaluation;
  /** the arguments of the function whose body is evaluated */
  readonly local: ReadonlyMap<string, Tensor>;
  /** the length of the indexed axis, for `end` */
  readonly end?: number;
}

const none: ReadonlyMap<string, Tensor> = new Map();

/** Computes expressions whose names have been checked (checkNames). */
export class Evaluator {
  readonly assigned = new Map<string, Tensor>();
  readonly defined = new Map<string, Callable>();

  constructor(
    private readonly scope: Scope,
    private readonly evaluation: Evaluation,
    private readonly onValue?: ValueListener
  ) {}

  /** The value of an expression outside functions. @throws LanguageError placed at the operation */
  evaluate(node: Expression): Tensor {
    return this.valueOf(node, { local: none, evaluation: this.evaluation });
  }

  /** The body of a function at its arguments. */
  evaluateBody(body: Expression, local: ReadonlyMap<string, Tensor>, evaluation: Evaluation): Tensor {
    return this.valueOf(body, { local, evaluation });
  }

  callableOf(name: string): Callable | undefined {
    return this.defined.get(name) ?? this.scope.functions.get(name);
  }

  private lookUp(name: string, local: ReadonlyMap<string, Tensor>, span: Span): Tensor {
    const found = local.get(name) ?? this.assigned.get(name) ?? this.scope.values.get(name);
    if (found !== undefined) return found;
    const constant = constants.get(name);
    if (constant !== undefined) return scalar(constant);
    throw new LanguageError("unknown name", `There is no ${name} here.`, span);
  }

  private valueOf(node: Expression, at: Place): Tensor {
    const value = this.compute(node, at);
    this.onValue?.(node, value);
    return value;
  }

  /** Evaluates the operands, and releases those that are temporary after the operation. */
  private withOperands(nodes: readonly Expression[], at: Place, operate: (values: Tensor[]) => Tensor): Tensor {
    const values = nodes.map((n) => this.valueOf(n, at));
    const result = operate(values);
    if (at.evaluation.isRecording) at.evaluation.expectNoted(values, result);
    values.forEach((v, i) => {
      if (v !== result && isTemporary(nodes[i])) at.evaluation.release(v);
    });
    return result;
  }

  private compute(node: Expression, at: Place): Tensor {
    const { evaluation } = at;
    switch (node.kind) {
      case "number":
        return scalar(node.value);
      case "name":
        return this.lookUp(node.name, at.local, node);
      case "string":
      case "member":
        throw new LanguageError("not in the language", "A formula computes with numbers and arrays only.", node);
      case "end":
        return scalar(at.end ?? NaN);
      case "all":
        throw new LanguageError("syntax", ": alone can only stand in an index.", node);
      case "prefix":
        return this.withOperands([node.operand], at, ([a]) =>
          node.operator === "+" ? a : mapElements(evaluation, a, node, node.operator === "-" ? negate : not)
        );
      case "transpose":
        return this.withOperands([node.operand], at, ([a]) => transpose(evaluation, a, node));
      case "binary":
        return this.withOperands([node.left, node.right], at, ([a, b]) =>
          operators[node.operator](evaluation, a, b, node)
        );
      case "range": {
        const ends = node.step ? [node.from, node.step, node.to] : [node.from, node.to];
        return this.withOperands(ends, at, (v) =>
          range(evaluation, v[0], v.length === 3 ? v[1] : null, v.at(-1), node)
        );
      }
      case "index":
        return this.withOperands([node.object], at, ([a]) => this.indexed(a, node, at));
      case "vector":
        return this.withOperands(node.items, at, (items) => arrayOf(evaluation, [items], node, false));
      case "rows":
        return this.withOperands(node.rows.flat(), at, (items) => {
          const columns = node.rows[0].length;
          if (node.rows.some((r) => r.length !== columns)) {
            throw new LanguageError("shape", "The rows of an array must be equally long.", node);
          }
          const rows = node.rows.map((_, r) => items.slice(r * columns, (r + 1) * columns));
          return arrayOf(evaluation, rows, node, true);
        });
      case "call":
        return this.call(node, at);
    }
  }

  private indexed(a: Tensor, node: Expression & { kind: "index" }, at: Place): Tensor {
    const rank = a.shape.length;
    if (rank !== node.indices.length) {
      const message =
        rank === 0
          ? "A number has no elements to choose from."
          : `An array ${shapeText(a.shape)} takes ${rank} ${rank === 1 ? "index" : "indices"}, one for each axis, or : for all of it.`;
      throw new LanguageError("shape", message, node);
    }
    const chosen = node.indices.map((i, axis) =>
      i.kind === "all" ? null : this.valueOf(i, { ...at, end: a.shape[axis] })
    );
    return index(at.evaluation, a, chosen, node);
  }

  private call(node: Expression & { kind: "call" }, at: Place): Tensor {
    const { evaluation } = at;
    if (node.name === "iterate") return this.iterate(node, at);
    const apply = functions.get(node.name);
    if (apply) {
      return this.withOperands(node.args, at, (args) => {
        const before = evaluation.heldNow;
        const result = apply(evaluation, args, node);
        if (!args.includes(result)) evaluation.settle(before, result.values.length);
        return result;
      });
    }
    const callable = this.callableOf(node.name);
    if (!callable) throw new LanguageError("unknown name", `There is no function ${node.name} here.`, node.callee);
    return this.withOperands(node.args, at, (args) => {
      const before = evaluation.heldNow;
      const result = callable.call(evaluation, args, node);
      evaluation.settle(before, result.values.length);
      return args.includes(result) && !evaluation.isRecording ? { ...result } : result;
    });
  }

  private iterate(node: Expression & { kind: "call" }, at: Place): Tensor {
    const { evaluation } = at;
    const [step, startNode, stepsNode] = node.args as [Expression & { kind: "name" }, Expression, Expression];
    const callable = this.callableOf(step.name)!;
    const start = this.valueOf(startNode, at);
    evaluation.expectNoted([start], scalar(0));
    const steps = lengthOf(this.valueOf(stepsNode, at), "iterate", stepsNode);
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
          `iterate passes each result to ${step.name} again, so ${step.name} must keep the shape: it made ${shapeText(next.shape)} of ${shapeText(start.shape)}.`,
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

/** A name keeps its value; the result of an operation or a call can be released once it has been used. */
function isTemporary(node: Expression): boolean {
  // These may return their operand unchanged.
  if (node.kind === "prefix" && node.operator === "+") return isTemporary(node.operand);
  if (node.kind === "transpose") return isTemporary(node.operand);
  if (node.kind === "call" && node.name === "transpose") return isTemporary(node.args[0]);
  return node.kind !== "name" && node.kind !== "number";
}
