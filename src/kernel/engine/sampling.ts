import { sliceUnits, store } from "./c.js";
import { tileRows } from "./batchContrast.js";
import { blockChains } from "./instance.js";
import type { KernelInstance } from "./instance.js";
import type { SampleBlocksRequest } from "../protocol.js";

/**
 * Gibbs chains, every x kept: (steps, chains, n) row-major. Given z, the visible units are independent: to clamp some,
 * they are set back after each step. Sixteen chains share one random stream, chosen by
 * their place among all chains, so that a chain is the same whichever worker runs it.
 * @yields the share that is done, from 0 to 1
 */
export function* sampleBlocks(instance: KernelInstance, request: SampleBlocksRequest): Generator<number, Float32Array> {
  const { machine, chains, steps, seed, firstChain, start, fixed } = request;
  const { n, m } = machine;
  const { wasm } = instance;
  return yield* instance.borrowing(function* () {
    const { theta } = store(instance, machine);
    const gibbs = instance.allocate(wasm.gibbsBytes(n, m));
    wasm.prepareGibbs(theta, n, m, gibbs);
    // In the plane a block is worked on alone; otherwise several, so that tables of sums are used by all their chains.
    const tile = n === 2 ? blockChains : tileRows;
    const width = Math.min(tile, chains);
    const scratch = instance.allocate(wasm.gibbsScratchBytes(n, m, width));
    const x = instance.allocate(width * n * 4);
    const stride = chains * n * 4;
    const out = instance.allocate(steps * stride);
    const streamBytes = wasm.streamBytes();
    const streams = instance.allocate((tile / blockChains) * streamBytes);
    const slice = Math.max(1, Math.floor(sliceUnits / (tile * m * Math.max(1, n / 16))));
    for (let first = 0; first < chains; first += tile) {
      const count = Math.min(tile, chains - first);
      const at = out + first * n * 4;
      for (let block = 0; block * blockChains < count; block++)
        wasm.seedStream(streams + block * streamBytes, seed, 0, (firstChain + first) / blockChains + block);
      let done = 0;
      if (start) instance.floats(x, count * n).set(start.subarray(first * n, (first + count) * n));
      else {
        wasm.startChains(theta, n, m, gibbs, streams, x, count, scratch);
        instance.floats(at, count * n).set(instance.floats(x, count * n));
        done = 1;
      }
      while (done < steps) {
        const some = fixed ? 1 : Math.min(slice, steps - done);
        wasm.gibbsSteps(theta, n, m, gibbs, streams, x, count, some, at + done * stride, stride, scratch);
        if (fixed && start) {
          const given = start.subarray(first * n, (first + count) * n);
          for (const values of [instance.floats(x, count * n), instance.floats(at + done * stride, count * n)])
            for (let i = 0; i < values.length; i++) if (fixed[i % n]) values[i] = given[i];
        }
        done += some;
        if (!fixed || done % slice === 0) yield (first + (count * done) / steps) / chains;
      }
    }
    return instance.floats(out, steps * chains * n).slice();
  });
}
