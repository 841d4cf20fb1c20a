import type { LangevinRequest, LangevinResult } from "../protocol.js";
import { sliceUnits, store } from "./c.js";
import { blockChains } from "./instance.js";
import type { KernelInstance } from "./instance.js";

/**
 * Gibbs–Langevin chains of a machine of the plane, every x kept: the sweep of the library's gibbsLangevinStep, sixteen
 * chains to a random stream. Yields the share that is done.
 */
export function* sampleLangevin(
  instance: KernelInstance,
  { machine, chains, steps, seed, start, move }: LangevinRequest
): Generator<number, LangevinResult> {
  const { n, m } = machine;
  const { wasm } = instance;
  const { theta } = store(instance, machine);
  const gibbs = instance.allocate(wasm.gibbsBytes(n, m));
  wasm.prepareGibbs(theta, n, m, gibbs);
  const scratch = instance.allocate(wasm.gibbsScratchBytes(n, m, blockChains));
  const x = instance.allocate(blockChains * n * 4);
  const stride = chains * n * 4;
  const out = instance.allocate(steps * stride);
  const { stepSize, innerSteps, corrected } = move;
  // The Langevin steps of a sweep are Gaussian, and so is their sum: see gibbsLangevinStep.
  const factor = (1 - stepSize) ** innerSteps;
  const spread = Math.sqrt((1 - factor ** 2) / (1 - stepSize / 2));
  const tilt = corrected ? stepSize / 4 : 0;
  const slice = Math.max(1, Math.floor(sliceUnits / (blockChains * m)));
  let accepted = 0;
  for (let first = 0; first < chains; first += blockChains) {
    const count = Math.min(blockChains, chains - first);
    const at = out + first * n * 4;
    const stream = instance.stream(seed, "sampling", first / blockChains);
    if (start) instance.floats(x, count * n).set(start.subarray(first * n, (first + count) * n));
    else wasm.startChains(theta, n, m, gibbs, stream, x, count, scratch);
    for (let done = 0; done < steps; done += slice) {
      const some = Math.min(slice, steps - done);
      const to = at + done * stride;
      accepted += wasm.langevinSteps(
        ...([theta, m, gibbs, stream, x, count, some, factor, spread, tilt, to, stride, scratch] as const)
      );
      yield (first + (count * (done + some)) / steps) / chains;
    }
  }
  return {
    steps,
    chains,
    n,
    x: instance.floats(out, steps * chains * n).slice(),
    acceptance: accepted / (steps * chains)
  };
}
