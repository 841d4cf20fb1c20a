import { WindowError } from "../rbm/errors.js";
import type { GridSpec } from "../rbm/grid.js";
import type { Machine } from "../rbm/machine.js";
import { chunkOf, energiesInto, store } from "./energies.js";
import type { Columns, Stored } from "./energies.js";
import type { KernelInstance } from "./instance.js";
import type { WindowedDensity } from "./protocol.js";

/** Nodes of the widest search for the mass. */
const greatestNodes = 1_000_000;
/** Cells whose density is below this share of the greatest are left out; with e⁻⁴·⁵ for the way to their node. */
const negligible = Math.log(1e-13);

/** Nodes of a midpoint rule over a window, and c at each. */
export interface Nodes {
  readonly grid: GridSpec;
  readonly columns: Columns;
  /** float32 c(x), in the kernel's memory */
  readonly c: number;
}

/**
 * The window that holds the machine's mass. The density is a mixture of Gaussians whose standard deviations are the
 * machine's, with no mean outside b + the sums of W's negative and positive parts. So a search with nodes 3σ apart
 * passes within 1.5σ of every component, and sees each at 10 % of its height or more.
 * @throws WindowError where the search would need more than a million nodes
 */
export function* findWindow(
  instance: KernelInstance,
  stored: Stored,
  machine: Machine
): Generator<undefined, GridSpec> {
  const sigma = [0, 1].map((i) => Math.exp(machine.logSigma2[i] / 2));
  const sides = [0, 1].map((i) => {
    const { m, b, W } = machine;
    let [low, high] = [b[i] - 7.5 * sigma[i], b[i] + 7.5 * sigma[i]];
    for (let j = 0; j < m; j++) {
      const w = W[i * m + j];
      if (w < 0) low += w;
      else high += w;
    }
    return { low, count: Math.ceil((high - low) / (3 * sigma[i])) + 1, step: 3 * sigma[i] };
  });
  const total = sides[0].count * sides[1].count;
  if (!(total <= greatestNodes))
    throw new WindowError(
      `the machine's means may lie ${sides.map(({ count }) => 3 * count).join(" × ")} standard deviations apart: ` +
        `its mass can't be enclosed by ${greatestNodes} nodes`
    );
  const [x, y] = sides;
  const grid = cells(x.low, x.step, x.count, y.low, y.step, y.count);
  return yield* instance.borrowing(function* () {
    const nodes = yield* evaluate(instance, stored, grid);
    const c = instance.floats(nodes.c, nodes.columns.count);
    const least = instance.wasm.greatestOf(nodes.c, nodes.columns.padded) + negligible;
    const box = { left: Infinity, right: -1, low: Infinity, high: -1 };
    for (let row = 0, at = 0; row < grid.rows; row++)
      for (let column = 0; column < grid.columns; column++)
        if (c[at++] >= least) {
          box.left = Math.min(box.left, column);
          box.right = Math.max(box.right, column);
          box.low = Math.min(box.low, row);
          box.high = Math.max(box.high, row);
        }
    const [left, right] = [x.low + box.left * x.step, x.low + (box.right + 1) * x.step];
    const [low, high] = [y.low + box.low * y.step, y.low + (box.high + 1) * y.step];
    if (!(right > left)) throw new WindowError("the machine's density is not a number");
    return { xmin: left, xmax: right, ymin: low, ymax: high, columns: 0, rows: 0 };
  });
}

/** A window with cells of 0.9σ: the midpoint rule errs by less than 4 exp(−2π²/0.81), 1e-10, of the mass. */
export function fineGrid(window: GridSpec, machine: Machine): GridSpec {
  const [sx, sy] = [0, 1].map((i) => 0.9 * Math.exp(machine.logSigma2[i] / 2));
  const columns = Math.ceil((window.xmax - window.xmin) / sx);
  const rows = Math.ceil((window.ymax - window.ymin) / sy);
  return { ...window, columns, rows };
}

function cells(xmin: number, width: number, columns: number, ymin: number, height: number, rows: number): GridSpec {
  return { xmin, xmax: xmin + columns * width, ymin, ymax: ymin + rows * height, columns, rows };
}

/** c at the centre of each cell, a few rows at a time. */
export function* evaluate(instance: KernelInstance, stored: Stored, grid: GridSpec): Generator<undefined, Nodes> {
  const count = grid.columns * grid.rows;
  const padded = Math.ceil(count / 4) * 4;
  const c = instance.allocate(padded * 4);
  const columns = { at: 0, count, padded };
  const chunk = chunkOf(stored.m);
  const { xmin, ymin } = grid;
  const [width, height] = [(grid.xmax - xmin) / grid.columns, (grid.ymax - ymin) / grid.rows];
  for (let from = 0; from < padded; from += chunk) {
    const size = Math.min(chunk, padded - from);
    instance.borrow(() => {
      const at = instance.allocate(size * 8);
      const values = instance.floats(at, size * 2);
      for (let k = 0; k < size; k++) {
        // Cells beyond the last lie far away and weigh nothing.
        const cell = from + k;
        const row = Math.floor(cell / grid.columns);
        values[k] = cell < count ? xmin + (cell - row * grid.columns + 0.5) * width : 1e12;
        values[size + k] = cell < count ? ymin + (row + 0.5) * height : 1e12;
      }
      energiesInto(instance, stored, { at, count: size, padded: size }, c + from * 4);
    });
    yield;
  }
  return { grid, columns, c };
}

/** log Z in nats, by quadrature; n = 2. @throws WindowError */
export function* logPartition(
  instance: KernelInstance,
  stored: Stored,
  machine: Machine
): Generator<undefined, number> {
  const window = yield* findWindow(instance, stored, machine);
  const grid = fineGrid(window, machine);
  return yield* instance.borrowing(function* () {
    const nodes = yield* evaluate(instance, stored, grid);
    return (
      logSum(instance, nodes) + Math.log(((grid.xmax - grid.xmin) * (grid.ymax - grid.ymin)) / nodes.columns.count)
    );
  });
}

/** log Σ exp(c) over the nodes. */
function logSum(instance: KernelInstance, { c, columns }: Nodes): number {
  const greatest = instance.wasm.greatestOf(c, columns.padded);
  let sum = 0;
  for (const value of instance.floats(c, columns.count)) sum += Math.exp(value - greatest);
  return greatest + Math.log(sum);
}

/** p(x) at each cell's centre. @throws WindowError */
export function* density(
  instance: KernelInstance,
  machine: Machine,
  grid: GridSpec,
  knownLogZ?: number
): Generator<undefined, WindowedDensity> {
  return yield* instance.borrowing(function* () {
    const stored = store(instance, machine);
    const logZ = knownLogZ ?? (yield* logPartition(instance, stored, machine));
    const nodes = yield* evaluate(instance, stored, grid);
    const values = instance.floats(nodes.c, nodes.columns.count).map((c) => Math.exp(c - logZ));
    let mass = 0;
    for (const value of values) mass += value;
    mass *= ((grid.xmax - grid.xmin) * (grid.ymax - grid.ymin)) / values.length;
    const { xmin, xmax, ymin, ymax, columns, rows } = grid;
    return { xmin, xmax, ymin, ymax, columns, rows, density: values, logZ, massOutside: 1 - mass };
  });
}
