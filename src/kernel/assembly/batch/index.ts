// The steps of a batch of rows at any n ≠ 2, as the engine calls them. `tile` has tileBytes; activations of different
// groups lie groupBytes apart.

import { paddedHidden } from "../machine";
import { keptTablesOf } from "../gibbs/prepared";
import { nextWord, streamAt } from "../random";
import { batchActivations, packRows } from "./activations";
import { batchHidden, drawGroup, guardRows } from "./hidden";
import { activationBytes, paddedRows, STREAM_CHAINS, tileAt, tileBytes } from "./tile";
import { batchMeans, batchNoise } from "./visible";

/** a · log2(e) / 2 of every hidden unit for every row of x. */
export function activate(
  prepared: usize,
  n: i32,
  m: i32,
  x: usize,
  rows: i32,
  activations: usize,
  groupBytes: usize,
  tile: usize
): void {
  const space = tileAt(n, m, rows, tile);
  packRows(x, n, rows, space.packed);
  batchActivations(prepared, n, m, space.packed, rows, activations, groupBytes);
}

/**
 * A Gibbs step of every row, given the activations of `from`: the new x into `x`, which may be `from`. Row r draws from
 * stream r / 16 of `streams`.
 */
export function stepBatch(
  theta: usize,
  n: i32,
  m: i32,
  prepared: usize,
  streams: usize,
  from: usize,
  x: usize,
  rows: i32,
  activations: usize,
  groupBytes: usize,
  tile: usize
): void {
  const space = tileAt(n, m, rows, tile);
  batchHidden(prepared, n, m, streams, from, rows, activations, groupBytes, space);
  batchMeans(theta, n, m, keptTablesOf(prepared, n, m), rows, x, space);
  batchNoise(prepared, n, streams, rows, x, space);
}

/** x given z ~ Bernoulli(½) for every row. */
export function startBatch(theta: usize, n: i32, m: i32, prepared: usize, streams: usize, x: usize, rows: i32, tile: usize): void {
  const space = tileAt(n, m, rows, tile);
  const groups = paddedHidden(m) >> 3;
  let mark = space.marks;
  for (let r = 0; r < rows; r++) {
    let word: u32 = 0;
    for (let g = 0; g < groups; g++) {
      if ((g & 3) == 0) word = nextWord(streamAt(streams, r / STREAM_CHAINS));
      store<u16>(mark, <u16>(word & 0xff));
      word >>= 8;
      mark += 2;
    }
  }
  batchMeans(theta, n, m, keptTablesOf(prepared, n, m), rows, x, space);
  batchNoise(prepared, n, streams, rows, x, space);
}

/** One step of one row from given random words, 16 bytes a group, less the noise of x; marks at `tile`. */
export function batchMeanOfRow(theta: usize, n: i32, m: i32, prepared: usize, stream: usize, x: usize, words: usize, tile: usize): void {
  const space = tileAt(n, m, 1, tile);
  const activations = space.end;
  packRows(x, n, 1, space.packed);
  batchActivations(prepared, n, m, space.packed, 1, activations, 128);
  guardRows(prepared, n, x, 1, space.guards);
  const groups = paddedHidden(m) >> 3;
  for (let g = 0; g < groups; g++)
    drawGroup(prepared, n, m, g, stream, x, 1, activations + (<usize>g << 7), words + (<usize>g << 4), space);
  batchMeans(theta, n, m, keptTablesOf(prepared, n, m), 1, x, space);
}

/** Bytes of working space of `rows` chains: a tile and their activations. */
export function batchScratchBytes(n: i32, m: i32, rows: i32): usize {
  return tileBytes(n, m, rows) + activationBytes(m, rows);
}

/** `steps` Gibbs steps of `rows` chains; see gibbsSteps. */
export function batchSteps(
  theta: usize,
  n: i32,
  m: i32,
  prepared: usize,
  streams: usize,
  x: usize,
  rows: i32,
  steps: i32,
  out: usize,
  outStride: usize,
  scratch: usize
): void {
  const activations = tileAt(n, m, rows, scratch).end;
  const groupBytes = <usize>paddedRows(rows) << 5;
  for (let step = 0; step < steps; step++) {
    activate(prepared, n, m, x, rows, activations, groupBytes, scratch);
    stepBatch(theta, n, m, prepared, streams, x, x, rows, activations, groupBytes, scratch);
    if (out) {
      memory.copy(out, x, <usize>(rows * n) << 2);
      out += outStride;
    }
  }
}
