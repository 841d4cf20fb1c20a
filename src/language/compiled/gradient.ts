import type { Graph, GraphNode } from "./graph.js";

/** Operations whose result has no gradient. */
const flat = new Set([..."< <= > >= == != and or xor not sign bernoulli normal input constant".split(" ")]);

/**
 * Adds the gradient of a number to the graph, in reverse mode, by the rules of the evaluator's tape.
 * @returns the gradient for each of the inputs, null if the number doesn't depend on it; or null altogether if an
 * operation in between has no rule here
 */
export function addGradient(
  graph: Graph,
  of: GraphNode,
  inputs: readonly GraphNode[]
): readonly (GraphNode | null)[] | null {
  const traced = new Set<GraphNode>(inputs);
  for (const node of graph.nodes) {
    if (!flat.has(node.operation) && node.operands.some((o) => traced.has(o))) traced.add(node);
  }
  const gradients = new Map<GraphNode, GraphNode>([[of, graph.constant(1)]]);
  for (let id = of.id; id >= 0; id--) {
    const node = graph.nodes[id];
    const gradient = gradients.get(node);
    if (gradient === undefined || !traced.has(node) || node.operands.length === 0) continue;
    const parts = pullback(graph, node, gradient);
    if (parts === null) return null;
    node.operands.forEach((operand, k) => {
      const part = parts[k];
      if (part === null || !traced.has(operand)) return;
      const whole = graph.sumTo(part, operand.shape);
      const known = gradients.get(operand);
      gradients.set(operand, known ? graph.add("+", [known, whole], operand.shape) : whole);
    });
  }
  return inputs.map((input) => gradients.get(input) ?? null);
}

function pullback(graph: Graph, node: GraphNode, g: GraphNode): readonly (GraphNode | null)[] | null {
  const { operation, operands, shape } = node;
  const [a, b] = operands as [GraphNode, GraphNode];
  const make = (name: string, ...of: GraphNode[]): GraphNode => graph.add(name, of, shape);
  const number = (value: number): GraphNode => graph.constant(value);
  /** g times a slope; 0 if g is 0, even if the slope is infinite */
  const times = (slope: GraphNode): GraphNode => make("guarded", g, slope);
  switch (operation) {
    case "+":
      return [g, g];
    case "-":
      return [g, make("negate", g)];
    case "*":
    case ".*":
      return [make(".*", g, b), make(".*", g, a)];
    case "/":
    case "./": {
      const part = make("./", g, b);
      return [part, make("negate", make("./", make(".*", part, a), b))];
    }
    case "maximum":
    case "minimum": {
      const [x, y] = operation === "maximum" ? [a, b] : [b, a];
      const first = make(".*", number(0.5), make("+", make(">", x, y), make(">=", x, y)));
      return [times(first), times(make("-", number(1), first))];
    }
    case ".^":
      if (b.operation !== "constant" || b.shape.length > 0) return null;
      return [times(make(".*", b, make(".^", a, number(b.values![0] - 1)))), null];
    case "where": {
      const condition = a;
      return [null, make("where", condition, g, number(0)), make("where", condition, number(0), g)];
    }
    case "expand":
      return [g];
    case "negate":
      return [make("negate", g)];
    case "exp":
      return [times(node)];
    case "expm1":
      return [times(make("+", node, number(1)))];
    case "log":
      return [make("guardedOver", g, a)];
    case "log1p":
      return [make("guardedOver", g, make("+", number(1), a))];
    case "sqrt":
      return [make("guardedOver", make(".*", g, number(0.5)), node)];
    case "square":
      return [times(make(".*", number(2), a))];
    case "abs":
      return [times(make("sign", a))];
    case "tanh":
      return [times(make("-", number(1), make("square", node)))];
    case "sigmoid":
      return [times(make(".*", node, make("-", number(1), node)))];
    case "sum":
    case "mean": {
      const share = operation === "sum" ? g : graph.add("/", [g, number(lengthOf(node))], shape);
      const [rows] = a.shape;
      const seen = node.axis === 1 ? graph.add("view", [share], [rows, 1]) : share;
      return [graph.expand(seen, a.shape)];
    }
    case "transpose": {
      const [r, c] = shape.length === 2 ? shape : [1, shape[0]];
      return [graph.add("transpose", [graph.add("view", [g], [r, c])], a.shape.length === 1 ? [c, r] : a.shape)];
    }
    case "matmul": {
      const { r, k, c } = productSizes(node);
      const [left, right, out] = [
        graph.add("view", [a], [r, k]),
        graph.add("view", [b], [k, c]),
        graph.add("view", [graph.expand(g, shape)], [r, c])
      ];
      return [
        graph.add("view", [graph.add("matmul", [out, graph.add("transpose", [right], [c, k])], [r, k])], a.shape),
        graph.add("view", [graph.add("matmul", [graph.add("transpose", [left], [k, r]), out], [k, c])], b.shape)
      ];
    }
    case "view":
      return [graph.add("view", [g], a.shape)];
    default:
      return null;
  }
}

/** How many numbers each result of a reduction is of. */
export function lengthOf({ operands: [a], axis }: GraphNode): number {
  return axis === null ? a.shape.reduce((x, y) => x * y, 1) : a.shape[axis];
}

/** The product of (r, k) and (k, c); a vector is a row on the left and a column on the right. */
export function productSizes({ operands: [a, b] }: GraphNode): { r: number; k: number; c: number } {
  const r = a.shape.length === 1 ? 1 : a.shape[0];
  return { r, k: a.shape.at(-1)!, c: b.shape.length === 1 ? 1 : b.shape[1] };
}
