import { sliceUnits, store } from "./c.js";
import { tileRows } from "./batchContrast.js";
import { blockChains } from "./instance.js";
import type { KernelInstance } from "./instance.js";
import type { SampleBlocksRequest } from "../protocol.js";

/** Unit evaluations between two steps that all chains have done: about a twentieth of a second. */
const roundUnits = 100 * sliceUnits;

/** How far a sampling is. */
export interface SamplingSoFar {
  /** the share that is done, from 0 to 1 */
  readonly done: number;
  /** steps that every chain has done */
  readonly steps: number;
  /** A copy of x at the steps [first, end), (end − first, chains, n) row-major; end at most `steps`. */
  rows(first: number, end: number): Float32Array<ArrayBuffer>;
}

/**
 * Gibbs chains, every x kept: (steps, chains, n) row-major. Given z, the visible units are independent: to clamp some,
 * they are set back after each step. Sixteen chains share one random stream, chosen by
 * their place among all chains, so that a chain is the same whichever worker runs it.
 * @yields how far it is; the object is the same each time
 */
export function* sampleBlocks(
  instance: KernelInstance,
  request: SampleBlocksRequest
): Generator<SamplingSoFar, Float32Array<ArrayBuffer>> {
  const { machine, chains, steps, seed, firstChain, start, fixed } = request;
  const { n, m } = machine;
  const { wasm } = instance;
  return yield* instance.borrowing(function* () {
    const { theta } = store(instance, machine);
    const gibbs = instance.allocate(wasm.gibbsBytes(n, m));
    wasm.prepareGibbs(theta, n, m, gibbs);
    // In the plane a block is worked on alone; otherwise several, so that tables of sums are used by all their chains.
    const tile = n === 2 ? blockChains : tileRows;
    const scratch = instance.allocate(wasm.gibbsScratchBytes(n, m, Math.min(tile, chains)));
    const x = instance.allocate(chains * n * 4);
    const stride = chains * n * 4;
    const out = instance.allocate(steps * stride);
    const streamBytes = wasm.streamBytes();
    const streams = instance.allocate(Math.ceil(chains / blockChains) * streamBytes);
    const streamOf = (first: number): number => streams + (first / blockChains) * streamBytes;
    for (let first = 0; first < chains; first += blockChains)
      wasm.seedStream(streamOf(first), seed, 0, (firstChain + first) / blockChains);
    const soFar = {
      done: 0,
      steps: 0,
      rows: (first: number, end: number) => instance.floats(out + first * stride, (end - first) * chains * n).slice()
    };
    const unitsOf = (rows: number): number => rows * m * Math.max(1, n / 16);
    const slice = Math.max(1, Math.floor(sliceUnits / unitsOf(tile)));
    const round = Math.min(slice, Math.max(1, Math.floor(roundUnits / unitsOf(chains))));
    if (start) instance.floats(x, chains * n).set(start.subarray(0, chains * n));
    let work = 0;
    while (soFar.steps < steps) {
      const from = soFar.steps;
      const until = Math.min(steps, from + round);
      for (let first = 0; first < chains; first += tile) {
        const count = Math.min(tile, chains - first);
        advance(first, count, from, until);
        work += unitsOf(count) * (until - from);
        if (work < sliceUnits || first + count === chains) continue;
        work = 0;
        soFar.done = (from + ((until - from) * (first + count)) / chains) / steps;
        yield soFar;
      }
      soFar.steps = until;
      soFar.done = until / steps;
      yield soFar;
    }
    return soFar.rows(0, steps);

    /** Takes the chains of a tile from one step to another. */
    function advance(first: number, count: number, from: number, until: number): void {
      const at = x + first * n * 4;
      const stream = streamOf(first);
      let done = from;
      if (done === 0 && !start) {
        wasm.startChains(theta, n, m, gibbs, stream, at, count, scratch);
        instance.floats(out + first * n * 4, count * n).set(instance.floats(at, count * n));
        done = 1;
      }
      while (done < until) {
        const some = fixed ? 1 : until - done;
        const to = out + first * n * 4 + done * stride;
        wasm.gibbsSteps(theta, n, m, gibbs, stream, at, count, some, to, stride, scratch);
        if (fixed && start) {
          const given = start.subarray(first * n, (first + count) * n);
          for (const values of [instance.floats(at, count * n), instance.floats(to, count * n)])
            for (let i = 0; i < values.length; i++) if (fixed[i % n]) values[i] = given[i];
        }
        done += some;
      }
    }
  });
}
