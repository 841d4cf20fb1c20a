// Working space for a batch of rows at any n ≠ 2. Rows are padded to a multiple of 4. Activations lie by groups of 8
// hidden units: [group][row][8], so that the products below read and write whole vectors in order.

import { paddedHidden } from "../machine";

/** Chains that share one random stream. */
export const STREAM_CHAINS: i32 = 16;

/** Where the parts of the working space begin. */
@unmanaged
export class Tile {
  /** u16 for each row and group: the units' states in the low byte, which of them were decided again in the high one */
  marks: usize;
  /** float32 for each row: how near to its threshold a draw may fall before it is decided again */
  guards: usize;
  /** rows in blocks of 4: [block][visible][4] */
  packed: usize;
  /** random words of a group: 4 for each row */
  words: usize;
  /** normals of a stream's rows, and the words that they are made from */
  noise: usize;
  noiseWords: usize;
  /** sums over the 16 states of 4 hidden units, for 8 visible units */
  tables: usize;
  end: usize;
}

// @ts-ignore: decorator
@inline
export function paddedRows(rows: i32): i32 {
  return (rows + 3) & ~3;
}

// @ts-ignore: decorator
@inline
export function noiseBytes(n: i32, chains: i32): usize {
  return (<usize>(n * chains + 7) >> 3) << 5;
}

/** Lays out the space at `at`; `marks` come first. The header itself is behind them. */
function layOut(tile: Tile, n: i32, m: i32, rows: i32, at: usize): void {
  const padded = <usize>paddedRows(rows);
  const groups = <usize>paddedHidden(m) >> 3;
  const noise = noiseBytes(n, min(rows, STREAM_CHAINS));
  tile.marks = at;
  tile.guards = align(tile.marks + ((padded * groups) << 1));
  tile.packed = align(tile.guards + (padded << 2));
  tile.words = align(tile.packed + padded * (<usize>n << 2));
  tile.noise = tile.words + (padded << 4);
  tile.noiseWords = tile.noise + noise;
  tile.tables = align(tile.noiseWords + noise);
  tile.end = tile.tables + (groups << 10);
}

// @ts-ignore: decorator
@inline
function align(at: usize): usize {
  return (at + 63) & ~63;
}

const header = memory.data(offsetof<Tile>(), 16);

/** The working space of `rows` rows at `at`. */
export function tileAt(n: i32, m: i32, rows: i32, at: usize): Tile {
  const tile = changetype<Tile>(header);
  layOut(tile, n, m, rows, at);
  return tile;
}

/** Bytes of working space for `rows` rows. */
export function tileBytes(n: i32, m: i32, rows: i32): usize {
  return tileAt(n, m, rows, 0).end + 64;
}

/** Bytes of the activations of `rows` rows. */
export function activationBytes(m: i32, rows: i32): usize {
  return <usize>paddedRows(rows) * (<usize>paddedHidden(m) << 2);
}
