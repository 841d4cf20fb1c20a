// Gibbs sampling: z given x, then x given z, for a tile of chains at once.

import { batchMeanOfRow, batchScratchBytes, batchSteps, startBatch } from "../batch/index";
import { noiseBytes } from "../batch/tile";
import { normals } from "../elementary";
import { paddedHidden, weightsOf } from "../machine";
import { fillWords, nextWord } from "../random";
import { deviationsOf, rangeAt, usesTables, WIDE_RANGE } from "./prepared";
import { stepByMasks } from "./stepByMasks";
import { stepByTables } from "./stepByTables";
import { addUnit, stepInDoubles } from "./stepInDoubles";

/** Greatest |log2 e^(a/2)| that the fixed-point form holds without clamping. */
const RANGE: f32 = 94;

/** Bytes of working space for a tile of chains. */
export function gibbsScratchBytes(n: i32, m: i32, chains: i32): usize {
  if (n != 2) return batchScratchBytes(n, m, chains);
  const groups = <usize>(paddedHidden(m) >> 3);
  return 64 + noiseBytes(n, chains) * 2 + <usize>wordChains(<i32>groups, chains) * groups * 16 + groups * 16 + groups * 32;
}

/** Chains whose random words are made at once: as many as keep them in the nearest cache. */
// @ts-ignore: decorator
@inline
export function wordChains(groups: i32, chains: i32): i32 {
  return max(1, min(chains, 512 / groups));
}

/** Draws x given z ~ Bernoulli(½) for each chain of a tile; `scratch` has gibbsScratchBytes. */
export function startChains(
  theta: usize,
  n: i32,
  m: i32,
  prepared: usize,
  state: usize,
  x: usize,
  chains: i32,
  scratch: usize
): void {
  if (n != 2) return startBatch(theta, n, m, prepared, state, x, chains, scratch);
  const mp = paddedHidden(m);
  const W = weightsOf(theta, n, m);
  const noise = drawNoise(n, state, chains, scratch);
  for (let c = 0; c < chains; c++) {
    const row = x + <usize>(c * n) * 4;
    memory.copy(row, theta, <usize>n << 2);
    for (let j = 0; j < m; j += 32) {
      let word = nextWord(state);
      for (let unit = j; unit < min(j + 32, m); unit++) {
        if (word & 1) addUnit(W, mp, n, unit, row);
        word >>= 1;
      }
    }
    addNoise(prepared, n, row, noise + <usize>(c * n) * 4);
  }
}

/** Normals for a tile, at the start of `scratch`. */
export function drawNoise(n: i32, state: usize, chains: i32, scratch: usize): usize {
  const bytes = noiseBytes(n, chains);
  fillWords(state, scratch + bytes, <i32>(bytes >> 4));
  normals(scratch + bytes, scratch, <i32>(bytes >> 5));
  return scratch;
}

function addNoise(prepared: usize, n: i32, row: usize, noise: usize): void {
  const deviations = deviationsOf(prepared, n);
  for (let i: usize = 0; i < <usize>n << 2; i += 4)
    store<f32>(row + i, load<f32>(row + i) + load<f32>(deviations + i) * load<f32>(noise + i));
}

/** One step of one chain from given random words, less the noise of x; `marks` has room for 6 bytes a unit. */
export function gibbsMean(
  theta: usize,
  n: i32,
  m: i32,
  prepared: usize,
  state: usize,
  row: usize,
  words: usize,
  marks: usize
): void {
  if (n != 2) return batchMeanOfRow(theta, n, m, prepared, state, row, words, marks);
  const groups = paddedHidden(m) >> 3;
  const range = rangeAt(prepared, n, row);
  if (range <= RANGE && usesTables(n, groups)) stepByTables(theta, m, prepared, state, row, words, marks, groups);
  else if (range <= WIDE_RANGE) stepByMasks(theta, n, m, prepared, state, row, words, marks, groups, range);
  else stepInDoubles(theta, n, m, prepared, state, row, words, marks);
}

/**
 * `steps` Gibbs steps of a tile of chains; x, (chains, n), is replaced by the last. If `out` is not 0, each step is
 * written there, `outStride` bytes apart. If n is not 2, every 16 chains have a stream of their own, one after the other
 * at `state`.
 */
export function gibbsSteps(
  theta: usize,
  n: i32,
  m: i32,
  prepared: usize,
  state: usize,
  x: usize,
  chains: i32,
  steps: i32,
  out: usize,
  outStride: usize,
  scratch: usize
): void {
  if (n != 2) return batchSteps(theta, n, m, prepared, state, x, chains, steps, out, outStride, scratch);
  const groups = paddedHidden(m) >> 3;
  const wordsAt = scratch + noiseBytes(n, chains) * 2;
  const together = wordChains(groups, chains);
  const marks = wordsAt + (<usize>(together * groups) << 4);
  const xBytes = <usize>(chains * n) << 2;
  for (let step = 0; step < steps; step++) {
    const noise = drawNoise(n, state, chains, scratch);
    for (let first = 0; first < chains; first += together) {
      const count = min(together, chains - first);
      fillWords(state, wordsAt, count * groups);
      for (let c = 0; c < count; c++) {
        const row = x + (<usize>((first + c) * n) << 2);
        const words = wordsAt + (<usize>(c * groups) << 4);
        gibbsMean(theta, n, m, prepared, state, row, words, marks);
        addNoise(prepared, n, row, noise + (<usize>((first + c) * n) << 2));
      }
    }
    if (out) {
      memory.copy(out, x, xBytes);
      out += outStride;
    }
  }
}
