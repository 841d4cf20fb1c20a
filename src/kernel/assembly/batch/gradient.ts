import { across, exp2, FACTORS, LN2, log } from "../elementary";
import { hiddenBiasOf, paddedHidden, weightsOf } from "../machine";
import { multiplyAdd } from "../multiplyAdd";
import { paddedRows } from "./tile";

/**
 * Turns activations, [group][row][8], into scale · ω · p(z|x) in place, ω being 1 if `weights` is 0; rows that fill up a
 * block become 0. Returns Σ softplus(a) over rows and units, unweighted.
 */
export function batchProbabilities(
  m: i32,
  rows: i32,
  activations: usize,
  groupBytes: usize,
  weights: usize,
  scale: f32
): f64 {
  const groups = paddedHidden(m) >> 3;
  let total: f64 = 0;
  for (let g = 0; g < groups; g++) {
    total += groupProbabilities(rows, activations, weights, scale);
    const padding = <usize>(paddedRows(rows) - rows) << 5;
    if (padding) memory.fill(activations + (<usize>rows << 5), 0, padding);
    activations += groupBytes;
  }
  return total;
}

// @ts-ignore: decorator
@inline
function groupProbabilities(rows: i32, at: usize, weights: usize, scale: f32): f64 {
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  const scales = f32x4.splat(scale);
  let negative0 = zero;
  let negative1 = zero;
  let logarithms: f64 = 0;
  for (let r = 0; r < rows; ) {
    const until = min(rows, r + FACTORS);
    let product0 = one;
    let product1 = one;
    for (; r < until; r++) {
      const y0 = f32x4.mul(v128.load(at), f32x4.splat(-2)); // −a, in powers of 2
      const y1 = f32x4.mul(v128.load(at, 16), f32x4.splat(-2));
      const e0 = exp2(f32x4.pmin(f32x4.pmax(y0, f32x4.splat(-126)), f32x4.splat(126)));
      const e1 = exp2(f32x4.pmin(f32x4.pmax(y1, f32x4.splat(-126)), f32x4.splat(126)));
      const p0 = f32x4.div(one, f32x4.add(one, e0));
      const p1 = f32x4.div(one, f32x4.add(one, e1));
      // softplus(a) = max(a, 0) − log max(p, 1 − p)
      product0 = f32x4.mul(product0, f32x4.pmax(p0, f32x4.sub(one, p0)));
      product1 = f32x4.mul(product1, f32x4.pmax(p1, f32x4.sub(one, p1)));
      negative0 = f32x4.add(negative0, f32x4.pmin(y0, zero));
      negative1 = f32x4.add(negative1, f32x4.pmin(y1, zero));
      const factor = weights ? f32x4.mul(scales, v128.load32_splat(weights + (<usize>r << 2))) : scales;
      v128.store(at, f32x4.mul(p0, factor));
      v128.store(at, f32x4.mul(p1, factor), 16);
      at += 32;
    }
    logarithms += across(log(product0)) + across(log(product1));
  }
  return -LN2 * (across(negative0) + across(negative1)) - logarithms;
}

/** Adds Σ P and Σ P x over padded rows to the sums of d and W; x may hold anything finite where P is 0. */
export function addOuterProducts(n: i32, m: i32, x: usize, rows: i32, P: usize, groupBytes: usize, sums: usize): void {
  const groups = paddedHidden(m) >> 3;
  const weightBytes = <usize>paddedHidden(m) << 2;
  const rowBytes = <usize>n << 2;
  const end = P + (<usize>rows << 5);
  let sumsD = hiddenBiasOf(sums, n);
  let sumsW = weightsOf(sums, n, m);
  let until = end;
  for (let g = 0; g < groups; g++) {
    let d0 = v128.load(sumsD);
    let d1 = v128.load(sumsD, 16);
    for (let p = P; p < until; p += 32) {
      d0 = f32x4.add(d0, v128.load(p));
      d1 = f32x4.add(d1, v128.load(p, 16));
    }
    v128.store(sumsD, d0);
    v128.store(sumsD, d1, 16);
    let to = sumsW;
    for (let i = 0; i < n; i += 4) {
      outerBlock(P, until, x + (<usize>i << 2), rowBytes, to, weightBytes, min(4, n - i));
      to += weightBytes << 2;
    }
    P += groupBytes;
    until += groupBytes;
    sumsD += 32;
    sumsW += 32;
  }
}

// @ts-ignore: decorator
@inline
function outerBlock(P: usize, end: usize, x: usize, rowBytes: usize, to: usize, toBytes: usize, height: i32): void {
  let a00 = f32x4.splat(0);
  let a01 = a00;
  let a10 = a00;
  let a11 = a00;
  let a20 = a00;
  let a21 = a00;
  let a30 = a00;
  let a31 = a00;
  while (P < end) {
    const p0 = v128.load(P);
    const p1 = v128.load(P, 16);
    const x0 = v128.load32_splat(x);
    a00 = multiplyAdd(a00, x0, p0);
    a01 = multiplyAdd(a01, x0, p1);
    const x1 = v128.load32_splat(x, 4);
    a10 = multiplyAdd(a10, x1, p0);
    a11 = multiplyAdd(a11, x1, p1);
    const x2 = v128.load32_splat(x, 8);
    a20 = multiplyAdd(a20, x2, p0);
    a21 = multiplyAdd(a21, x2, p1);
    const x3 = v128.load32_splat(x, 12);
    a30 = multiplyAdd(a30, x3, p0);
    a31 = multiplyAdd(a31, x3, p1);
    x += rowBytes;
    P += 32;
  }
  addTo(to, a00, a01);
  if (height > 1) addTo(to + toBytes, a10, a11);
  if (height > 2) addTo(to + 2 * toBytes, a20, a21);
  if (height > 3) addTo(to + 3 * toBytes, a30, a31);
}

// @ts-ignore: decorator
@inline
function addTo(to: usize, a0: v128, a1: v128): void {
  v128.store(to, f32x4.add(v128.load(to), a0));
  v128.store(to, f32x4.add(v128.load(to, 16), a1), 16);
}
