import type { Machine } from "../../rbm/model/machine.js";
import { checkBetas, weightsSummary } from "../../rbm/sampling/annealedImportance.js";
import type { LogPartitionEstimate } from "../../rbm/sampling/annealedImportance.js";
import { logPartitionOfBase, temperedMachine } from "../../rbm/sampling/temperedPath.js";
import type { AnnealRequest } from "../protocol.js";
import { tileRows } from "./batchContrast.js";
import { sliceUnits, store } from "./c.js";
import { blockChains } from "./instance.js";
import type { KernelInstance } from "./instance.js";
import { cOf } from "./replicas.js";

/**
 * Annealed importance sampling as the library defines it (annealedLogPartition, reverseAnnealedLogPartition): forward
 * from the base, or in reverse from draws of the machine. Weights are sums of differences of float32 c(x), each right to
 * 2e-6 of c. Yields the share that is done.
 */
export function* anneal(
  instance: KernelInstance,
  { machine, base, betas, chains, draws, seed }: AnnealRequest
): Generator<number, LogPartitionEstimate> {
  checkBetas(betas);
  const { wasm } = instance;
  const { n, m } = machine;
  const path = draws ? [...betas].reverse() : betas;
  const count = draws ? draws.length / n : chains;
  const x = instance.allocate(count * n * 4);
  const gibbs = instance.allocate(wasm.gibbsBytes(n, m));
  const scratch = instance.allocate(wasm.gibbsScratchBytes(n, m, Math.min(count, tileRows)));
  const bytes = wasm.streamBytes();
  const blocks = Math.ceil(count / blockChains);
  const streams = instance.allocate(blocks * bytes);
  for (let block = 0; block < blocks; block++) wasm.seedStream(streams + block * bytes, seed, 0, block);
  const logWeights = new Float64Array(count);

  if (draws) instance.floats(x, count * n).set(draws);
  else instance.borrow(() => start(temperedMachine(machine, base, path[0]).machine));
  let work = 0;
  for (let k = 0; k + 1 < path.length; k++) {
    const [now, next] = [path[k], path[k + 1]].map((beta) => temperedMachine(machine, base, beta));
    instance.borrow(() => {
      const rows = instance.floats(x, count * n).slice();
      const before = cOf(instance, store(instance, now.machine), rows);
      const stored = store(instance, next.machine);
      cOf(instance, stored, rows).forEach((c, chain) => {
        logWeights[chain] += c + next.logScale - before[chain] - now.logScale;
      });
      if (k + 2 === path.length) return;
      wasm.prepareGibbs(stored.theta, n, m, gibbs);
      forTiles((at, some, stream) =>
        wasm.gibbsSteps(stored.theta, n, m, gibbs, streams + stream, x + at, some, 1, 0, 0, scratch)
      );
    });
    if ((work += count * m * Math.max(3, n / 4)) < sliceUnits) continue;
    work = 0;
    yield k / path.length;
  }
  const { logMean, standardError, effectiveChains } = weightsSummary(logWeights);
  const logZ = logPartitionOfBase(base, n, m) + (draws ? -logMean : logMean);
  return { logZ, standardError, logWeights, effectiveChains };

  /** At β = 0 x does not depend on z, so that a first x is a draw from the base. */
  function start(easy: Machine): void {
    const { theta } = store(instance, easy);
    wasm.prepareGibbs(theta, n, m, gibbs);
    forTiles((at, some, stream) => wasm.startChains(theta, n, m, gibbs, streams + stream, x + at, some, scratch));
  }

  function forTiles(body: (at: number, some: number, stream: number) => void): void {
    const tile = n === 2 ? blockChains : tileRows;
    for (let first = 0; first < count; first += tile)
      body(first * n * 4, Math.min(tile, count - first), (first / blockChains) * bytes);
  }
}
