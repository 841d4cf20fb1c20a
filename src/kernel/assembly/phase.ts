// A phase of the gradient: sums of p(z|x) over the data, or over draws, or over weighted nodes.

import { across, exp2, log } from "./elementary";
import { hiddenBiasOf, paddedHidden, weightsOf } from "./machine";

const LOG2E: f32 = 1.4426950408889634;
const LN2: f64 = 0.6931471805599453;
/** Rows in one pass over the units: so many float32 terms are summed before the sum is kept. */
const PASS: i32 = 512;
/** Factors of at most 2 whose product is taken before its logarithm. */
const FACTORS: i32 = 64;
/** Greatest |a| of a tame unit, in powers of 2: four factors 1 + 2^28 and one of 2 stay within float32. */
const TAME: f32 = 28;

// Of the rows in a pass, n = 2: the middle of their range and half its width, and their sum.
let middle1: f32 = 0;
let middle2: f32 = 0;
let reach1: f32 = 0;
let reach2: f32 = 0;
let total1: f64 = 0;
let total2: f64 = 0;

function measure(x: usize, rows: i32): void {
  let low = v128.load64_splat(x);
  let high = low;
  let total = f64x2.splat(0);
  const end = x + (<usize>rows << 3);
  for (let row = x; row < end; row += 8) {
    const pair = v128.load64_splat(row);
    low = f32x4.min(low, pair);
    high = f32x4.max(high, pair);
    total = f64x2.add(total, f64x2.promote_low_f32x4(pair));
  }
  const middle = f32x4.mul(f32x4.add(low, high), f32x4.splat(0.5));
  const reach = f32x4.mul(f32x4.sub(high, low), f32x4.splat(0.5));
  middle1 = f32x4.extract_lane(middle, 0);
  middle2 = f32x4.extract_lane(middle, 1);
  reach1 = f32x4.extract_lane(reach, 0);
  reach2 = f32x4.extract_lane(reach, 1);
  total1 = f64x2.extract_lane(total, 0);
  total2 = f64x2.extract_lane(total, 1);
}

/** Whether no activation of four units on the measured rows is beyond TAME. */
function isTame(theta: usize, m: i32, inverses: usize, unit: i32): bool {
  const at = <usize>unit << 2;
  const W = weightsOf(theta, 2, m) + at;
  const w1 = f32x4.mul(v128.load(W), f32x4.splat(load<f32>(inverses)));
  const w2 = f32x4.mul(v128.load(W + (<usize>paddedHidden(m) << 2)), f32x4.splat(load<f32>(inverses, 4)));
  const a = f32x4.add(
    f32x4.add(v128.load(hiddenBiasOf(theta, 2) + at), f32x4.mul(w1, f32x4.splat(middle1))),
    f32x4.mul(w2, f32x4.splat(middle2))
  );
  const reach = f32x4.add(f32x4.mul(f32x4.abs(w1), f32x4.splat(reach1)), f32x4.mul(f32x4.abs(w2), f32x4.splat(reach2)));
  const greatest = f32x4.mul(f32x4.add(f32x4.abs(a), reach), f32x4.splat(LOG2E));
  return i32x4.all_true(f32x4.le(greatest, f32x4.splat(TAME)));
}

/**
 * Four tame units on measured rows, n = 2. Σ softplus(a) is Σ a + log Π (1 + e^−a), and Σ a is that of the summed rows;
 * of the product, whole powers of 2 are taken out and counted after every fourth factor.
 */
function addTameGroup(
  theta: usize,
  m: i32,
  inverses: usize,
  x: usize,
  rows: i32,
  scale: f32,
  sums: usize,
  work: usize,
  unit: i32
): f64 {
  const at = <usize>unit << 2;
  const W = weightsOf(theta, 2, m) + at;
  const d = f32x4.mul(v128.load(hiddenBiasOf(theta, 2) + at), f32x4.splat(-LOG2E));
  const w1 = f32x4.mul(v128.load(W), f32x4.splat(-LOG2E * load<f32>(inverses)));
  const w2 = f32x4.mul(v128.load(W + (<usize>paddedHidden(m) << 2)), f32x4.splat(-LOG2E * load<f32>(inverses, 4)));
  const one = f32x4.splat(1);
  let product = one;
  let powers = i32x4.splat(0);
  let counted = 0;
  let kept = work;
  let row = x;
  const end = x + (<usize>rows << 3);
  while (row < end) {
    const until = min(end, row + 32);
    while (row < until) {
      const y = f32x4.add(f32x4.add(d, f32x4.mul(v128.load32_splat(row), w1)), f32x4.mul(v128.load32_splat(row, 4), w2));
      row += 8;
      const q = f32x4.add(one, exp2(y));
      product = f32x4.mul(product, q);
      v128.store(kept, f32x4.div(one, q));
      kept += 16;
    }
    powers = i32x4.add(powers, i32x4.shr_u(product, 23));
    product = v128.or(v128.and(product, i32x4.splat(0x007fffff)), one);
    counted += 4 * 127;
  }
  addSums(m, x, end, work, scale, sums, at);
  const linear = <f64>rows * across(d) + total1 * across(w1) + total2 * across(w2);
  return LN2 * (across(f32x4.convert_i32x4_s(powers)) - <f64>counted - linear) + across(log(product));
}

/** Adds scale · Σ p and scale · Σ p x of four units, p from `kept`. */
function addSums(m: i32, x: usize, end: usize, kept: usize, scale: f32, sums: usize, at: usize): void {
  let sumP = f32x4.splat(0);
  let sum1 = f32x4.splat(0);
  let sum2 = f32x4.splat(0);
  for (let row = x; row < end; row += 8) {
    const p = v128.load(kept);
    kept += 16;
    sumP = f32x4.add(sumP, p);
    sum1 = f32x4.add(sum1, f32x4.mul(p, v128.load32_splat(row)));
    sum2 = f32x4.add(sum2, f32x4.mul(p, v128.load32_splat(row, 4)));
  }
  const scales = f32x4.splat(scale);
  const sumsD = hiddenBiasOf(sums, 2) + at;
  const sumsW = weightsOf(sums, 2, m) + at;
  const second = <usize>paddedHidden(m) << 2;
  v128.store(sumsD, f32x4.add(v128.load(sumsD), f32x4.mul(sumP, scales)));
  v128.store(sumsW, f32x4.add(v128.load(sumsW), f32x4.mul(sum1, scales)));
  v128.store(sumsW + second, f32x4.add(v128.load(sumsW + second), f32x4.mul(sum2, scales)));
}

/**
 * Adds scale · Σ ω p(z|x) and scale · Σ ω p(z|x) x to `sums` (as θ lies: d and W), over `count` rows of x, ω being 1
 * where `weights` is 0. Returns Σ softplus(a) over rows and units, unweighted; 0 where weights are given.
 * `work` has room for PASS vectors.
 */
export function addPhase(
  theta: usize,
  n: i32,
  m: i32,
  inverses: usize,
  x: usize,
  count: i32,
  weights: usize,
  scale: f32,
  sums: usize,
  work: usize
): f64 {
  let total: f64 = 0;
  for (let from = 0; from < count; from += PASS) {
    const rows = min(PASS, count - from);
    const xs = x + (<usize>(from * n) << 2);
    if (n == 2 && !weights) measure(xs, rows);
    for (let j = 0; j < m; j += 4) {
      if (n != 2) total += addGroup(theta, n, m, inverses, xs, rows, weights ? weights + (<usize>from << 2) : 0, scale, sums, work, j);
      else if (weights) addPlaneGroup(true, theta, m, inverses, xs, rows, weights + (<usize>from << 2), scale, sums, work, j);
      else if (isTame(theta, m, inverses, j)) total += addTameGroup(theta, m, inverses, xs, rows, scale, sums, work, j);
      else total += addPlaneGroup(false, theta, m, inverses, xs, rows, 0, scale, sums, work, j);
    }
  }
  return total;
}

/** Four units, n = 2. */
// @ts-ignore: decorator
@inline
function addPlaneGroup(
  weighted: bool,
  theta: usize,
  m: i32,
  inverses: usize,
  x: usize,
  rows: i32,
  weights: usize,
  scale: f32,
  sums: usize,
  work: usize,
  unit: i32
): f64 {
  const at = <usize>unit << 2;
  const second = <usize>paddedHidden(m) << 2;
  const W = weightsOf(theta, 2, m) + at;
  const d = f32x4.mul(v128.load(hiddenBiasOf(theta, 2) + at), f32x4.splat(-LOG2E));
  const w1 = f32x4.mul(v128.load(W), f32x4.splat(-LOG2E * load<f32>(inverses)));
  const w2 = f32x4.mul(v128.load(W + second), f32x4.splat(-LOG2E * load<f32>(inverses, 4)));
  const one = f32x4.splat(1);
  let negative = f32x4.splat(0);
  let logarithms: f64 = 0;
  // First p of every row, then the sums: all of it at once takes more registers than there are.
  let kept = work;
  let row = x;
  const end = x + (<usize>rows << 3);
  while (row < end) {
    const until = min(end, row + (FACTORS << 3));
    let product = one;
    while (row < until) {
      const x1 = v128.load32_splat(row);
      const x2 = v128.load32_splat(row, 4);
      row += 8;
      const y = f32x4.add(f32x4.add(d, f32x4.mul(x1, w1)), f32x4.mul(x2, w2)); // −a, in powers of 2
      const e = exp2(f32x4.pmin(f32x4.pmax(y, f32x4.splat(-126)), f32x4.splat(126)));
      let p = f32x4.div(one, f32x4.add(one, e));
      if (weighted) {
        p = f32x4.mul(p, v128.load32_splat(weights));
        weights += 4;
      } else {
        // softplus(a) = max(a, 0) − log max(p, 1 − p)
        product = f32x4.mul(product, f32x4.pmax(p, f32x4.sub(one, p)));
        negative = f32x4.add(negative, f32x4.pmin(y, f32x4.splat(0)));
      }
      v128.store(kept, p);
      kept += 16;
    }
    if (!weighted) logarithms += across(log(product));
  }
  addSums(m, x, end, work, scale, sums, at);
  return weighted ? 0 : -LN2 * across(negative) - logarithms;
}

/** Four units, any n. */
function addGroup(
  theta: usize,
  n: i32,
  m: i32,
  inverses: usize,
  x: usize,
  rows: i32,
  weights: usize,
  scale: f32,
  sums: usize,
  work: usize,
  unit: i32
): f64 {
  const at = <usize>unit << 2;
  const rowBytes = <usize>paddedHidden(m) << 2;
  const W = weightsOf(theta, n, m) + at;
  const d = v128.load(hiddenBiasOf(theta, n) + at);
  const xBytes = <usize>n << 2;
  const one = f32x4.splat(1);
  let sumP = f32x4.splat(0);
  let negative = f32x4.splat(0);
  let product = one;
  let logarithms: f64 = 0;
  for (let r = 0; r < rows; r++) {
    const row = x + <usize>r * xBytes;
    let a = d;
    for (let i: usize = 0; i < <usize>n; i++) {
      const scaled = load<f32>(row + (i << 2)) * load<f32>(inverses + (i << 2));
      a = f32x4.add(a, f32x4.mul(f32x4.splat(scaled), v128.load(W + i * rowBytes)));
    }
    const y = f32x4.mul(a, f32x4.splat(-LOG2E));
    const e = exp2(f32x4.pmin(f32x4.pmax(y, f32x4.splat(-126)), f32x4.splat(126)));
    let p = f32x4.div(one, f32x4.add(one, e));
    product = f32x4.mul(product, f32x4.pmax(p, f32x4.sub(one, p)));
    negative = f32x4.add(negative, f32x4.pmin(y, f32x4.splat(0)));
    if (r % FACTORS == FACTORS - 1) {
      logarithms += across(log(product));
      product = one;
    }
    if (weights) p = f32x4.mul(p, v128.load32_splat(weights + (<usize>r << 2)));
    sumP = f32x4.add(sumP, p);
    v128.store(work + (<usize>r << 4), p);
  }
  logarithms += across(log(product));
  const scales = f32x4.splat(scale);
  const sumsD = hiddenBiasOf(sums, n) + at;
  v128.store(sumsD, f32x4.add(v128.load(sumsD), f32x4.mul(sumP, scales)));
  for (let i: usize = 0; i < <usize>n; i++) {
    let sum = f32x4.splat(0);
    for (let r: usize = 0; r < <usize>rows; r++)
      sum = f32x4.add(sum, f32x4.mul(v128.load(work + (r << 4)), v128.load32_splat(x + r * xBytes + (i << 2))));
    const sumsW = weightsOf(sums, n, m) + at + i * rowBytes;
    v128.store(sumsW, f32x4.add(v128.load(sumsW), f32x4.mul(sum, scales)));
  }
  return weights ? 0 : -LN2 * across(negative) - logarithms;
}
