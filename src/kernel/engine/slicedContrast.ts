import type { CompleteRecipe } from "../../rbm/training/recipe.js";
import type { Stored } from "./c.js";
import { createTiles, streamsOf, tileRows } from "./batchContrast.js";
import type { BatchContrast, GradientSums } from "./batchContrast.js";
import { blockChains } from "./instance.js";
import type { KernelInstance } from "./instance.js";

/** What the workers that share a run send each other: the sums of their slices, once an update. */
export interface Exchange {
  /** this worker's place among `workers`; both are powers of 2 that divide the slices, but for the place */
  readonly worker: number;
  readonly workers: number;
  /** Sends this worker's sums to the others. */
  send(sums: ArrayBuffer): void;
  /** The others' sums of the update sent last, by their places, this worker's being null; null until all have come. */
  receive(): readonly (ArrayBuffer | null)[] | null;
}

/** A worker that trains alone. */
const alone: Exchange = { worker: 0, workers: 1, send: () => {}, receive: () => [null] };

/** Rows of a slice: whole vectors, so that as few as possible are filled up. */
function sliceRowsOf(batchSize: number, slices: number): number {
  return Math.ceil(batchSize / slices / 4) * 4;
}

/**
 * Contrastive divergence whose batches are cut into slices of one size, each with random streams and sums of its own.
 * The sums are added in pairs, then pairs of pairs. A worker holds whole branches of that tree, so the result does not
 * depend on how many workers there are.
 * @param slices a power of 2, at least 2
 */
export function createSlicedContrast(
  instance: KernelInstance,
  stored: Stored,
  prepared: number,
  sums: GradientSums,
  { recipe, batchSize, slices }: { recipe: CompleteRecipe; batchSize: number; slices: number },
  exchange: Exchange = alone
): BatchContrast {
  const { wasm } = instance;
  const { theta, n, m } = stored;
  const sliceRows = sliceRowsOf(batchSize, slices);
  const tiles = createTiles(instance, stored, prepared, Math.min(tileRows, sliceRows));
  const width = Math.min(tileRows, sliceRows);
  const blocks = Math.ceil(sliceRows / blockChains);
  const streams = streamsOf(instance, recipe.seed, blocks * slices);
  const length = wasm.thetaLength(n, m);

  // Sums lie together, as they are sent: Σ softplus of data and draws, the moments, all float64, then the gradient.
  const momentBytes = n * 16;
  const bytes = 16 + momentBytes + length * 4;
  const stride = Math.ceil(bytes / 64) * 64;
  const own = slices / exchange.workers;
  const leaves = instance.allocate(stride * Math.max(own, exchange.workers));
  const leaf = (at: number) => leaves + at * stride;

  /** The sums of one slice into `to`. */
  function* sumSlice(slice: number, batch: number, rows: number, to: number): Generator<undefined, void> {
    new Uint8Array(wasm.memory.buffer, to, bytes).fill(0);
    const into = { moments: to + 16, gradient: to + 16 + momentBytes };
    const begin = slice * sliceRows;
    let [given, drawn] = [0, 0];
    for (let first = begin; first < Math.min(rows, begin + sliceRows); first += width) {
      const count = Math.min(width, rows - first, begin + sliceRows - first);
      const block = slice * blocks + (first - begin) / blockChains;
      tiles.load(batch + first * n * 4, count);
      tiles.draw(streams + block * wasm.streamBytes(), count, recipe.k);
      given += tiles.weigh(count, 1 / rows);
      drawn += tiles.weighDraws(count, -1 / rows);
      tiles.add(into, count, 1 / rows, true);
      yield;
    }
    instance.doubles(to, 2).set([given, drawn]);
  }

  /** Adds up the first `count` leaves in pairs, pairs of pairs and so on, into the first. */
  function addPairs(count: number): void {
    for (let apart = 1; apart < count; apart *= 2)
      for (let at = 0; at + apart < count; at += 2 * apart) {
        const to = instance.doubles(leaf(at), 2 + 2 * n);
        const from = instance.doubles(leaf(at + apart), 2 + 2 * n);
        from.forEach((value, k) => (to[k] += value));
        const gradient = 16 + momentBytes;
        wasm.addFloats(leaf(at) + gradient, leaf(at + apart) + gradient, length);
      }
  }

  return function* (batch, rows) {
    wasm.prepareGibbs(theta, n, m, prepared);
    for (let at = 0; at < own; at++) yield* sumSlice(exchange.worker * own + at, batch, rows, leaf(at));
    addPairs(own);
    if (exchange.workers > 1) {
      const mine = wasm.memory.buffer.slice(leaf(0), leaf(0) + bytes);
      exchange.send(mine);
      let others: readonly (ArrayBuffer | null)[] | null;
      while (!(others = exchange.receive())) yield;
      others.forEach((theirs, worker) =>
        new Uint8Array(wasm.memory.buffer, leaf(worker), bytes).set(new Uint8Array(theirs ?? mine))
      );
      addPairs(exchange.workers);
    }
    const memory = new Uint8Array(wasm.memory.buffer);
    memory.copyWithin(sums.moments, leaf(0) + 16, leaf(0) + 16 + momentBytes);
    memory.copyWithin(sums.gradient, leaf(0) + 16 + momentBytes, leaf(0) + bytes);
    const [given, drawn] = instance.doubles(leaf(0), 2);
    return { given: given / rows, drawn: drawn / rows };
  };
}
