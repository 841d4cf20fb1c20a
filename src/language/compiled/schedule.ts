import { sizeOf } from "../tensor/tensor.js";
import type { GraphNode } from "./graph.js";

/** Operations that run on their own, on whole arrays in memory. */
const whole = new Set(["matmul", "transpose", "view", "bernoulli", "normal"]);

/** A fused loop over rows × columns: every elementwise operation and reduction of it, in one pass. */
export interface LoopStep {
  readonly kind: "loop";
  readonly rows: number;
  readonly columns: number;
  readonly nodes: readonly GraphNode[];
}

export type Step = LoopStep | { readonly kind: "whole"; readonly node: GraphNode };

export interface Schedule {
  readonly steps: readonly Step[];
  /** nodes that have an array in memory */
  readonly stored: ReadonlySet<GraphNode>;
}

/** What the outputs need, in an order in which everything is there when it is used. */
export function scheduleOf(outputs: readonly GraphNode[]): Schedule {
  const needed = new Set<GraphNode>();
  const need = (node: GraphNode): void => {
    if (needed.has(node)) return;
    needed.add(node);
    node.operands.forEach(need);
  };
  outputs.forEach(need);
  const nodes = [...needed].sort((a, b) => a.id - b.id);

  const levels = new Map<GraphNode, number>();
  let lastDraw = -1;
  for (const node of nodes) {
    let level = 0;
    for (const operand of node.operands) level = Math.max(level, levelFor(node, operand));
    if (node.operation === "bernoulli" || node.operation === "normal") {
      level = Math.max(level, lastDraw + 1);
      lastDraw = level;
    }
    levels.set(node, level);
  }

  /** The first level at which a node can use an operand. */
  function levelFor(node: GraphNode, operand: GraphNode): number {
    const level = levels.get(operand)!;
    if (isGiven(operand)) return level;
    if (whole.has(node.operation)) return level + (whole.has(operand.operation) ? 1 : 0);
    const isSameLoop = !whole.has(operand.operation) && !isReduction(operand) && loopOf(operand) === loopOf(node);
    return level + (isSameLoop ? 0 : 1);
  }

  const steps: Step[] = [];
  const stepOf = new Map<GraphNode, Step>();
  const last = Math.max(0, ...levels.values());
  for (let level = 0; level <= last; level++) {
    const here = nodes.filter((n) => levels.get(n) === level && !isGiven(n));
    const loops = new Map<string, GraphNode[]>();
    for (const node of here) {
      if (whole.has(node.operation)) continue;
      const key = loopOf(node);
      loops.set(key, [...(loops.get(key) ?? []), node]);
    }
    for (const [key, fused] of loops) {
      const [rows, columns] = key.split("×").map(Number) as [number, number];
      const step: Step = { kind: "loop", rows, columns, nodes: fused };
      steps.push(step);
      for (const node of fused) stepOf.set(node, step);
    }
    for (const node of here) {
      if (!whole.has(node.operation)) continue;
      const step: Step = { kind: "whole", node };
      steps.push(step);
      stepOf.set(node, step);
    }
  }

  const stored = new Set<GraphNode>(outputs);
  for (const node of nodes) {
    if (isGiven(node) ? !isNumber(node) : whole.has(node.operation) || isReduction(node)) stored.add(node);
    for (const operand of node.operands) {
      if (!isNumber(operand) && stepOf.get(operand) !== stepOf.get(node)) stored.add(operand);
      if (isNumber(operand) && whole.has(node.operation)) stored.add(operand);
    }
  }
  return { steps, stored };
}

export function isReduction({ operation }: GraphNode): boolean {
  return operation === "sum" || operation === "mean";
}

/** A constant that is one number: it stands in the code. */
export function isNumber({ operation, values }: GraphNode): boolean {
  return operation === "constant" && values!.length === 1;
}

function isGiven({ operation }: GraphNode): boolean {
  return operation === "input" || operation === "constant";
}

/** The rows × columns a node is computed over; a reduction's are those of its operand. */
function loopOf(node: GraphNode): string {
  const { shape } = isReduction(node) ? node.operands[0] : node;
  const columns = shape.at(-1) ?? 1;
  return `${sizeOf(shape) / columns}×${columns}`;
}
