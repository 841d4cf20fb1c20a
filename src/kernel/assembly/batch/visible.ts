import { normals } from "../elementary";
import { paddedHidden, weightsOf } from "../machine";
import { deviationsOf } from "../gibbs/prepared";
import { fillWords, streamAt } from "../random";
import { noiseBytes, STREAM_CHAINS, Tile } from "./tile";

/** Bytes of a table: 8 visible units' sums for the 16 states of 4 hidden units. */
const QUAD_BYTES: usize = 512;

/** Tables of a whole machine up to this size are kept with what is prepared of it: a nearer cache holds them. */
const KEPT_BYTES: usize = 1 << 20;

/** Bytes of the tables of all visible units; 0 if they are too large to keep. */
export function keptTableBytes(n: i32, m: i32): usize {
  const bytes = (<usize>(n + 7) >> 3) * blockBytes(m);
  return bytes <= KEPT_BYTES ? bytes : 0;
}

/** Bytes of the tables of 8 visible units. */
// @ts-ignore: decorator
@inline
function blockBytes(m: i32): usize {
  return <usize>(paddedHidden(m) >> 2) * QUAD_BYTES;
}

/** Fills the tables of a machine whose tables are kept. */
export function keepTables(theta: usize, n: i32, m: i32, tables: usize): void {
  for (let i = 0; i < n; i += 8) {
    fillBlock(theta, n, m, i, tables);
    tables += blockBytes(m);
  }
}

/**
 * The mean of x given z, b + W z, for every row. As z is binary, the sums of 4 hidden units have only 16 values: they
 * are added up once for 8 visible units, and each row then adds one of them for 4 products. `kept` are the machine's
 * tables; 0: they are filled here, block by block.
 */
export function batchMeans(theta: usize, n: i32, m: i32, kept: usize, rows: i32, x: usize, tile: Tile): void {
  const rowBytes = <usize>n << 2;
  const groups = <usize>paddedHidden(m) >> 3;
  for (let i = 0; i < n; i += 8) {
    const width = min(8, n - i);
    let tables = tile.tables;
    if (kept) tables = kept + <usize>(i >> 3) * blockBytes(m);
    else fillBlock(theta, n, m, i, tables);
    let mark = tile.marks;
    let to = x + (<usize>i << 2);
    const b = theta + (<usize>i << 2);
    for (let r = 0; r < rows; r++) {
      let low0 = v128.load(b);
      let high0 = v128.load(b, 16);
      let low1 = f32x4.splat(0);
      let high1 = low1;
      let table = tables;
      const end = mark + (groups << 1);
      while (mark < end) {
        const states = <usize>load<u8>(mark);
        const first = table + ((states & 15) << 5);
        const second = table + ((states >> 4) << 5);
        low0 = f32x4.add(low0, v128.load(first));
        high0 = f32x4.add(high0, v128.load(first, 16));
        low1 = f32x4.add(low1, v128.load(second, QUAD_BYTES));
        high1 = f32x4.add(high1, v128.load(second, QUAD_BYTES + 16));
        table += 2 * QUAD_BYTES;
        mark += 2;
      }
      const low = f32x4.add(low0, low1);
      const high = f32x4.add(high0, high1);
      if (width == 8) {
        v128.store(to, low);
        v128.store(to, high, 16);
      } else storePart(to, low, high, width);
      to += rowBytes;
    }
  }
}

function fillBlock(theta: usize, n: i32, m: i32, i: i32, tables: usize): void {
  const mp = paddedHidden(m);
  const W = weightsOf(theta, n, m) + <usize>(i * mp) * 4;
  fillTables(W, <usize>mp << 2, min(8, n - i), <usize>mp >> 2, tables);
}

function storePart(to: usize, low: v128, high: v128, width: i32): void {
  for (let k = 0; k < width; k++) {
    const vector = k < 4 ? low : high;
    const lane = k & 3;
    store<f32>(
      to + (<usize>k << 2),
      lane < 2
        ? lane == 0
          ? f32x4.extract_lane(vector, 0)
          : f32x4.extract_lane(vector, 1)
        : lane == 2
          ? f32x4.extract_lane(vector, 2)
          : f32x4.extract_lane(vector, 3)
    );
  }
}

/** Tables of all quads of hidden units for `width` rows of W; the other visible units' sums are those of the last row. */
function fillTables(W: usize, rowBytes: usize, width: i32, quads: usize, table: usize): void {
  const end = W + (quads << 4);
  const last = <usize>(width - 1);
  for (let at = W; at < end; at += 16) {
    fillHalf(at, rowBytes, last, 0, table);
    fillHalf(at, rowBytes, last, 4, table + 16);
    table += QUAD_BYTES;
  }
}

// @ts-ignore: decorator
@inline
function fillHalf(at: usize, rowBytes: usize, last: usize, from: usize, table: usize): void {
  const r0 = v128.load(at + min(from, last) * rowBytes);
  const r1 = v128.load(at + min(from + 1, last) * rowBytes);
  const r2 = v128.load(at + min(from + 2, last) * rowBytes);
  const r3 = v128.load(at + min(from + 3, last) * rowBytes);
  const a = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const b = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const c = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const d = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  const u0 = v128.shuffle<u64>(a, b, 0, 2);
  const u1 = v128.shuffle<u64>(a, b, 1, 3);
  const u2 = v128.shuffle<u64>(c, d, 0, 2);
  const u3 = v128.shuffle<u64>(c, d, 1, 3);
  const s3 = f32x4.add(u0, u1);
  const s5 = f32x4.add(u0, u2);
  const s6 = f32x4.add(u1, u2);
  const s7 = f32x4.add(s3, u2);
  v128.store(table, f32x4.splat(0));
  v128.store(table, u0, 32);
  v128.store(table, u1, 64);
  v128.store(table, s3, 96);
  v128.store(table, u2, 128);
  v128.store(table, s5, 160);
  v128.store(table, s6, 192);
  v128.store(table, s7, 224);
  v128.store(table, u3, 256);
  v128.store(table, f32x4.add(u0, u3), 288);
  v128.store(table, f32x4.add(u1, u3), 320);
  v128.store(table, f32x4.add(s3, u3), 352);
  v128.store(table, f32x4.add(u2, u3), 384);
  v128.store(table, f32x4.add(s5, u3), 416);
  v128.store(table, f32x4.add(s6, u3), 448);
  v128.store(table, f32x4.add(s7, u3), 480);
}

/** Adds σ times a standard normal to each x; each 16 rows draw from a stream of their own. */
export function batchNoise(prepared: usize, n: i32, streams: usize, rows: i32, x: usize, tile: Tile): void {
  for (let first = 0; first < rows; first += STREAM_CHAINS) {
    const count = min(STREAM_CHAINS, rows - first);
    const bytes = noiseBytes(n, count);
    fillWords(streamAt(streams, first / STREAM_CHAINS), tile.noiseWords, <i32>(bytes >> 4));
    normals(tile.noiseWords, tile.noise, <i32>(bytes >> 5));
    const deviations = deviationsOf(prepared, n);
    let noise = tile.noise;
    for (let r = first; r < first + count; r++) {
      const row = x + <usize>r * (<usize>n << 2);
      addScaled(row, deviations, noise, <usize>n << 2);
      noise += <usize>n << 2;
    }
  }
}

/** row += deviations · noise. */
function addScaled(row: usize, deviations: usize, noise: usize, bytes: usize): void {
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16)
    v128.store(
      row + i,
      f32x4.add(v128.load(row + i), f32x4.mul(v128.load(deviations + i), v128.load(noise + i)))
    );
  for (; i < bytes; i += 4)
    store<f32>(row + i, load<f32>(row + i) + load<f32>(deviations + i) * load<f32>(noise + i));
}
