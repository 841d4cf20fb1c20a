import type { Machine } from "../../rbm/model/machine.js";
import type { ReplicaRequest, ReplicaResult } from "../protocol.js";
import { sliceUnits, store, writeC, writeColumns } from "./c.js";
import type { Stored } from "./c.js";
import { tileRows } from "./batchContrast.js";
import { blockChains } from "./instance.js";
import type { KernelInstance } from "./instance.js";

interface Rung {
  /** hidden units that are drawn: none if W is 0, since x does not depend on them */
  readonly machine: Stored;
  readonly prepared: number;
  readonly inverses: number;
  /** the replicas' x, (chains, n) */
  readonly x: number;
  readonly streams: number;
}

/**
 * Replica exchange (Swendsen and Wang, 1986) along a ladder of machines, the last of them the one wanted: tempered ones
 * (parallel tempering) or snapshots of a training (trajectory tempering, Béreux et al., 2024). The step is
 * createReplicaChains's, the library's. Yields the share that is done.
 */
export function* sampleReplicas(instance: KernelInstance, request: ReplicaRequest): Generator<number, ReplicaResult> {
  const { ladder, chains, steps, offers = 1 } = request;
  const { n } = ladder[0];
  const replicas = createReplicas(instance, request);
  const out = new Float32Array(steps * chains * n);
  const work = ladder.reduce((sum, { m }) => sum + m, 0) * chains * Math.max(3, n / 16) * offers;
  const slice = Math.max(1, Math.floor(sliceUnits / work));
  for (let step = 0; step < steps; step++) {
    replicas.step();
    out.set(instance.floats(replicas.x, chains * n), step * chains * n);
    if ((step + 1) % slice === 0) yield step / steps;
  }
  return { steps, chains, n, x: out, acceptance: replicas.acceptance() };
}

/** Replicas in the kernel's memory. */
interface Replicas {
  /** the last rung's x, (chains, n) */
  readonly x: number;
  step(): void;
  acceptance(): number[];
}

function createReplicas(
  instance: KernelInstance,
  { ladder, chains, seed, start = null, offers = 1 }: Omit<ReplicaRequest, "steps">
): Replicas {
  const { wasm } = instance;
  const { n } = ladder[0];
  const scratch = instance.allocate(
    Math.max(...ladder.map(({ m }) => wasm.gibbsScratchBytes(n, m, Math.min(chains, tileRows))))
  );
  const work = instance.allocate(wasm.exchangeBytes(n, chains));
  const rungs = ladder.map((machine, at) => rungOf(instance, machine, at, chains, seed));
  const swaps = instance.stream(seed, "order");
  const accepted = new Float64Array(ladder.length - 1);
  const proposed = new Float64Array(ladder.length - 1);
  /** whether an exchange finds the upper rung as the one before left it */
  const still = rungs.length === 2 && rungs[1].machine.m > 0;
  let turn = 0;
  rungs.forEach((rung, at) => {
    if (start) instance.floats(rung.x, chains * n).set(start.subarray(at * chains * n, (at + 1) * chains * n));
    else startAnew(rung);
  });

  return {
    x: rungs[rungs.length - 1].x,
    step() {
      for (const rung of rungs) if (rung.machine.m > 0) draw(rung);
      for (let offer = 0; offer < offers; offer++) {
        for (const rung of rungs) if (rung.machine.m === 0) startAnew(rung);
        for (let low = turn; low + 1 < rungs.length; low += 2) exchange(low, still && offer > 0);
        if (rungs.length > 2) turn = 1 - turn;
      }
    },
    acceptance: () => Array.from(accepted, (count, at) => (proposed[at] > 0 ? count / proposed[at] : 0))
  };

  function draw({ machine: { theta, m }, prepared, x, streams }: Rung): void {
    forTiles((at, some, stream) =>
      wasm.gibbsSteps(theta, n, m, prepared, streams + stream, x + at, some, 1, 0, 0, scratch)
    );
  }

  /** x given z ~ Bernoulli(½): where x does not depend on z, a draw of the rung's own density. */
  function startAnew({ machine: { theta, m }, prepared, x, streams }: Rung): void {
    forTiles((at, some, stream) => wasm.startChains(theta, n, m, prepared, streams + stream, x + at, some, scratch));
  }

  /** In the plane by blocks of one stream, otherwise by tiles of several; byte offsets of x and of the streams. */
  function forTiles(body: (at: number, some: number, stream: number) => void): void {
    const tile = n === 2 ? blockChains : tileRows;
    for (let first = 0; first < chains; first += tile)
      body(first * n * 4, Math.min(tile, chains - first), (first / blockChains) * wasm.streamBytes());
  }

  /** @param known whether the upper rung has not moved since the last exchange of this pair */
  function exchange(low: number, known: boolean): void {
    const [below, above] = [rungs[low], rungs[low + 1]];
    const [p, q] = [below.machine, above.machine];
    proposed[low] += chains;
    accepted[low] += wasm.exchange(
      ...([p.theta, p.m, below.inverses, q.theta, q.m, above.inverses] as const),
      ...([n, below.x, above.x, chains, swaps, work, known] as const)
    );
  }
}

function rungOf(instance: KernelInstance, given: Machine, at: number, chains: number, seed: number): Rung {
  const { wasm } = instance;
  const { n } = given;
  const machine = given.W.some((weight) => weight !== 0)
    ? given
    : { ...given, m: 0, W: given.W.subarray(0, 0), d: given.d.subarray(0, 0) };
  const stored = store(instance, machine);
  const prepared = instance.allocate(wasm.gibbsBytes(n, machine.m));
  wasm.prepareGibbs(stored.theta, n, machine.m, prepared);
  const inverses = instance.allocate(n * 4);
  wasm.inverseVariances(stored.theta, n, inverses);
  const blocks = Math.ceil(chains / blockChains);
  const bytes = wasm.streamBytes();
  const streams = instance.allocate(blocks * bytes);
  for (let block = 0; block < blocks; block++) wasm.seedStream(streams + block * bytes, seed, 0, at * 2 ** 20 + block);
  return { machine: stored, prepared, inverses, x: instance.allocate(chains * n * 4), streams };
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
