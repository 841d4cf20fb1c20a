// One update: the gradient of mean F(data) − mean F(draws) from the sums of its phases, the optimiser's step.

import { adamBeta1, adamBeta2, adamEpsilon } from "../../rbm/training/constants";
import { hiddenBiasOf, logVarianceOf, paddedHidden, thetaLength, weightsOf } from "./machine";

/** Sums over rows for one visible unit. */
@unmanaged
class Moments {
  /** Σ ω x */
  first: f64;
  /** Σ ω (x − b)² */
  second: f64;
}

// @ts-ignore: decorator
@inline
function momentsOf(moments: usize, unit: usize): Moments {
  return changetype<Moments>(moments + unit * offsetof<Moments>());
}

/** Adds scale · Σ ω x_i and scale · Σ ω (x_i − b_i)² to the moments of each visible unit; ω is 1 if `weights` is 0. */
export function addMoments(theta: usize, n: i32, x: usize, count: i32, weights: usize, scale: f64, moments: usize): void {
  let from = 0;
  if (!weights) for (; from + 4 <= n; from += 4) addFourMoments(theta, n, x, count, scale, from, moments);
  for (let i = from; i < n; i++) {
    const b = <f64>load<f32>(theta + (<usize>i << 2));
    let first: f64 = 0;
    let second: f64 = 0;
    for (let r = 0; r < count; r++) {
      const value = <f64>load<f32>(x + (<usize>(r * n + i) << 2));
      const weight: f64 = weights ? <f64>load<f32>(weights + (<usize>r << 2)) : 1;
      first += weight * value;
      second += weight * (value - b) * (value - b);
    }
    const sums = momentsOf(moments, i);
    sums.first += scale * first;
    sums.second += scale * second;
  }
}

function addFourMoments(theta: usize, n: i32, x: usize, count: i32, scale: f64, i: i32, moments: usize): void {
  const b = v128.load(theta + (<usize>i << 2));
  let first0 = f64x2.splat(0);
  let first1 = first0;
  let second0 = first0;
  let second1 = first0;
  let at = x + (<usize>i << 2);
  const b0 = f64x2.promote_low_f32x4(b);
  const b1 = f64x2.promote_low_f32x4(v128.shuffle<u64>(b, b, 1, 1));
  for (let r = 0; r < count; r++) {
    const values = v128.load(at);
    const x0 = f64x2.promote_low_f32x4(values);
    const x1 = f64x2.promote_low_f32x4(v128.shuffle<u64>(values, values, 1, 1));
    const from0 = f64x2.sub(x0, b0);
    const from1 = f64x2.sub(x1, b1);
    first0 = f64x2.add(first0, x0);
    first1 = f64x2.add(first1, x1);
    second0 = f64x2.add(second0, f64x2.mul(from0, from0));
    second1 = f64x2.add(second1, f64x2.mul(from1, from1));
    at += <usize>n << 2;
  }
  addTo(momentsOf(moments, i), scale, f64x2.extract_lane(first0, 0), f64x2.extract_lane(second0, 0));
  addTo(momentsOf(moments, i + 1), scale, f64x2.extract_lane(first0, 1), f64x2.extract_lane(second0, 1));
  addTo(momentsOf(moments, i + 2), scale, f64x2.extract_lane(first1, 0), f64x2.extract_lane(second1, 0));
  addTo(momentsOf(moments, i + 3), scale, f64x2.extract_lane(first1, 1), f64x2.extract_lane(second1, 1));
}

function addTo(sums: Moments, scale: f64, first: f64, second: f64): void {
  sums.first += scale * first;
  sums.second += scale * second;
}

/**
 * Turns sums (positive phase less negative phase) into the gradient of sign · loss, in place. Variances that are not
 * learned have gradient 0.
 */
export function finishGradient(
  theta: usize,
  n: i32,
  m: i32,
  inverses: usize,
  moments: usize,
  learnVariance: bool,
  sign: f32,
  gradient: usize
): void {
  const rowBytes = <usize>paddedHidden(m) << 2;
  const d = hiddenBiasOf(gradient, n);
  const minus = f32x4.splat(-sign);
  for (let j: usize = 0; j < rowBytes; j += 16) v128.store(d + j, f32x4.mul(v128.load(d + j), minus));
  for (let i: usize = 0; i < <usize>n; i++) {
    const inverse = load<f32>(inverses + (i << 2));
    const W = weightsOf(theta, n, m) + i * rowBytes;
    const sums = weightsOf(gradient, n, m) + i * rowBytes;
    const factor = f32x4.splat(-sign * inverse);
    const coupling: f64 = learnVariance ? dot(sums, W, rowBytes) : 0;
    for (let j: usize = 0; j < rowBytes; j += 16) v128.store(sums + j, f32x4.mul(v128.load(sums + j), factor));
    const sumsOfUnit = momentsOf(moments, i);
    store<f32>(gradient + (i << 2), <f32>(-sumsOfUnit.first * <f64>inverse) * sign);
    const variance: f64 = learnVariance ? (coupling - 0.5 * sumsOfUnit.second) * <f64>inverse : 0;
    store<f32>(logVarianceOf(gradient, n) + (i << 2), <f32>variance * sign);
  }
}

/** Σ a b in float64 over whole vectors. */
function dot(a: usize, b: usize, bytes: usize): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const products = f32x4.mul(v128.load(a + at), v128.load(b + at));
    low = f64x2.add(low, f64x2.promote_low_f32x4(products));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<u64>(products, products, 1, 1)));
  }
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Global norm of a gradient. */
export function gradientNorm(n: i32, m: i32, gradient: usize): f64 {
  const bytes = <usize>thetaLength(n, m) << 2;
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const g = v128.load(gradient + at);
    const g0 = f64x2.promote_low_f32x4(g);
    const g1 = f64x2.promote_low_f32x4(v128.shuffle<u64>(g, g, 1, 1));
    low = f64x2.add(low, f64x2.mul(g0, g0));
    high = f64x2.add(high, f64x2.mul(g1, g1));
  }
  const sum = f64x2.add(low, high);
  return Math.sqrt(f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
}

/** θ ← θ − rate · factor · gradient. */
export function stepSgd(n: i32, m: i32, theta: usize, gradient: usize, rate: f32): void {
  const bytes = <usize>thetaLength(n, m) << 2;
  const rates = f32x4.splat(rate);
  for (let at: usize = 0; at < bytes; at += 16)
    v128.store(theta + at, f32x4.sub(v128.load(theta + at), f32x4.mul(rates, v128.load(gradient + at))));
}

/**
 * Adam (Kingma and Ba, 2015) as PyTorch has it, of factor · gradient.
 * `correction1` and `correction2` are 1 − βᵗ of this step; `moments` holds both running means, each laid out as θ.
 */
export function stepAdam(
  n: i32,
  m: i32,
  theta: usize,
  gradient: usize,
  moments: usize,
  rate: f32,
  factor: f32,
  correction1: f32,
  correction2: f32
): void {
  const bytes = <usize>thetaLength(n, m) << 2;
  const step = f32x4.splat(rate / correction1);
  const inverseRoot = f32x4.splat(1 / sqrt<f32>(correction2));
  const keep1 = f32x4.splat(<f32>adamBeta1);
  const take1 = f32x4.splat(<f32>(1 - adamBeta1));
  const keep2 = f32x4.splat(<f32>adamBeta2);
  const take2 = f32x4.splat(<f32>(1 - adamBeta2));
  for (let at: usize = 0; at < bytes; at += 16) {
    const g = f32x4.mul(v128.load(gradient + at), f32x4.splat(factor));
    const first = f32x4.add(
      f32x4.mul(v128.load(moments + at), keep1),
      f32x4.mul(g, take1)
    );
    const second = f32x4.add(
      f32x4.mul(v128.load(moments + bytes + at), keep2),
      f32x4.mul(f32x4.mul(g, g), take2)
    );
    v128.store(moments + at, first);
    v128.store(moments + bytes + at, second);
    const root = f32x4.add(f32x4.mul(f32x4.sqrt(second), inverseRoot), f32x4.splat(<f32>adamEpsilon));
    v128.store(theta + at, f32x4.sub(v128.load(theta + at), f32x4.mul(step, f32x4.div(first, root))));
  }
}

/** to ← to + from, `length` floats, a multiple of 4. */
export function addFloats(to: usize, from: usize, length: i32): void {
  const bytes = <usize>length << 2;
  for (let at: usize = 0; at < bytes; at += 16)
    v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
}

/** gradient ← factor · gradient, and + decay · W for the weights. */
export function scaleGradient(n: i32, m: i32, theta: usize, gradient: usize, factor: f32, decay: f32): void {
  const factors = f32x4.splat(factor);
  const decays = f32x4.splat(decay);
  const weights = weightsOf(0, n, m);
  const bytes = <usize>thetaLength(n, m) << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    let g = f32x4.mul(v128.load(gradient + at), factors);
    if (at >= weights) g = f32x4.add(g, f32x4.mul(decays, v128.load(theta + at)));
    v128.store(gradient + at, g);
  }
}

/** velocity ← momentum · velocity + gradient; θ ← θ − rate · velocity (torch.optim.SGD). */
export function stepMomentum(
  n: i32,
  m: i32,
  theta: usize,
  gradient: usize,
  velocity: usize,
  rate: f32,
  momentum: f32
): void {
  const bytes = <usize>thetaLength(n, m) << 2;
  const rates = f32x4.splat(rate);
  const keep = f32x4.splat(momentum);
  for (let at: usize = 0; at < bytes; at += 16) {
    const v = f32x4.add(f32x4.mul(keep, v128.load(velocity + at)), v128.load(gradient + at));
    v128.store(velocity + at, v);
    v128.store(theta + at, f32x4.sub(v128.load(theta + at), f32x4.mul(rates, v)));
  }
}

/** Whether none of `length` values, a multiple of 4, is infinite or NaN: 0 times each is 0. */
export function allFinite(at: usize, length: i32): bool {
  let sum = f32x4.splat(0);
  for (const end = at + (<usize>length << 2); at < end; at += 16)
    sum = f32x4.add(sum, f32x4.mul(v128.load(at), f32x4.splat(0)));
  return i32x4.all_true(f32x4.eq(sum, f32x4.splat(0)));
}

/** Copies the rows of x named by `order` together. */
export function gatherRows(x: usize, n: i32, order: usize, count: i32, out: usize): void {
  const bytes = <usize>n << 2;
  for (let r: usize = 0; r < <usize>count; r++)
    memory.copy(out + r * bytes, x + <usize>load<u32>(order + (r << 2)) * bytes, bytes);
}
