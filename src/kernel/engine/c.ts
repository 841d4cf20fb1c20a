import type { Machine } from "../../rbm/model/machine.js";
import type { KernelInstance } from "./instance.js";

/** A machine in the kernel's memory. */
export interface Stored {
  readonly theta: number;
  readonly n: number;
  readonly m: number;
}

/** Unit evaluations in one slice of a job, between two yields of its generator: about half a millisecond. */
export const sliceUnits = 400_000;

export function store(instance: KernelInstance, machine: Machine): Stored {
  return { theta: instance.writeMachine(machine), n: machine.n, m: machine.m };
}

/** Rows with their columns apart, as the kernel evaluates c(x): x_i of row r at [i · padded + r]. */
export interface Columns {
  readonly at: number;
  readonly count: number;
  /** count rounded up to whole vectors; the rows beyond are copies of the last */
  readonly padded: number;
}

/** Writes rows of x, (count, n) row-major, with their columns apart. */
export function writeColumns(instance: KernelInstance, rows: ArrayLike<number>, n: number): Columns {
  const count = rows.length / n;
  const padded = Math.ceil(count / 4) * 4;
  const at = instance.allocate(padded * n * 4);
  const columns = instance.floats(at, padded * n);
  for (let i = 0; i < n; i++)
    for (let r = 0; r < padded; r++) columns[i * padded + r] = rows[Math.min(r, count - 1) * n + i];
  return { at, count, padded };
}

/** c(x) of every row, written to `out` (padded float32). A caller with very many rows calls it in chunks. */
export function writeC(instance: KernelInstance, { theta, n, m }: Stored, columns: Columns, out: number): void {
  const { wasm } = instance;
  const inverses = instance.allocate(n * 4);
  const scaled = instance.allocate(n * 16);
  wasm.inverseVariances(theta, n, inverses);
  wasm.cOfRows(theta, n, m, inverses, columns.at, columns.padded, out, scaled);
}

/** Mean of c(x) over rows of x, in nats. */
export function* meanC(
  instance: KernelInstance,
  stored: Stored,
  rows: ArrayLike<number> & { subarray(begin: number, end: number): ArrayLike<number> }
): Generator<undefined, number> {
  const { n, m } = stored;
  const count = rows.length / n;
  const chunk = chunkOf(m);
  let sum = 0;
  for (let from = 0; from < count; from += chunk) {
    const part = rows.subarray(from * n, Math.min(count, from + chunk) * n);
    sum += instance.borrow(() => {
      const columns = writeColumns(instance, part, n);
      const out = instance.allocate(columns.padded * 4);
      writeC(instance, stored, columns, out);
      let partial = 0;
      for (const value of instance.floats(out, columns.count)) partial += value;
      return partial;
    });
    yield;
  }
  return sum / count;
}

/** Rows whose c(x) is one slice of work. */
function chunkOf(m: number): number {
  return Math.max(4, Math.ceil(sliceUnits / m / 4) * 4);
}
