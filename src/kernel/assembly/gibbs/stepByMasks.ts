import { weightsOf } from "../machine";
import { bitsOf, difference, nearness, signsOf } from "./bernoulli";
import { decide } from "./decide";
import { coefficientsOf, EXPONENT_BIAS, FIXED, fixedPoint, headerOf, PreparedHeader, WIDE_ROUNDING } from "./prepared";

/**
 * z given x, then the mean of x given z, for n = 2 and activations up to thousands or units too many for tables: their
 * states as masks, then the mean row by row of W.
 */
export function stepByMasks(
  theta: usize,
  n: i32,
  m: i32,
  prepared: usize,
  state: usize,
  x: usize,
  words: usize,
  marks: usize,
  groups: i32,
  range: f32
): void {
  // Sums in float32 err by this much more than those of the other form.
  const guard = f32x4.splat(headerOf(prepared).guard + range * <f32>(n + 2) * WIDE_ROUNDING);
  const base = f32x4.splat(FIXED + EXPONENT_BIAS);
  const step = v128.load32_splat(prepared, offsetof<PreparedHeader>("step"));
  const mirror = v128.load32_splat(prepared, offsetof<PreparedHeader>("mirror"));
  const scale = v128.load32_splat(prepared, offsetof<PreparedHeader>("scale"));
  const magnitude = v128.load32_splat(prepared, offsetof<PreparedHeader>("magnitude"));
  const masks = marks + (<usize>groups << 4);
  let coefficients = coefficientsOf(prepared, n);
  for (let g: usize = 0; g < <usize>groups; g++) {
    const first = v128.load(words + (g << 4));
    let t0 = f32x4.sub(v128.load(coefficients), base);
    let t1 = f32x4.sub(v128.load(coefficients, 16), base);
    coefficients += 32;
    for (let i: usize = 0; i < <usize>n << 2; i += 4) {
      const xi = v128.load32_splat(x + i);
      t0 = f32x4.add(t0, f32x4.mul(xi, v128.load(coefficients)));
      t1 = f32x4.add(t1, f32x4.mul(xi, v128.load(coefficients, 16)));
      coefficients += 32;
    }
    const p0 = fixedPoint(t0, base);
    const p1 = fixedPoint(t1, base);
    const q0 = i32x4.sub(mirror, p0);
    const q1 = i32x4.sub(mirror, p1);
    const d0 = difference(p0, q0, first, scale);
    const d1 = difference(p1, q1, i32x4.shl(first, 16), scale);
    v128.store(masks + (g << 5), i32x4.shr_s(d0, 31));
    v128.store(masks + (g << 5), i32x4.shr_s(d1, 31), 16);
    const bits = signsOf(
      d0,
      d1,
      nearness(d0, p0, q0, guard, step, magnitude),
      nearness(d1, p1, q1, guard, step, magnitude)
    );
    store<u16>(marks + (g << 1), <u16>bits);
    let near = bits >> 8;
    while (near) {
      const lane = ctz(near);
      near &= near - 1;
      const on = decide(theta, n, m, prepared, state, x, <i32>(g << 3) + lane, bitsOf(words + (g << 4), lane));
      store<i32>(masks + (g << 5) + (<usize>lane << 2), on ? -1 : 0);
    }
  }
  addMaskedRows(theta, n, weightsOf(theta, n, m), <usize>groups << 5, masks, x);
}

/** x = b + W z, z as masks. */
// @ts-ignore: decorator
@inline
function addMaskedRows(theta: usize, n: i32, W: usize, rowBytes: usize, masks: usize, x: usize): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 4) {
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    for (let at: usize = 0; at < rowBytes; at += 32) {
      s0 = f32x4.add(s0, v128.and(v128.load(masks + at), v128.load(W + at)));
      s1 = f32x4.add(s1, v128.and(v128.load(masks + at, 16), v128.load(W + at, 16)));
    }
    const sum = f32x4.add(s0, s1);
    store<f32>(
      x + i,
      load<f32>(theta + i) +
        (f32x4.extract_lane(sum, 0) +
          f32x4.extract_lane(sum, 1) +
          (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3)))
    );
    W += rowBytes;
  }
}
