import type { CompleteRecipe } from "../../rbm/training/recipe.js";
import type { Stored } from "./c.js";
import { blockChains } from "./instance.js";
import type { KernelInstance } from "./instance.js";
import type { TemperedChains } from "./temperedChains.js";

/** Rows that are worked on at once: enough to use a table of sums often, few enough for the cache. */
export const tileRows = 128;

/** Where a gradient is added up: sums laid out as θ, and the moments of each visible unit. */
export interface GradientSums {
  readonly gradient: number;
  readonly moments: number;
}

/** Adds the gradient sums of a batch and its draws, n ≠ 2; Σ softplus of both, each a mean over its rows. */
export type BatchContrast = (batch: number, rows: number) => Generator<undefined, { given: number; drawn: number }>;

/** Working space of `rows` rows beside as many draws, and the calls on it. The machine is prepared by the caller. */
export function createTiles(instance: KernelInstance, { theta, n, m }: Stored, prepared: number, rows: number) {
  const { wasm } = instance;
  const half = wasm.paddedRows(rows);
  // Outer products read up to three numbers beyond the last row.
  const x = instance.allocate(2 * half * n * 4 + 16);
  const activations = instance.allocate(wasm.activationBytes(m, 2 * half));
  const space = instance.allocate(wasm.tileBytes(n, m, rows));
  const groupBytes = 2 * half * 32;

  return {
    /** where the draws begin */
    draws: x + half * n * 4,
    /** Copies rows to the tile and computes their activations. */
    load(from: number, count: number): void {
      const bytes = count * n * 4;
      new Uint8Array(wasm.memory.buffer).copyWithin(x, from, from + bytes);
      wasm.activate(prepared, n, m, x, count, activations, groupBytes, space);
    },
    /** The first Gibbs step of the draws starts at the rows loaded, the others where it left them. */
    draw(streams: number, count: number, steps: number): void {
      const [draws, theirs] = [x + half * n * 4, activations + half * 32];
      wasm.stepBatch(theta, n, m, prepared, streams, x, draws, count, activations, groupBytes, space);
      for (let step = 0; ; step++) {
        wasm.activate(prepared, n, m, draws, count, theirs, groupBytes, space);
        if (step === steps - 1) return;
        wasm.stepBatch(theta, n, m, prepared, streams, draws, draws, count, theirs, groupBytes, space);
      }
    },
    /** Σ softplus of the rows loaded, whose activations become scale · p(z|x). */
    weigh(count: number, scale: number): number {
      instance.floats(x, half * n).fill(0, count * n);
      return wasm.batchProbabilities(m, count, activations, groupBytes, 0, scale);
    },
    weighDraws(count: number, scale: number): number {
      instance.floats(x + half * n * 4, half * n).fill(0, count * n);
      return wasm.batchProbabilities(m, count, activations + half * 32, groupBytes, 0, scale);
    },
    /** Adds the outer products of what was weighed, and its moments. */
    add({ gradient, moments }: GradientSums, count: number, scale: number, withDraws: boolean): void {
      const draws = x + half * n * 4;
      const padded = wasm.paddedRows(count);
      if (withDraws && padded === half) wasm.addOuterProducts(n, m, x, 2 * half, activations, groupBytes, gradient);
      else {
        wasm.addOuterProducts(n, m, x, padded, activations, groupBytes, gradient);
        if (withDraws) wasm.addOuterProducts(n, m, draws, padded, activations + half * 32, groupBytes, gradient);
      }
      wasm.addMoments(theta, n, x, count, 0, scale, moments);
      if (withDraws) wasm.addMoments(theta, n, draws, count, 0, -scale, moments);
    }
  };
}

export function createBatchContrast(
  instance: KernelInstance,
  stored: Stored,
  prepared: number,
  sums: GradientSums,
  { recipe, batchSize, tempered }: { recipe: CompleteRecipe; batchSize: number; tempered: TemperedChains | null }
): BatchContrast {
  const { wasm } = instance;
  const { theta, n, m } = stored;
  const most = Math.min(tileRows, batchSize);
  const tiles = createTiles(instance, stored, prepared, most);
  const streams = streamsOf(instance, recipe.seed, Math.ceil(batchSize / blockChains));
  const streamBytes = wasm.streamBytes();
  const chains = recipe.chains === "data" ? null : chainsThatPersist();

  return function* (batch, rows) {
    wasm.prepareGibbs(theta, n, m, prepared);
    let [given, drawn] = [0, 0];
    for (let first = 0; first < rows; first += most) {
      const count = Math.min(most, rows - first);
      tiles.load(batch + first * n * 4, count);
      if (!chains) tiles.draw(streams + (first / blockChains) * streamBytes, count, recipe.k);
      given += tiles.weigh(count, 1 / rows);
      if (!chains) drawn += tiles.weighDraws(count, -1 / rows);
      tiles.add(sums, count, 1 / rows, !chains);
      yield;
    }
    return { given: given / rows, drawn: chains ? yield* chains() : drawn / rows };
  };

  /** Chains that continue from update to update, by Gibbs steps of their own or tempered. Returns the mean of Σ softplus. */
  function chainsThatPersist() {
    const count = recipe.chainCount ?? batchSize;
    const x = tempered?.x ?? instance.allocate(count * n * 4);
    const theirStreams = streamsOf(instance, recipe.seed, tempered ? 0 : Math.ceil(count / blockChains));
    const width = Math.min(tileRows, count);
    const theirs = createTiles(instance, stored, prepared, width);
    const scratch = instance.allocate(wasm.gibbsScratchBytes(n, m, width));
    let started = false;
    function move(first: number, some: number): void {
      const [at, streamsAt] = [x + first * n * 4, theirStreams + (first / blockChains) * streamBytes];
      if (!started) wasm.startChains(theta, n, m, prepared, streamsAt, at, some, scratch);
      const steps = started ? recipe.k : recipe.k - 1;
      if (steps > 0) wasm.gibbsSteps(theta, n, m, prepared, streamsAt, at, some, steps, 0, 0, scratch);
    }
    return function* (): Generator<undefined, number> {
      if (tempered) yield* tempered.draw();
      let softplus = 0;
      for (let first = 0; first < count; first += width) {
        const some = Math.min(width, count - first);
        if (!tempered) move(first, some);
        theirs.load(x + first * n * 4, some);
        softplus += theirs.weigh(some, -1 / count);
        theirs.add(sums, some, -1 / count, false);
        yield;
      }
      started = true;
      return softplus / count;
    };
  }
}

/** Streams of a run's training, one after the other in memory, each for 16 rows. */
export function streamsOf(instance: KernelInstance, seed: number, count: number): number {
  const { wasm } = instance;
  const bytes = wasm.streamBytes();
  const at = instance.allocate(count * bytes);
  for (let block = 0; block < count; block++) wasm.seedStream(at + block * bytes, seed, 1, block);
  return at;
}
