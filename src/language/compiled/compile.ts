import type { Draws, Evaluation } from "../evaluation/evaluation.js";
import { deviation, drawEach } from "../evaluation/operations/chance.js";
import { expand, sizeOf } from "../tensor/tensor.js";
import type { Tensor } from "../tensor/tensor.js";
import { addGradient, productSizes } from "./gradient.js";
import { Graph } from "./graph.js";
import type { GraphNode } from "./graph.js";
import { isFusible, loopFunction } from "./loops.js";
import { productFunction } from "./product.js";
import { scheduleOf } from "./schedule.js";
import type { Schedule } from "./schedule.js";
import { constantsAt, mathConstants, mathFunctions } from "./vectorMath.js";
import { wasmModule } from "./wasmBytes.js";
import type { WasmFunction } from "./wasmBytes.js";

/** A recorded run, to be repeated with other inputs of the same shapes. */
export interface CompiledProgram {
  /**
   * @param inputs values of the recorded inputs, in their order
   * @returns views of the outputs, which the next run overwrites
   * @throws LanguageError "value" for a probability or a standard deviation that is none
   */
  run(inputs: readonly ArrayLike<number>[], draws: Draws | null): readonly Float64Array[];
}

/** Most memory of a program, in bytes. */
const largest = 512 * 2 ** 20;

const ownOperations = new Set(["matmul", "transpose", "view", "bernoulli", "normal"]);

/**
 * Compiles what an evaluation recorded (Evaluation.startRecording) to WebAssembly: elementwise operations and
 * reductions fused into loops of two float64 at a time, products beside them. The evaluator is the definition; the
 * results agree to rounding.
 * @param outputs tensors of the run to compute again
 * @param gradientOf a number of the run whose gradient for all inputs follows the outputs
 * @returns null if an operation of the run can't be compiled; the evaluator remains
 */
export function compile(
  evaluation: Evaluation,
  inputs: readonly Tensor[],
  outputs: readonly Tensor[],
  gradientOf: Tensor | null = null
): CompiledProgram | null {
  const operations = evaluation.recorded;
  if (operations === null) return null;
  const graph = new Graph(inputs, operations);
  const inputNodes = inputs.map((i) => graph.nodeOf(i));
  const wanted = outputs.map((o) => graph.nodeOf(o));
  if (gradientOf !== null) {
    const gradients = addGradient(graph, graph.nodeOf(gradientOf), inputNodes);
    if (gradients === null) return null;
    wanted.push(
      ...gradients.map(
        (g, k) => g ?? graph.nodeOf({ shape: inputs[k].shape, values: new Float64Array(inputs[k].values.length) })
      )
    );
  }
  const schedule = scheduleOf(wanted);
  const used = schedule.steps.flatMap((s) => (s.kind === "loop" ? s.nodes : [s.node]));
  const isPossible = used.every(
    ({ operation, shape, operands }) =>
      (isFusible(operation) || ownOperations.has(operation)) &&
      [shape, ...operands.map((o) => o.shape)].every(({ length }) => length <= 2)
  );
  return isPossible ? build(schedule, inputNodes, wanted) : null;
}

function build(
  schedule: Schedule,
  inputs: readonly GraphNode[],
  outputs: readonly GraphNode[]
): CompiledProgram | null {
  const { stored, steps } = schedule;
  const address = new Map<GraphNode, number>();
  const constants = mathConstants();
  let end = constantsAt + 16 * Math.ceil(constants.length / 2);
  const allocate = (node: GraphNode): void => {
    if (address.has(node)) return;
    if (node.operation === "view") {
      allocate(node.operands[0]);
      address.set(node, address.get(node.operands[0])!);
      return;
    }
    address.set(node, end);
    end += 16 * Math.ceil(sizeOf(node.shape) / 2);
  };
  for (const node of [...stored, ...inputs]) allocate(node);
  if (end > largest) return null;
  const pages = Math.ceil(end / 65536);
  const memory = new WebAssembly.Memory({ initial: pages });
  const at = (node: GraphNode): Float64Array => new Float64Array(memory.buffer, address.get(node), sizeOf(node.shape));
  new BigUint64Array(memory.buffer, constantsAt, constants.length).set(constants);
  for (const node of stored) if (node.operation === "constant") at(node).set(node.values!);

  const functions: WasmFunction[] = [...mathFunctions];
  const actions: ((exports: Record<string, () => void>, draws: Draws | null) => void)[] = [];
  steps.forEach((step, k) => {
    const name = `step${k}`;
    if (step.kind === "loop") functions.push(loopFunction(step, name, address, stored));
    else if (step.node.operation === "matmul") {
      const [a, b] = step.node.operands as [GraphNode, GraphNode];
      const places = [address.get(a)!, address.get(b)!, address.get(step.node)!] as const;
      functions.push(productFunction(name, productSizes(step.node), places));
    } else {
      const own = ownStep(step.node, at);
      if (own) actions.push((_, draws) => own(draws));
      return;
    }
    actions.push((exports) => exports[name]());
  });
  const module = new WebAssembly.Module(wasmModule(functions, pages));
  const instance = new WebAssembly.Instance(module, { host: { power: Math.pow, memory } });
  const exports = instance.exports as Record<string, () => void>;
  const inputViews = inputs.map(at);
  const outputViews = outputs.map(at);
  return {
    run(values, draws) {
      values.forEach((v, k) => inputViews[k].set(v));
      for (const action of actions) action(exports, draws);
      return outputViews;
    }
  };
}

/** An operation that is done outside WebAssembly, on the arrays in its memory. */
function ownStep(node: GraphNode, at: (node: GraphNode) => Float64Array): ((draws: Draws | null) => void) | null {
  const out = at(node);
  const [a, b] = node.operands as [GraphNode, GraphNode];
  switch (node.operation) {
    case "transpose": {
      const from = at(a);
      const [r, c] = a.shape.length === 1 ? [1, a.shape[0]] : (a.shape as [number, number]);
      return () => {
        for (let i = 0; i < r; i++) for (let j = 0; j < c; j++) out[j * r + i] = from[i * c + j];
      };
    }
    case "bernoulli": {
      const p = at(a);
      return (draws) => drawEach(draws!, p, out, node.span);
    }
    case "normal": {
      const [mean, std] = [at(a), at(b)];
      return (draws) => {
        const centre = expand(mean, a.shape, node.shape);
        const spread = expand(std, b.shape, node.shape);
        for (let i = 0; i < out.length; i++) {
          out[i] = centre[i] + deviation(spread[i], node.span) * draws!.normal();
        }
      };
    }
    default:
      return null;
  }
}
