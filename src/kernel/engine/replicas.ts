import type { Machine } from "../../rbm/model/machine.js";
import type { ReplicaRequest, ReplicaResult } from "../protocol.js";
import { sliceUnits, writeC, writeColumns } from "./c.js";
import type { Stored } from "./c.js";
import { tileRows } from "./batchContrast.js";
import { blockChains } from "./instance.js";
import type { KernelInstance } from "./instance.js";

interface Rung {
  readonly theta: number;
  /** hidden units that are drawn: none if W is 0, since x does not depend on them */
  m: number;
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
  const { ladder, chains, steps } = request;
  const { n } = ladder[0];
  const replicas = createReplicas(instance, request);
  const out = new Float32Array(steps * chains * n);
  for (let step = 0; step < steps; step++) {
    const moving = replicas.step();
    while (!moving.next().done) yield step / steps;
    out.set(instance.floats(replicas.x, chains * n), step * chains * n);
  }
  return { steps, chains, n, x: out, acceptance: replicas.acceptance() };
}

/** Replicas in the kernel's memory. */
export interface Replicas {
  /** the last rung's x, (chains, n) */
  readonly x: number;
  /** One step of every replica and the exchanges after it; it yields within a long one. */
  step(): Generator<undefined, void>;
  /** Other machines from now on, as many as before and of the same sizes: the library's setLadder. */
  setLadder(ladder: readonly Machine[]): void;
  acceptance(): number[];
}

/** What decides replicas, and the random streams that are theirs. */
export interface ReplicaOptions extends Omit<ReplicaRequest, "steps" | "start"> {
  /** where the replicas start; "easy end": all of them with draws from the first rung */
  readonly start?: ReplicaRequest["start"] | "easy end";
  readonly purpose?: "sampling" | "training";
}

export function createReplicas(
  instance: KernelInstance,
  { ladder, chains, seed, start = null, offers = 1, purpose = "sampling" }: ReplicaOptions
): Replicas {
  const { wasm } = instance;
  const { n } = ladder[0];
  const scratch = instance.allocate(
    Math.max(...ladder.map(({ m }) => wasm.gibbsScratchBytes(n, m, Math.min(chains, tileRows))))
  );
  const most = Math.max(...ladder.map(({ m }) => m));
  /** chains that exchange in one pass */
  const pass = Math.max(16, Math.floor(sliceUnits / (most * Math.max(3, n / 16)) / 16) * 16);
  const passBytes = wasm.exchangeBytes(n, Math.min(pass, chains));
  const work = instance.allocate(Math.ceil(chains / pass) * passBytes);
  const rungs = ladder.map((machine, at) => {
    const rung = emptyRung(instance, machine, chains);
    for (let block = 0; block * blockChains < chains; block++) seedBlock(rung.streams, block, at * 2 ** 20 + block);
    setMachine(instance, rung, machine);
    return rung;
  });
  // The order of a training's data has the stream that exchanges have elsewhere.
  const swaps = purpose === "sampling" ? instance.stream(seed, "order") : instance.stream(seed, "order", 1);
  const accepted = new Float64Array(ladder.length - 1);
  const proposed = new Float64Array(ladder.length - 1);
  /** whether an exchange finds the upper rung as the one before left it */
  const still = rungs.length === 2;
  let turn = 0;
  let spent = 0;
  rungs.forEach((rung, at) => {
    if (start === "easy end") toEnd(startAnew(rungs[0], rung));
    else if (start) instance.floats(rung.x, chains * n).set(start.subarray(at * chains * n, (at + 1) * chains * n));
    else toEnd(startAnew(rung));
  });

  return {
    x: rungs[rungs.length - 1].x,
    *step() {
      for (const rung of rungs) if (rung.m > 0) yield* draw(rung);
      for (let offer = 0; offer < offers; offer++) {
        for (const rung of rungs) if (rung.m === 0) yield* startAnew(rung);
        const known = still && offer > 0 && rungs[1].m > 0;
        for (let low = turn; low + 1 < rungs.length; low += 2) yield* exchange(low, known);
        if (rungs.length > 2) turn = 1 - turn;
      }
    },
    setLadder(next) {
      for (const [at, machine] of next.entries()) setMachine(instance, rungs[at], machine);
    },
    acceptance: () => Array.from(accepted, (count, at) => (proposed[at] > 0 ? count / proposed[at] : 0))
  };

  function seedBlock(streams: number, block: number, of: number): void {
    wasm.seedStream(streams + block * wasm.streamBytes(), seed, purpose === "sampling" ? 0 : 1, of);
  }

  function draw({ theta, m, prepared, x, streams }: Rung): Generator<undefined, void> {
    return forTiles(m, (at, some, stream) =>
      wasm.gibbsSteps(theta, n, m, prepared, streams + stream, x + at, some, 1, 0, 0, scratch)
    );
  }

  /** x given z ~ Bernoulli(½): where x does not depend on z, a draw of the rung's own density. */
  function startAnew({ theta, m, prepared, ...own }: Rung, { x, streams } = own): Generator<undefined, void> {
    return forTiles(m, (at, some, stream) =>
      wasm.startChains(theta, n, m, prepared, streams + stream, x + at, some, scratch)
    );
  }

  /** In the plane by blocks of one stream, otherwise by tiles of several; byte offsets of x and of the streams. */
  function* forTiles(m: number, body: (at: number, some: number, stream: number) => void): Generator<undefined, void> {
    const tile = n === 2 ? blockChains : tileRows;
    for (let first = 0; first < chains; first += tile) {
      const some = Math.min(tile, chains - first);
      body(first * n * 4, some, (first / blockChains) * wasm.streamBytes());
      if (isLong(some * (m + 1) * Math.max(1, n / 16))) yield;
    }
  }

  /** @param known whether the upper rung has not moved since the last exchange of this pair */
  function* exchange(low: number, known: boolean): Generator<undefined, void> {
    const [p, q] = [rungs[low], rungs[low + 1]];
    for (let first = 0; first < chains; first += pass) {
      const some = Math.min(pass, chains - first);
      const [below, above] = [p.x + first * n * 4, q.x + first * n * 4];
      accepted[low] += wasm.exchange(
        ...([p.theta, p.m, p.inverses, q.theta, q.m, q.inverses] as const),
        ...([n, below, above, some, swaps, work + (first / pass) * passBytes, known] as const)
      );
      if (isLong(some * (p.m + q.m) * Math.max(2, n / 16))) yield;
    }
    proposed[low] += chains;
  }

  /** Counts unit evaluations; whether a slice of work is full. */
  function isLong(units: number): boolean {
    if ((spent += units) < sliceUnits) return false;
    spent = 0;
    return true;
  }
}

function toEnd(steps: Generator<undefined, void>): void {
  while (!steps.next().done);
}

/** Room for a machine as large as the one given, and for its replicas. */
function emptyRung(instance: KernelInstance, { n, m }: Machine, chains: number): Rung {
  const { wasm } = instance;
  return {
    m,
    theta: instance.allocate(wasm.thetaLength(n, m) * 4),
    prepared: instance.allocate(wasm.gibbsBytes(n, m)),
    inverses: instance.allocate(n * 4),
    x: instance.allocate(chains * n * 4),
    streams: instance.allocate(Math.ceil(chains / blockChains) * wasm.streamBytes())
  };
}

/** Without its hidden units if W is 0: x does not depend on them. */
function setMachine(instance: KernelInstance, rung: Rung, given: Machine): void {
  const { wasm } = instance;
  const { n } = given;
  const coupled = given.W.some((weight) => weight !== 0);
  const machine = coupled ? given : { ...given, m: 0, W: given.W.subarray(0, 0), d: given.d.subarray(0, 0) };
  rung.m = machine.m;
  instance.setMachine(rung.theta, machine);
  wasm.prepareGibbs(rung.theta, n, rung.m, rung.prepared);
  wasm.inverseVariances(rung.theta, n, rung.inverses);
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
