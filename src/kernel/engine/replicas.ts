import type { Machine } from "../../rbm/model/machine.js";
import type { ReplicaRequest, ReplicaResult } from "../protocol.js";
import { sliceUnits, store, writeC, writeColumns } from "./c.js";
import type { Stored } from "./c.js";
import { tileRows } from "./batchContrast.js";
import { blockChains } from "./instance.js";
import type { KernelInstance } from "./instance.js";

interface Rung {
  readonly machine: Stored;
  readonly prepared: number;
  /** the replicas' x, (chains, n) */
  readonly x: number;
  readonly streams: number;
}

/**
 * Replica exchange (Swendsen and Wang, 1986) along a ladder of machines, the last of them the one wanted: tempered ones
 * (parallel tempering) or snapshots of a training (trajectory tempering, Béreux et al., 2024). Each step is a Gibbs step
 * of every replica, then an exchange of neighbours, even and odd pairs by turns. Yields the share that is done.
 */
export function* sampleReplicas(
  instance: KernelInstance,
  { ladder, chains, steps, seed }: ReplicaRequest
): Generator<number, ReplicaResult> {
  const { wasm } = instance;
  const { n } = ladder[0];
  const most = Math.min(chains, tileRows);
  const scratch = instance.allocate(Math.max(...ladder.map(({ m }) => wasm.gibbsScratchBytes(n, m, most))));
  const rungs = ladder.map((machine, at) => rungOf(instance, machine, at, chains, seed));
  const swaps = instance.stream(seed, "order");
  const accepted = new Float64Array(ladder.length - 1);
  const proposed = new Float64Array(ladder.length - 1);
  const out = new Float32Array(steps * chains * n);
  const units = ladder.reduce((sum, { m }) => sum + m, 0) * chains;
  let work = 0;
  for (const { machine, prepared, x, streams } of rungs)
    forTiles((at, some, stream) =>
      wasm.startChains(machine.theta, n, machine.m, prepared, streams + stream, x + at, some, scratch)
    );
  for (let step = 0; step < steps; step++) {
    for (const { machine, prepared, x, streams } of rungs) {
      const { theta, m } = machine;
      forTiles((at, some, stream) =>
        wasm.gibbsSteps(theta, n, m, prepared, streams + stream, x + at, some, 1, 0, 0, scratch)
      );
      if ((work += chains * m * Math.max(1, n / 16)) < sliceUnits) continue;
      work = 0;
      yield step / steps;
    }
    for (let low = step % 2; low + 1 < rungs.length; low += 2) exchange(low);
    out.set(instance.floats(rungs[rungs.length - 1].x, chains * n), step * chains * n);
    if ((work += 4 * units) > sliceUnits) {
      work = 0;
      yield step / steps;
    }
  }
  const acceptance = Array.from(accepted, (count, at) => (proposed[at] > 0 ? count / proposed[at] : 0));
  return { steps, chains, n, x: out, acceptance };

  /** In the plane by blocks of one stream, otherwise by tiles of several; byte offsets of x and of the streams. */
  function forTiles(body: (at: number, some: number, stream: number) => void): void {
    const tile = n === 2 ? blockChains : tileRows;
    for (let first = 0; first < chains; first += tile)
      body(first * n * 4, Math.min(tile, chains - first), (first / blockChains) * wasm.streamBytes());
  }

  function exchange(low: number): void {
    const [below, above] = [rungs[low], rungs[low + 1]];
    const [xBelow, xAbove] = [below, above].map(({ x }) => instance.floats(x, chains * n).slice());
    const logRatios = [
      [above.machine, xBelow, 1],
      [above.machine, xAbove, -1],
      [below.machine, xAbove, 1],
      [below.machine, xBelow, -1]
    ] as const;
    const sums = new Float64Array(chains);
    for (const [machine, x, sign] of logRatios)
      cOf(instance, machine, x).forEach((c, chain) => (sums[chain] += sign * c));
    const [atBelow, atAbove] = [below, above].map(({ x }) => instance.floats(x, chains * n));
    for (let chain = 0; chain < chains; chain++) {
      proposed[low]++;
      if (((wasm.nextWord(swaps) >>> 0) + 0.5) / 2 ** 32 >= Math.exp(sums[chain])) continue;
      accepted[low]++;
      const [from, to] = [chain * n, (chain + 1) * n];
      atBelow.set(xAbove.subarray(from, to), from);
      atAbove.set(xBelow.subarray(from, to), from);
    }
  }
}

function rungOf(instance: KernelInstance, machine: Machine, at: number, chains: number, seed: number): Rung {
  const { wasm } = instance;
  const { n, m } = machine;
  const stored = store(instance, machine);
  const prepared = instance.allocate(wasm.gibbsBytes(n, m));
  wasm.prepareGibbs(stored.theta, n, m, prepared);
  const blocks = Math.ceil(chains / blockChains);
  const bytes = wasm.streamBytes();
  const streams = instance.allocate(blocks * bytes);
  for (let block = 0; block < blocks; block++) wasm.seedStream(streams + block * bytes, seed, 0, at * 2 ** 20 + block);
  return { machine: stored, prepared, x: instance.allocate(chains * n * 4), streams };
}

/** c(x) of each row in nats, float32; takes its working space back. */
export function cOf(instance: KernelInstance, machine: Stored, rows: ArrayLike<number>): Float32Array {
  return instance.borrow(() => {
    const columns = writeColumns(instance, rows, machine.n);
    const out = instance.allocate(columns.padded * 4);
    writeC(instance, machine, columns, out);
    return instance.floats(out, columns.count).slice();
  });
}
