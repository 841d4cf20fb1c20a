import { WindowError } from "../../rbm/errors.js";
import type { GridSpec } from "../../rbm/exact/grid.js";
import type { Machine } from "../../rbm/model/machine.js";
import type { Stored } from "./c.js";
import type { KernelInstance } from "./instance.js";
import type { Phase } from "./phase.js";
import { evaluate, findWindow, fineGrid } from "./quadrature.js";

/** Updates between two searches for the mass. */
const updatesPerWindow = 10;
/** If the border of its window holds more than this share of the mass, it searches again at once. */
const borderShare = 1e-9;

/**
 * The negative phase of the exact gradient, n = 2: an expectation over the plane by quadrature. It is given the number
 * of the update, and returns log Z.
 * @throws WindowError if the machine's mass can't be enclosed
 */
export function createExactPhase(
  instance: KernelInstance,
  stored: Stored,
  phase: Phase,
  moments: number
): (update: number) => Generator<undefined, number> {
  const { wasm } = instance;
  const { theta, n, m } = stored;
  let window: GridSpec | null = null;

  return function* (update) {
    const current = instance.readMachine(theta, n, m);
    const reuse = window !== null && update % updatesPerWindow !== 0;
    let found = reuse ? window! : widened(yield* findWindow(instance, stored, current), current);
    for (;;) {
      window = found;
      const grid = fineGrid(window, current);
      const logZ = yield* instance.borrowing(function* () {
        const { c, count, padded } = yield* evaluate(instance, stored, grid);
        const greatest = wasm.greatestOf(c, padded);
        const weights = instance.allocate(padded * 4);
        const sum = wasm.exponentials(c, padded, greatest, 1, weights);
        wasm.exponentials(c, padded, greatest, 1 / sum, weights);
        if (borderMass(instance.floats(weights, count), grid) > borderShare) return null;
        const nodes = instance.allocate(count * 8);
        const kept = keepHeavy(instance, grid, weights, nodes);
        yield* phase(nodes, kept, weights, -1);
        wasm.addMoments(theta, n, nodes, kept, weights, -1, moments);
        return greatest + Math.log(sum) + Math.log(((grid.xmax - grid.xmin) * (grid.ymax - grid.ymin)) / count);
      });
      if (logZ !== null) return logZ;
      found = widened(yield* findWindow(instance, stored, current), current);
      if (covers(window, found)) throw new WindowError("the machine's mass can't be enclosed");
    }
  };
}

/** The window with room for the mass to move in before the next search. */
function widened(window: GridSpec, machine: Machine): GridSpec {
  const [sx, sy] = [0, 1].map((i) => Math.exp(machine.logSigma2[i] / 2));
  return {
    ...window,
    xmin: window.xmin - sx,
    xmax: window.xmax + sx,
    ymin: window.ymin - sy,
    ymax: window.ymax + sy
  };
}

function covers(outer: GridSpec, inner: GridSpec): boolean {
  return outer.xmin <= inner.xmin && outer.xmax >= inner.xmax && outer.ymin <= inner.ymin && outer.ymax >= inner.ymax;
}

function borderMass(weights: Float32Array, { columns, rows }: GridSpec): number {
  let mass = 0;
  for (let column = 0; column < columns; column++) mass += weights[column] + weights[(rows - 1) * columns + column];
  for (let row = 0; row < rows; row++) mass += weights[row * columns] + weights[(row + 1) * columns - 1];
  return mass;
}

/** Moves the nodes of noticeable weight to the front, with their weights; returns how many there are. */
function keepHeavy(instance: KernelInstance, grid: GridSpec, weights: number, nodes: number): number {
  const count = grid.columns * grid.rows;
  const [w, x] = [instance.floats(weights, count), instance.floats(nodes, 2 * count)];
  const width = (grid.xmax - grid.xmin) / grid.columns;
  const height = (grid.ymax - grid.ymin) / grid.rows;
  const least = 1e-9 / count;
  let kept = 0;
  for (let row = 0, at = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++, at++)
      if (w[at] > least) {
        w[kept] = w[at];
        x[2 * kept] = grid.xmin + (column + 0.5) * width;
        x[2 * kept + 1] = grid.ymin + (row + 0.5) * height;
        kept++;
      }
  return kept;
}
