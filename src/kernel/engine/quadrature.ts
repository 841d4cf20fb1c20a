import { WindowError } from "../../rbm/errors.js";
import type { GridSpec } from "../../rbm/exact/grid.js";
import type { Machine } from "../../rbm/model/machine.js";
import { store } from "./c.js";
import type { Stored } from "./c.js";
import { planeSide } from "./instance.js";
import type { KernelInstance } from "./instance.js";
import type { WindowedDensity } from "../protocol.js";

/** Nodes of the widest search for the mass. */
const greatestNodes = 1_000_000;
/** Nodes times units in one slice: about half a millisecond. */
const planeSliceUnits = 2_000_000;
/** Cells whose density is below this share of the greatest are left out; with e⁻⁴·⁵ for the way to their node. */
const negligible = Math.log(1e-13);

/** Nodes of a midpoint rule over a window, and c at each. */
export interface Nodes {
  readonly grid: GridSpec;
  readonly count: number;
  /** count rounded up to whole vectors; c is −∞ there */
  readonly padded: number;
  /** float32 c(x), in the kernel's memory */
  readonly c: number;
}

/**
 * The window that holds the machine's mass. The density is a mixture of Gaussians whose standard deviations are the
 * machine's, with no mean outside b + the sums of W's negative and positive parts. So a search with nodes 3σ apart
 * passes within 1.5σ of every component, and sees each at 10 % of its height or more.
 * @throws WindowError if the search would need more than a million nodes
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
      `the machine's means may lie ${sides.map(({ count }) => Number((3 * count).toPrecision(3))).join(" × ")} standard deviations apart: ` +
        `its mass can't be enclosed by ${greatestNodes} nodes`
    );
  const [x, y] = sides;
  const grid = cells(x.low, x.step, x.count, y.low, y.step, y.count);
  return yield* instance.borrowing(function* () {
    const nodes = yield* evaluate(instance, stored, grid);
    const c = instance.floats(nodes.c, nodes.count);
    const least = instance.wasm.greatestOf(nodes.c, nodes.padded) + negligible;
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

/** c at the centre of each cell, a block at a time. */
export function* evaluate(instance: KernelInstance, stored: Stored, grid: GridSpec): Generator<undefined, Nodes> {
  const { wasm } = instance;
  const { xmin, ymin, columns, rows } = grid;
  const count = columns * rows;
  const padded = Math.ceil(count / 4) * 4;
  const c = instance.allocate(padded * 4);
  const [width, height] = [(grid.xmax - xmin) / columns, (grid.ymax - ymin) / rows];
  const tall = Math.min(planeSide, Math.max(4, Math.ceil(planeSliceUnits / (planeSide * stored.m))));
  let done = 0;
  for (let row = 0; row < rows; row += tall)
    for (let column = 0; column < columns; column += planeSide) {
      const [wide, high] = [Math.min(planeSide, columns - column), Math.min(tall, rows - row)];
      instance.borrow(() => {
        const [x0, y0] = [xmin + (column + 0.5) * width, ymin + (row + 0.5) * height];
        const out = c + (row * columns + column) * 4;
        const work = instance.allocate(wasm.planeBytes());
        wasm.planeC(stored.theta, stored.m, x0, width, wide, y0, height, high, out, columns, work);
      });
      if ((done += wide * high * stored.m) < planeSliceUnits) continue;
      done = 0;
      yield;
    }
  // The padding of the last vector has no weight.
  instance.floats(c, padded).fill(-Infinity, count);
  return { grid, count, padded, c };
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
    return logSum(instance, nodes) + Math.log(((grid.xmax - grid.xmin) * (grid.ymax - grid.ymin)) / nodes.count);
  });
}

/** log Σ exp(c) over the nodes. */
function logSum(instance: KernelInstance, { c, padded }: Nodes): number {
  const greatest = instance.wasm.greatestOf(c, padded);
  return greatest + Math.log(instance.wasm.exponentials(c, padded, greatest, 1, c));
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
    const greatest = Math.max(-1e38, instance.wasm.greatestOf(nodes.c, nodes.padded));
    const sum = instance.wasm.exponentials(nodes.c, nodes.padded, greatest, Math.exp(greatest - logZ), nodes.c);
    const values = instance.floats(nodes.c, nodes.count).slice();
    const mass = (sum * (grid.xmax - grid.xmin) * (grid.ymax - grid.ymin)) / nodes.count;
    const { xmin, xmax, ymin, ymax, columns, rows } = grid;
    return { xmin, xmax, ymin, ymax, columns, rows, density: values, logZ, massOutside: 1 - mass };
  });
}
