import type { CompleteRecipe } from "../../rbm/training/recipe.js";
import { sliceUnits } from "./c.js";
import type { Stored } from "./c.js";
import { blockChains } from "./instance.js";
import type { KernelInstance } from "./instance.js";
import type { Phase } from "./phase.js";
import type { TemperedChains } from "./temperedChains.js";

/** What the phase works with: the batch in memory, the machine's Gibbs tables and chains of its own, if it has any. */
export interface DrawnPhaseOptions {
  readonly recipe: CompleteRecipe;
  readonly batch: number;
  readonly batchSize: number;
  readonly prepared: number;
  readonly tempered: TemperedChains | null;
}

/**
 * The negative phase of contrastive divergence, n = 2: draws near a batch of `rows` rows, or of chains that go on from
 * update to update. Returns the mean of Σ softplus.
 */
export function createDrawnPhase(
  instance: KernelInstance,
  { theta, n, m }: Stored,
  phase: Phase,
  moments: number,
  { recipe, batch, batchSize, prepared, tempered }: DrawnPhaseOptions
): (rows: number) => Generator<undefined, number> {
  const { wasm } = instance;
  const chainCount = recipe.chainCount ?? batchSize;
  const persistent = recipe.chains === "persistent";
  const draws = tempered?.x ?? instance.allocate(Math.max(batchSize, persistent ? chainCount : 0) * n * 4);
  const scratch = instance.allocate(wasm.gibbsScratchBytes(n, m, blockChains));
  const stream = instance.stream(recipe.seed, "training");
  let started = false;

  /** Draws k Gibbs steps away from the batch, of `count` rows, or from the draws of the last update. */
  function* gibbsDraws(count: number): Generator<undefined, void> {
    wasm.prepareGibbs(theta, n, m, prepared);
    const first = persistent && !started;
    started = true;
    if (!persistent) instance.floats(draws, count * n).set(instance.floats(batch, count * n));
    let work = 0;
    for (let from = 0; from < count; from += blockChains) {
      const chains = Math.min(blockChains, count - from);
      const at = draws + from * n * 4;
      if (first) wasm.startChains(theta, n, m, prepared, stream, at, chains, scratch);
      const wanted = first ? recipe.k - 1 : recipe.k;
      const slice = Math.max(1, Math.floor(sliceUnits / (chains * m)));
      for (let done = 0; done < wanted; done += slice) {
        const steps = Math.min(slice, wanted - done);
        wasm.gibbsSteps(theta, n, m, prepared, stream, at, chains, steps, 0, 0, scratch);
        if ((work += steps * chains * m) > sliceUnits) {
          work = 0;
          yield;
        }
      }
    }
  }

  return function* (rows) {
    const count = recipe.chains === "data" ? rows : chainCount;
    yield* tempered ? tempered.draw() : gibbsDraws(count);
    const softplus = yield* phase(draws, count, 0, -1 / count);
    wasm.addMoments(theta, n, draws, count, 0, -1 / count, moments);
    return softplus / count;
  };
}
