import type { Operation } from "../evaluation/evaluation.js";
import type { Span } from "../languageError.js";
import { sameShape, sizeOf } from "../tensor/tensor.js";
import type { Tensor } from "../tensor/tensor.js";

/** A value of a compiled program, by the operation that makes it. */
export interface GraphNode {
  /** its place in the order of computation: operands come first */
  readonly id: number;
  readonly operation: string;
  readonly operands: readonly GraphNode[];
  readonly shape: readonly number[];
  /** of a constant or an input: the values it had when the program was recorded */
  readonly values: Float64Array | null;
  /** of a reduction, counted from 0; null for all elements */
  readonly axis: number | null;
  readonly span: Span;
}

const nowhere: Span = { start: 0, end: 0 };

/** The operations of a run as a graph, to which its gradient can be added. */
export class Graph {
  readonly nodes: GraphNode[] = [];
  private readonly byTensor = new Map<Tensor, GraphNode>();
  private readonly known = new Map<string, GraphNode>();

  constructor(inputs: readonly Tensor[], operations: readonly Operation[]) {
    for (const input of inputs) {
      this.byTensor.set(input, this.push("input", [], input.shape, { values: input.values }));
    }
    for (const { name, operands, result, axis, span } of operations) {
      const nodes = operands.map((o) => this.nodeOf(o));
      this.byTensor.set(result, this.add(name, nodes, result.shape, { axis, span }));
    }
  }

  /** The node of a tensor of the run; what no operation made is a constant. */
  nodeOf(tensor: Tensor): GraphNode {
    const found = this.byTensor.get(tensor);
    if (found) return found;
    const node = this.push("constant", [], tensor.shape, { values: tensor.values });
    this.byTensor.set(tensor, node);
    return node;
  }

  constant(value: number): GraphNode {
    return this.nodeOf({ shape: [], values: Float64Array.of(value) });
  }

  /** A node for an operation; the same one again for the same operands, unless it draws. */
  add(
    operation: string,
    operands: readonly GraphNode[],
    shape: readonly number[],
    { axis = null, span = nowhere }: { axis?: number | null; span?: Span } = {}
  ): GraphNode {
    if (operation === "bernoulli" || operation === "normal") return this.push(operation, operands, shape, { span });
    const key = `${operation} ${operands.map(({ id }) => id).join(",")} ${axis} ${shape.join(",")}`;
    const found = this.known.get(key);
    if (found) return found;
    const node = this.push(operation, operands, shape, { axis, span });
    this.known.set(key, node);
    return node;
  }

  /** The value repeated along the axes it lacks. */
  expand(node: GraphNode, shape: readonly number[]): GraphNode {
    return sameShape(node.shape, shape) ? node : this.add("expand", [node], shape);
  }

  /** Adds up what broadcasting repeated. */
  sumTo(node: GraphNode, shape: readonly number[]): GraphNode {
    if (sameShape(node.shape, shape)) return node;
    if (sizeOf(shape) === sizeOf(node.shape)) return this.add("view", [node], shape);
    const rows = shape.length === 2 && shape[0] !== 1;
    const sum = sizeOf(shape) === 1 ? null : rows ? 1 : 0;
    const reduced = sum === null ? [] : [node.shape[1 - sum]];
    const out = this.add("sum", [node], reduced, { axis: sum });
    return sameShape(out.shape, shape) ? out : this.add("view", [out], shape);
  }

  private push(
    operation: string,
    operands: readonly GraphNode[],
    shape: readonly number[],
    rest: { values?: Float64Array; axis?: number | null; span?: Span }
  ): GraphNode {
    const { values = null, axis = null, span = nowhere } = rest;
    const node = { id: this.nodes.length, operation, operands, shape, values, axis, span };
    this.nodes.push(node);
    return node;
  }
}
