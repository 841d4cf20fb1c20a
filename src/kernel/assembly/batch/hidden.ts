import { paddedHidden } from "../machine";
import { decideOnPanel } from "../gibbs/decide";
import { bitsOf, difference, nearness, signsOf } from "../gibbs/bernoulli";
import {
  coefficientsOf,
  EXPONENT_BIAS,
  FIXED,
  fixedPoint,
  headerOf,
  PreparedHeader,
  rangeAt,
  WIDE_RANGE,
  WIDE_ROUNDING
} from "../gibbs/prepared";
import { fillWords, streamAt } from "../random";
import { STREAM_CHAINS, Tile } from "./tile";

/** z given x for every row, from its activations, into tile.marks; each 16 rows draw from a stream of their own. */
export function batchHidden(
  prepared: usize,
  n: i32,
  m: i32,
  streams: usize,
  x: usize,
  rows: i32,
  activations: usize,
  groupBytes: usize,
  tile: Tile
): void {
  const groups = paddedHidden(m) >> 3;
  guardRows(prepared, n, x, rows, tile.guards);
  for (let g = 0; g < groups; g++) {
    for (let first = 0; first < rows; first += STREAM_CHAINS)
      fillWords(streamAt(streams, first / STREAM_CHAINS), tile.words + (<usize>first << 4), min(STREAM_CHAINS, rows - first));
    drawGroup(prepared, n, m, g, streams, x, rows, activations, tile.words, tile);
    activations += groupBytes;
  }
}

/** The guard of each row's draws; infinite if its activations are beyond float32's use, so that all are decided again. */
export function guardRows(prepared: usize, n: i32, x: usize, rows: i32, guards: usize): void {
  const guard = headerOf(prepared).guard;
  for (let r: usize = 0; r < <usize>rows; r++) {
    const range = rangeAt(prepared, n, x + r * (<usize>n << 2));
    store<f32>(guards + (r << 2), range <= WIDE_RANGE ? guard + range * <f32>(n + 2) * WIDE_ROUNDING : <f32>Infinity);
  }
}

/** Draws the 8 units of group g for each row from given words, 16 bytes a row. */
export function drawGroup(
  prepared: usize,
  n: i32,
  m: i32,
  g: i32,
  streams: usize,
  x: usize,
  rows: i32,
  activations: usize,
  words: usize,
  tile: Tile
): void {
  const base = f32x4.splat(FIXED + EXPONENT_BIAS);
  const step = v128.load32_splat(prepared, offsetof<PreparedHeader>("step"));
  const mirror = v128.load32_splat(prepared, offsetof<PreparedHeader>("mirror"));
  const scale = v128.load32_splat(prepared, offsetof<PreparedHeader>("scale"));
  const magnitude = v128.load32_splat(prepared, offsetof<PreparedHeader>("magnitude"));
  const panel = coefficientsOf(prepared, n) + <usize>g * (<usize>(n + 1) << 5);
  const groups = <usize>paddedHidden(m) >> 3;
  const guards = tile.guards;
  let mark = tile.marks + (<usize>g << 1);
  for (let r = 0; r < rows; r++) {
    const guard = v128.load32_splat(guards + (<usize>r << 2));
    const first = v128.load(words);
    const p0 = fixedPoint(v128.load(activations), base);
    const p1 = fixedPoint(v128.load(activations, 16), base);
    const q0 = i32x4.sub(mirror, p0);
    const q1 = i32x4.sub(mirror, p1);
    const d0 = difference(p0, q0, first, scale);
    const d1 = difference(p1, q1, i32x4.shl(first, 16), scale);
    let bits = signsOf(
      d0,
      d1,
      nearness(d0, p0, q0, guard, step, magnitude),
      nearness(d1, p1, q1, guard, step, magnitude)
    );
    if (bits & 0xff00) {
      let near = bits >> 8;
      while (near) {
        const lane = ctz(near);
        near &= near - 1;
        const unit = (g << 3) + lane;
        const at = panel + (<usize>lane << 2);
        const stream = streamAt(streams, r / STREAM_CHAINS);
        const on = unit < m && decideOnPanel(at, n, stream, x + <usize>r * (<usize>n << 2), bitsOf(words, lane));
        bits = on ? bits | (1 << lane) : bits & ~(1 << lane);
      }
    }
    store<u16>(mark, <u16>bits);
    mark += groups << 1;
    activations += 32;
    words += 16;
  }
}
