import { sliceUnits, store } from "./c.js";
import { blockChains } from "./instance.js";
import type { KernelInstance } from "./instance.js";
import type { SampleBlocksRequest } from "../protocol.js";

/**
 * Gibbs chains, every x kept: (steps, chains, n) row-major. Sixteen chains share one random stream, chosen by
 * their place among all chains, so that a chain is the same whichever worker runs it.
 */
export function* sampleBlocks(
  instance: KernelInstance,
  request: SampleBlocksRequest
): Generator<undefined, Float32Array> {
  const { machine, chains, steps, seed, firstChain, start } = request;
  const { n, m } = machine;
  const { wasm } = instance;
  return yield* instance.borrowing(function* () {
    const { theta } = store(instance, machine);
    const gibbs = instance.allocate(wasm.gibbsBytes(n, m));
    wasm.prepareGibbs(theta, n, m, gibbs);
    const scratch = instance.allocate(wasm.gibbsScratchBytes(n, m, blockChains));
    const x = instance.allocate(blockChains * n * 4);
    const stride = chains * n * 4;
    const out = instance.allocate(steps * stride);
    const stream = instance.allocate(wasm.streamBytes());
    const slice = Math.max(1, Math.floor(sliceUnits / (blockChains * m)));
    for (let first = 0; first < chains; first += blockChains) {
      const count = Math.min(blockChains, chains - first);
      const at = out + first * n * 4;
      wasm.seedStream(stream, seed, 0, (firstChain + first) / blockChains);
      let done = 0;
      if (start) instance.floats(x, count * n).set(start.subarray(first * n, (first + count) * n));
      else {
        wasm.startChains(theta, n, m, gibbs, stream, x, count, scratch);
        instance.floats(at, count * n).set(instance.floats(x, count * n));
        done = 1;
      }
      while (done < steps) {
        const some = Math.min(slice, steps - done);
        wasm.gibbsSteps(theta, n, m, gibbs, stream, x, count, some, at + done * stride, stride, scratch);
        done += some;
        yield;
      }
    }
    return instance.floats(out, steps * chains * n).slice();
  });
}
