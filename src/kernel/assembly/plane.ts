// c(x) on a rectangular block of nodes, n = 2. There exp(a_j) is separable: A_j of the column times B_j of the row. So
// Σ softplus(a_j) is the logarithm of a product of factors 1 + A_j B_j, without an exponential for each node and unit.

import { exp2, exp2Of, exponentOf, inverseExp64, logMantissa } from "./elementary";
import { hiddenBiasOf, logVarianceOf, paddedHidden, weightsOf } from "./machine";

const LOG2E: f64 = 1.4426950408889634;
const LN2: f64 = 0.6931471805599453;
/** Greatest columns and rows of a block. */
const SIDE: usize = 32;
const SIDE_BYTES: usize = 128;
/** Units whose product is taken before its logarithm, at most: their tables fit the nearest cache. */
const FACTORS: i32 = 64;
/** Bits of a product, within float32's 127. */
const BITS: f64 = 120;
/** e^a below e^−17.5 does not change 1 in float32, not even by rounding. */
const NEGLIGIBLE: f64 = -17.5;
/** A factor's greatest exponent. B_j is within e^±40 too: so if A_j underflows in float32, A_j B_j is negligible. */
const STEEP: f64 = 40;

// Working space: the logarithms of the products without their whole powers of 2, and these powers; were they added up,
// the digits of a large logarithm would be lost when Σ a is taken off again. Then the product of the steep units'
// factors, the part of c that depends on the column alone (float64), and A and B of the units.
const POWERS: usize = SIDE * SIDE_BYTES;
const STEEP_PRODUCTS: usize = POWERS + SIDE * SIDE_BYTES;
const COLUMN_PARTS: usize = STEEP_PRODUCTS + SIDE * SIDE_BYTES;
const COLUMN_FACTORS: usize = COLUMN_PARTS + (SIDE << 3);
const ROW_FACTORS: usize = COLUMN_FACTORS + <usize>FACTORS * SIDE_BYTES;

/** Bytes of working space of planeC. */
export function planeBytes(): usize {
  return ROW_FACTORS + <usize>FACTORS * SIDE_BYTES;
}

/**
 * c(x) in nats at x = (x0 + column · dx, y0 + row · dy) for at most 32 × 32 nodes, into float32 rows `stride` nodes
 * apart. It holds for any machine: if a is positive at the block's centre, softplus(a) is a + softplus(−a). A
 * factor that is 1 in float32 all over the block is left out. A unit whose factor might exceed e⁴⁰ has its
 * exponentials computed node by node.
 */
export function planeC(
  theta: usize,
  m: i32,
  x0: f64,
  dx: f64,
  columns: i32,
  y0: f64,
  dy: f64,
  rows: i32,
  out: usize,
  stride: i32,
  work: usize
): void {
  const inverse1 = inverseExp64(<f64>load<f32>(logVarianceOf(theta, 2)));
  const inverse2 = inverseExp64(<f64>load<f32>(logVarianceOf(theta, 2), 4));
  const biases = hiddenBiasOf(theta, 2);
  const W = weightsOf(theta, 2, m);
  const second = <usize>paddedHidden(m) << 2;
  const columnBytes = (<usize>(columns + 3) & ~3) << 2;
  const rowBytes = (<usize>(rows + 3) & ~3) << 2;
  // From the centre to the first node, and the way to the last.
  const toX = 0.5 * <f64>(columns - 1) * dx;
  const toY = 0.5 * <f64>(rows - 1) * dy;
  memory.fill(work, 0, STEEP_PRODUCTS);

  // Σ a of the units that are positive at the centre: its value there, its slopes.
  let linear: f64 = 0;
  let slope1: f64 = 0;
  let slope2: f64 = 0;
  let held = 0;
  let steep = 0;
  let bits: f64 = 0;
  for (let j: usize = 0; j < (<usize>m) << 2; j += 4) {
    let w1 = <f64>load<f32>(W + j) * inverse1;
    let w2 = <f64>load<f32>(W + second + j) * inverse2;
    let a = <f64>load<f32>(biases + j) + (x0 + toX) * w1 + (y0 + toY) * w2;
    const reach2 = abs(toY * w2);
    const greatest = abs(toX * w1) + reach2 - abs(a);
    if (!(greatest <= STEEP && reach2 <= STEEP)) {
      if (steep % FACTORS == 0) startSteep(steep > 0, columnBytes, rows, work);
      steep++;
      addSteep((a - toX * w1 - toY * w2) * LOG2E, dx * w1 * LOG2E, columnBytes, dy * w2 * LOG2E, rows, work);
      continue;
    }
    if (a > 0) {
      linear += a;
      slope1 += w1;
      slope2 += w2;
      a = -a;
      w1 = -w1;
      w2 = -w2;
    }
    if (greatest < NEGLIGIBLE) continue;
    const wanted = 1 + max<f64>(0, greatest) * LOG2E;
    if (held == FACTORS || bits + wanted > BITS) {
      addLogarithms(held, columnBytes, rowBytes, work);
      held = 0;
      bits = 0;
    }
    tabulate((a - toX * w1) * LOG2E, dx * w1 * LOG2E, columnBytes, work + COLUMN_FACTORS + <usize>held * SIDE_BYTES);
    tabulate(-toY * w2 * LOG2E, dy * w2 * LOG2E, rowBytes, work + ROW_FACTORS + <usize>held * SIDE_BYTES);
    held++;
    bits += wanted;
  }
  if (held) addLogarithms(held, columnBytes, rowBytes, work);
  if (steep) startSteep(true, columnBytes, rows, work);

  const b1 = <f64>load<f32>(theta);
  const b2 = <f64>load<f32>(theta, 4);
  for (let column = 0; column < columns; column++) {
    const x = x0 + <f64>column * dx;
    const part = linear + (<f64>column * dx - toX) * slope1 - 0.5 * (x - b1) * (x - b1) * inverse1;
    store<f64>(work + COLUMN_PARTS + (<usize>column << 3), part);
  }
  for (let row = 0; row < rows; row++) {
    const y = y0 + <f64>row * dy;
    const part = (<f64>row * dy - toY) * slope2 - 0.5 * (y - b2) * (y - b2) * inverse2;
    const sums = work + <usize>row * SIDE_BYTES;
    for (let at: usize = 0; at < (<usize>columns) << 2; at += 4) {
      const logarithm = <f64>load<f32>(sums + at) + LN2 * <f64>load<f32>(sums + at, POWERS);
      store<f32>(out + at, <f32>(part + load<f64>(work + COLUMN_PARTS + (at << 1)) + logarithm));
    }
    out += <usize>stride << 2;
  }
}

/** 2^(first + k · step), within 2^±126, for k from 0 on, into `bytes` bytes; the exponents in float64. */
function tabulate(first: f64, step: f64, bytes: usize, out: usize): void {
  const round = f64x2.splat(6755399441055744); // 1.5 · 2⁵²: added, it leaves the nearest whole number in the low bits
  const least = f64x2.splat(-126);
  const most = f64x2.splat(126);
  const further = f64x2.splat(4 * step);
  let low = f64x2(first, first + step);
  let high = f64x2(first + 2 * step, first + 3 * step);
  for (let at: usize = 0; at < bytes; at += 16) {
    const y0 = f64x2.pmin(f64x2.pmax(low, least), most);
    const y1 = f64x2.pmin(f64x2.pmax(high, least), most);
    const t0 = f64x2.add(y0, round);
    const t1 = f64x2.add(y1, round);
    const r0 = f32x4.demote_f64x2_zero(f64x2.sub(y0, f64x2.sub(t0, round)));
    const r1 = f32x4.demote_f64x2_zero(f64x2.sub(y1, f64x2.sub(t1, round)));
    v128.store(out + at, exp2Of(v128.shuffle<f32>(r0, r1, 0, 1, 4, 5), v128.shuffle<i32>(t0, t1, 0, 2, 4, 6)));
    low = f64x2.add(low, further);
    high = f64x2.add(high, further);
  }
}

/** Adds log Π (1 + A B) of the first `held` units of the tables, four columns by four rows at a time. */
function addLogarithms(held: i32, columnBytes: usize, rowBytes: usize, work: usize): void {
  const one = f32x4.splat(1);
  const end = <usize>held * SIDE_BYTES;
  for (let column: usize = 0; column < columnBytes; column += 16)
    for (let row: usize = 0; row < rowBytes; row += 16) {
      let product0 = one;
      let product1 = one;
      let product2 = one;
      let product3 = one;
      const as = work + COLUMN_FACTORS + column;
      const bs = work + ROW_FACTORS + row;
      for (let unit: usize = 0; unit < end; unit += SIDE_BYTES) {
        const a = v128.load(as + unit);
        const b = bs + unit;
        product0 = f32x4.mul(product0, f32x4.add(one, f32x4.mul(a, v128.load32_splat(b))));
        product1 = f32x4.mul(product1, f32x4.add(one, f32x4.mul(a, v128.load32_splat(b, 4))));
        product2 = f32x4.mul(product2, f32x4.add(one, f32x4.mul(a, v128.load32_splat(b, 8))));
        product3 = f32x4.mul(product3, f32x4.add(one, f32x4.mul(a, v128.load32_splat(b, 12))));
      }
      const sums = work + (row >> 2) * SIDE_BYTES + column;
      addLogarithm(sums, product0);
      addLogarithm(sums + SIDE_BYTES, product1);
      addLogarithm(sums + 2 * SIDE_BYTES, product2);
      addLogarithm(sums + 3 * SIDE_BYTES, product3);
    }
}

/** Starts the products of steep units' factors, each at most 2; first adds the logarithms of those that it replaces. */
function startSteep(replaces: bool, columnBytes: usize, rows: i32, work: usize): void {
  for (let row = 0; row < rows; row++)
    for (let column: usize = 0; column < columnBytes; column += 16) {
      const at = work + <usize>row * SIDE_BYTES + column;
      if (replaces) addLogarithm(at, v128.load(at, STEEP_PRODUCTS));
      v128.store(at, f32x4.splat(1), STEEP_PRODUCTS);
    }
}

/** Softplus of one unit, max(a, 0) at once and the rest as a factor; a in powers of 2 is first + column · step1 + row · step2. */
function addSteep(first: f64, step1: f64, columnBytes: usize, step2: f64, rows: i32, work: usize): void {
  const steps = f32x4.mul(f32x4(0, 1, 2, 3), f32x4.splat(<f32>step1));
  for (let row = 0; row < rows; row++) {
    const sums = work + <usize>row * SIDE_BYTES;
    let y0 = first + <f64>row * step2;
    for (let column: usize = 0; column < columnBytes; column += 16) {
      const y = f32x4.add(f32x4.splat(<f32>y0), steps);
      const e = exp2(f32x4.pmax(f32x4.neg(f32x4.abs(y)), f32x4.splat(-126)));
      const at = sums + column;
      v128.store(at, f32x4.add(v128.load(at, POWERS), f32x4.pmax(y, f32x4.splat(0))), POWERS);
      v128.store(at, f32x4.mul(v128.load(at, STEEP_PRODUCTS), f32x4.add(e, f32x4.splat(1))), STEEP_PRODUCTS);
      y0 += 4 * step1;
    }
  }
}

function addLogarithm(at: usize, product: v128): void {
  const k = exponentOf(product);
  v128.store(at, f32x4.add(v128.load(at), logMantissa(product, k, 0)));
  v128.store(at, f32x4.add(v128.load(at, POWERS), k), POWERS);
}
