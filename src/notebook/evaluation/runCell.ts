import { builtIns, constants } from "../../language/syntax/builtIns.js";
import { LanguageError } from "../../language/languageError.js";
import type { Span } from "../../language/languageError.js";
import { checkNames } from "../../language/syntax/names.js";
import { childrenOf } from "../../language/syntax/tree.js";
import type { Expression, Program, Statement } from "../../language/syntax/tree.js";
import { Arguments } from "../functions/arguments.js";
import type { Argument } from "../functions/arguments.js";
import type { HostContext } from "../functions/hostFunction.js";
import { hostFunctions } from "../functions/hostFunctions.js";
import { asTensor, scalarValue } from "../values/asTensor.js";
import { describeValue } from "../values/describeValue.js";
import type { FunctionValue, TensorValue, Value } from "../values/value.js";
import { asLanguageError } from "./asLanguageError.js";
import { programOf } from "./programOf.js";
import { replaceChildren } from "./replaceChildren.js";
import { memberOf } from "./members.js";

/** What a cell came to: the value of its last statement, and every name it gives. */
export interface CellOutcome {
  readonly value: Value | null;
  readonly names: ReadonlyMap<string, Value>;
}

type Context = Omit<HostContext, "target">;
type Scope = Map<string, TensorValue | FunctionValue>;

/**
 * Runs a cell, statement by statement. What is arithmetic goes to the worker for formulas in one piece; a call of a host
 * function is carried out here, and its result put in its place.
 * @param inputs what the names of other cells stand for
 * @param id of the cell: its draws are from a stream of its own
 * @throws LanguageError placed in the cell, or the signal's reason
 */
export async function runCell(
  program: Program,
  inputs: ReadonlyMap<string, Value>,
  id: string,
  context: Context
): Promise<CellOutcome> {
  const names = new Map<string, Value>();
  const meaning = (name: string): Value | undefined => names.get(name) ?? inputs.get(name);
  let value: Value | null = null;
  let inputCalls = 0;
  for (const [index, statement] of program.statements.entries()) {
    context.signal.throwIfAborted();
    if (statement.kind === "define") {
      value = await define(statement);
      names.set(statement.name, value);
      continue;
    }
    const target = statement.kind === "assign" ? statement.name : null;
    const isLast = index === program.statements.length - 1;
    value = await valueOf(statement.value, { target, stream: `${id}/${index}`, isShown: isLast });
    if (value.kind === "figure" && target === null && !isLast) {
      throw new LanguageError("not in the language", "A figure is shown only as the last line of its cell.", statement);
    }
    if (target !== null) names.set(target, value);
  }
  return { value, names };

  interface Place {
    readonly target: string | null;
    readonly stream: string;
    /** whether what is known of the value is shown: it is the cell's, and no argument or operand */
    readonly isShown: boolean;
  }

  async function valueOf(node: Expression, place: Place): Promise<Value> {
    switch (node.kind) {
      case "string":
        return { kind: "string", text: node.value };
      case "name":
        return valueOfName(node.name, node);
      case "member":
        return memberOf(await valueOf(node.object, place), node.name, node.property);
      case "call":
        if (hostFunctions.has(node.name)) return await callHost(node, place);
        if (node.named) return await drawSeeded(node, place);
        return await compute(node, place);
      default:
        return await compute(node, place);
    }
  }

  function valueOfName(name: string, span: Span): Value {
    const found = meaning(name);
    if (found) return found;
    if (name === "true" || name === "false") return { kind: "boolean", holds: name === "true" };
    const constant = constants.get(name);
    if (constant !== undefined) return scalarValue(constant);
    throw new LanguageError("unknown name", `There is no ${name} here.`, span);
  }

  async function callHost(node: Expression & { kind: "call" }, place: Place): Promise<Value> {
    const host = hostFunctions.get(node.name)!;
    const inner = { ...place, target: null, isShown: false };
    const positional: Argument[] = [];
    for (const arg of node.args) positional.push(await argumentOf(arg, inner));
    const named = [];
    for (const { name, target, value } of node.named ?? []) {
      named.push({ name, target, ...(await argumentOf(value, inner)) });
    }
    const span = { start: node.start, end: node.end };
    if (host.group === "inputs" && ++inputCalls > 1) {
      throw new LanguageError("not in the language", "A cell has one input: put this one in a cell of its own.", span);
    }
    try {
      const args = new Arguments(host, positional, named, span);
      const partial = place.isShown ? context.partial : (): void => undefined;
      const value = await host.call(args, { ...context, target: place.target, partial });
      context.signal.throwIfAborted();
      return value;
    } catch (error) {
      context.signal.throwIfAborted();
      const { kind, message, span: at } = asLanguageError(error);
      throw new LanguageError(kind, message, at ?? span);
    }
  }

  async function argumentOf(node: Expression, place: Place): Promise<Argument> {
    const label = node.kind === "name" ? node.name : node.kind === "member" ? node.name : null;
    return { value: await valueOf(node, place), span: { start: node.start, end: node.end }, label };
  }

  /** `normal(mean, std, seed = s)`: the cell's own stream, of that seed. */
  async function drawSeeded(node: Expression & { kind: "call" }, place: Place): Promise<Value> {
    const { named, ...call } = node;
    const host = { name: node.name, parameters: [{ name: "seed", description: "" }] };
    const seed = new Arguments(
      host,
      [],
      [{ ...named![0], ...(await argumentOf(named![0].value, place)) }],
      node
    ).seed();
    return await compute(call, place, { seed, stream: place.stream });
  }

  /** Arithmetic: what is none of it is put aside under a name first, and the rest goes to the worker. */
  async function compute(
    node: Expression,
    place: Place,
    draws: { seed: number; stream: string } = { seed: 0, stream: place.stream }
  ): Promise<Value> {
    const scope: Scope = new Map();
    const expression = await lift(node, place, scope, true);
    try {
      return await context.formulas.evaluate(expression, scope, draws, {
        signal: context.signal,
        onProgress: (fraction) => context.progress(fraction, `${Math.round(100 * fraction)} %`)
      });
    } catch (error) {
      // One that was cut off has no place: the whole of it is meant.
      if (error instanceof LanguageError && error.span === null) {
        throw new LanguageError(error.kind, error.message, node);
      }
      throw error;
    }
  }

  async function lift(node: Expression, place: Place, scope: Scope, isTop = false): Promise<Expression> {
    if (node.kind === "name") {
      bind(node.name, node, scope);
      return node;
    }
    const isSeeded = node.kind === "call" && node.named !== undefined;
    if (
      node.kind === "string" ||
      node.kind === "member" ||
      isSeeded ||
      (node.kind === "call" && hostFunctions.has(node.name))
    ) {
      const stream = `${place.stream}.${scope.size}`;
      const value = await valueOf(node, { target: null, stream, isShown: false });
      const name = `#${scope.size}`;
      scope.set(name, numbersOf(value, node));
      return { kind: "name", name, start: node.start, end: node.end };
    }
    if (node.kind === "call" && !builtIns.has(node.name) && node.name !== "iterate")
      bind(node.name, node.callee, scope);
    const children: Expression[] = [];
    for (const child of childrenOf(node)) children.push(await lift(child, place, scope));
    return isTop && children.length === 0 ? node : replaceChildren(node, children);
  }

  function bind(name: string, span: Span, scope: Scope): void {
    if (scope.has(name) || (meaning(name) === undefined && constants.has(name))) return;
    const value = valueOfName(name, span);
    scope.set(name, value.kind === "function" ? value : numbersOf(value, span));
  }

  /** A function keeps what its names stand for; a part of a record under its whole name. */
  async function define(statement: Statement & { kind: "define" }): Promise<FunctionValue> {
    const closure: Scope = new Map();
    const parameters = new Set(statement.parameters);
    const visit = (node: Expression): Expression => {
      if (node.kind === "name") {
        if (!parameters.has(node.name)) bind(node.name, node, closure);
        return node;
      }
      if (node.kind === "member") {
        const whole = memberName(node, parameters);
        closure.set(whole, numbersOf(memberValue(node), node));
        return { kind: "name", name: whole, start: node.start, end: node.end };
      }
      if (node.kind === "call" && !builtIns.has(node.name) && node.name !== "iterate") {
        bind(node.name, node.callee, closure);
      }
      return replaceChildren(node, childrenOf(node).map(visit));
    };
    const body = visit(statement.value);
    const arities = new Map<string, number>();
    const values = [...statement.parameters];
    for (const [name, value] of closure) {
      if (value.kind === "function") arities.set(name, value.parameters.length);
      else values.push(name);
    }
    checkNames(programOf(body), { values, functions: arities });
    const source = program.source.slice(statement.start, statement.end);
    return { kind: "function", name: statement.name, parameters: statement.parameters, source, body, closure };
  }

  function memberValue(node: Expression): Value {
    if (node.kind === "name") return valueOfName(node.name, node);
    if (node.kind === "member") return memberOf(memberValue(node.object), node.name, node.property);
    throw new LanguageError("not in the language", "Only a name can have a part in a function: m.W.", node);
  }
}

function memberName(node: Expression, parameters: ReadonlySet<string>): string {
  if (node.kind === "member") return `${memberName(node.object, parameters)}.${node.name}`;
  if (node.kind === "name" && !parameters.has(node.name)) return node.name;
  throw new LanguageError("not in the language", "A function's parameters are arrays, which have no parts.", node);
}

/** @throws LanguageError placed where the value is used, if it is no array */
function numbersOf(value: Value, span: Span): TensorValue {
  const tensor = asTensor(value);
  if (tensor) return tensor;
  if (value.kind === "input") {
    throw new LanguageError("value", "Choose a file first: this input has no value yet.", span);
  }
  const hint =
    value.kind === "machine"
      ? " Its parts are b, logSigma2, sigma2, W and d: write m.W, say."
      : value.kind === "run"
        ? " Its parts are machine, loss, nll and others: write run.loss, say."
        : "";
  throw new LanguageError("arguments", `This is ${describeValue(value)}, not a number or an array.${hint}`, span);
}
