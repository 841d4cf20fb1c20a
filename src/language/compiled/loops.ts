import { lengthOf } from "./gradient.js";
import type { GraphNode } from "./graph.js";
import { isNumber, isReduction } from "./schedule.js";
import type { LoopStep } from "./schedule.js";
import { mathIndex, mathNames } from "./vectorMath.js";
import type { MathName } from "./vectorMath.js";
import { f64x2, op, types } from "./wasmBytes.js";
import type { Code, WasmFunction } from "./wasmBytes.js";

const masks: Readonly<Record<string, number>> = {
  "<": f64x2.lt,
  "<=": f64x2.le,
  ">": f64x2.gt,
  ">=": f64x2.ge,
  "==": f64x2.eq,
  "!=": f64x2.ne
};
const pairs: Readonly<Record<string, number>> = {
  "+": f64x2.add,
  "-": f64x2.sub,
  "*": f64x2.mul,
  ".*": f64x2.mul,
  "/": f64x2.div,
  "./": f64x2.div,
  maximum: f64x2.max,
  minimum: f64x2.min
};
const singles: Readonly<Record<string, number>> = { negate: f64x2.neg, abs: f64x2.abs, sqrt: f64x2.sqrt };
const others = new Set("expand square sign not and or xor where guarded guardedOver .^ sum mean".split(" "));

/** Whether an operation can be part of a fused loop. */
export function isFusible(operation: string): boolean {
  return (
    operation in masks ||
    operation in pairs ||
    operation in singles ||
    others.has(operation) ||
    (mathNames as readonly string[]).includes(operation)
  );
}

const one = op.constant(1);
const truth = (a: Code): Code =>
  op.binary(f64x2.and, op.binary(f64x2.ne, a, op.constant(0)), op.binary(f64x2.eq, a, a));
const asNumber = (mask: Code): Code => op.binary(f64x2.and, mask, one);

/** How an operand in memory is read over rows × columns. */
type Reading = "number" | "row" | "column" | "full";

/**
 * A fused loop as a function: each operand is read once, every operation is done in registers, two columns at a time,
 * and what others need is stored or added up.
 * @param address of the arrays in memory
 * @param stored which nodes have one
 */
export function loopFunction(
  step: LoopStep,
  name: string,
  address: ReadonlyMap<GraphNode, number>,
  stored: ReadonlySet<GraphNode>
): WasmFunction {
  const inside = new Set(step.nodes);
  const outside = new Set(step.nodes.flatMap((n) => n.operands).filter((o) => !inside.has(o) && !isNumber(o)));
  const isFlat =
    [...outside].every((o) => ["number", "full"].includes(readingOf(o, step.rows, step.columns))) &&
    step.nodes.every((n) => !isReduction(n) || n.axis === null);
  const rows = isFlat ? 1 : step.rows;
  const columns = isFlat ? step.rows * step.columns : step.columns;
  const reading = (node: GraphNode): Reading => readingOf(node, step.rows, step.columns);

  // Locals: row, column in bytes, place in full arrays in bytes, row in bytes; then a register for each value.
  const [row, column, place, rowPlace] = [0, 1, 2, 3];
  const locals: number[] = [types.i32, types.i32, types.i32, types.i32];
  const registers = new Map<GraphNode, number>();
  for (const node of [...outside, ...step.nodes]) {
    registers.set(node, locals.length);
    locals.push(types.v128);
  }
  const value = (node: GraphNode): Code =>
    isNumber(node) ? op.constant(node.values![0]) : op.get(registers.get(node)!);
  const keep = (node: GraphNode, code: Code): Code => [...code, ...op.set(registers.get(node)!)];
  const zero = op.i32(0);

  const body = (isSingle: boolean): Code => {
    const code: number[] = [];
    for (const node of outside) {
      const how = reading(node);
      if (how === "number" || how === "column") continue;
      const from = op.get(how === "full" ? place : column);
      code.push(...keep(node, (isSingle ? op.loadSplat : op.load)(from, address.get(node)!)));
    }
    for (const node of step.nodes) {
      if (isReduction(node)) {
        let addend = value(node.operands[0]);
        if (node.axis === 0) {
          const from = op.get(column);
          const sum = op.binary(f64x2.add, (isSingle ? op.loadSplat : op.load)(from, address.get(node)!), addend);
          code.push(...(isSingle ? op.storeLane : op.store)(from, address.get(node)!, sum));
          continue;
        }
        if (isSingle) addend = op.withLane(addend, 1, op.lane(op.constant(0), 0));
        code.push(...keep(node, op.binary(f64x2.add, value(node), addend)));
        continue;
      }
      code.push(...keep(node, compute(node, value)));
      if (stored.has(node)) {
        code.push(...(isSingle ? op.storeLane : op.store)(op.get(place), address.get(node)!, value(node)));
      }
    }
    return code;
  };

  const step8 = (bytes: number): Code =>
    [column, place].flatMap((local) => [...op.addI32(op.get(local), op.i32(bytes)), ...op.set(local)]);
  const sums = step.nodes.filter((n) => isReduction(n) && n.axis !== 0);
  const rowSums = sums.filter((n) => n.axis === 1);
  const totals = sums.filter((n) => n.axis !== 1);
  const columnSums = step.nodes.filter((n) => isReduction(n) && n.axis === 0);
  const finish = (node: GraphNode, at: Code): Code => {
    const both = op.binary(f64x2.add, value(node), op.splat(op.lane(value(node), 1)));
    return op.storeLane(at, address.get(node)!, divided(node, both));
  };
  const evenBytes = (columns >> 1) * 16;

  const code: number[] = [];
  for (const node of columnSums) code.push(...op.clear(address.get(node)!, 8 * step.columns));
  for (const node of outside) {
    if (reading(node) === "number") code.push(...keep(node, op.loadSplat(zero, address.get(node)!)));
  }
  const perRow: number[] = [];
  for (const node of outside) {
    if (reading(node) === "column") perRow.push(...keep(node, op.loadSplat(op.get(rowPlace), address.get(node)!)));
  }
  for (const node of rowSums) perRow.push(...keep(node, op.constant(0)));
  perRow.push(...op.i32(0), ...op.set(column));
  if (evenBytes > 0) perRow.push(...op.loop(column, evenBytes, [...body(false), ...step8(16)]));
  if (columns % 2 === 1) perRow.push(...body(true), ...step8(8));
  for (const node of rowSums) perRow.push(...finish(node, op.get(rowPlace)));
  perRow.push(...op.addI32(op.get(rowPlace), op.i32(8)), ...op.set(rowPlace));
  perRow.push(...op.addI32(op.get(row), op.i32(1)), ...op.set(row));
  code.push(...op.loop(row, rows, perRow));
  for (const node of totals) code.push(...finish(node, zero));
  for (const node of columnSums.filter(({ operation }) => operation === "mean")) {
    for (let k = 0; k < step.columns; k++) {
      const at = address.get(node)! + 8 * k;
      code.push(...op.storeLane(zero, at, divided(node, op.loadSplat(zero, at))));
    }
  }
  return { parameters: [], results: [], locals, body: code, exportAs: name };
}

function divided(node: GraphNode, sum: Code): Code {
  return node.operation === "mean" ? op.binary(f64x2.div, sum, op.constant(lengthOf(node))) : sum;
}

function readingOf({ shape }: GraphNode, rows: number, columns: number): Reading {
  const size = shape.reduce((a, b) => a * b, 1);
  if (size === 1) return "number";
  if (size === rows * columns) return "full";
  return (shape.at(-1) ?? 1) === 1 ? "column" : "row";
}

function compute({ operation, operands }: GraphNode, value: (node: GraphNode) => Code): Code {
  const [a, b, c] = operands.map(value) as [Code, Code, Code];
  if (operation in masks) return asNumber(op.binary(masks[operation], a, b));
  if (operation in pairs) return op.binary(pairs[operation], a, b);
  if (operation in singles) return op.unary(singles[operation], a);
  switch (operation) {
    case "expand":
      return a;
    case "square":
      return op.binary(f64x2.mul, a, a);
    case "sign": {
      const positive = asNumber(op.binary(f64x2.gt, a, op.constant(0)));
      const negative = asNumber(op.binary(f64x2.lt, a, op.constant(0)));
      return op.select(op.binary(f64x2.eq, a, a), op.binary(f64x2.sub, positive, negative), a);
    }
    case "not":
      return asNumber(op.unary(f64x2.not, truth(a)));
    case "and":
      return asNumber(op.binary(f64x2.and, truth(a), truth(b)));
    case "or":
      return asNumber(op.binary(f64x2.or, truth(a), truth(b)));
    case "xor":
      return asNumber(op.binary(81, truth(a), truth(b)));
    case "where":
      return op.select(truth(a), b, c);
    case "guarded":
      return op.binary(f64x2.and, op.binary(f64x2.ne, a, op.constant(0)), op.binary(f64x2.mul, a, b));
    case "guardedOver":
      return op.binary(f64x2.and, op.binary(f64x2.ne, a, op.constant(0)), op.binary(f64x2.div, a, b));
    case ".^":
    case "^": {
      const lane = (k: 0 | 1): Code => [...op.lane(a, k), ...op.lane(b, k), ...op.call(0)];
      return op.withLane(op.splat(lane(0)), 1, lane(1));
    }
    default:
      return [...a, ...op.call(mathIndex(operation as MathName))];
  }
}
