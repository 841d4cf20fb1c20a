// Four units on rows of the plane whose activations are moderate, without clamps and with fewer logarithms.

import { across, exp2, LN2, LOG2E, log } from "../elementary";
import { hiddenBiasOf, paddedHidden, weightsOf } from "../machine";
import { addSums } from "./sums";

/** Greatest |a| of a moderate unit, in powers of 2: four factors 1 + 2^28 and one of 2 stay within float32. */
const MODERATE: f32 = 28;

// The middle of the range of a pass's rows, half its width, and their sum.
let middle1: f32 = 0;
let middle2: f32 = 0;
let reach1: f32 = 0;
let reach2: f32 = 0;
let total1: f64 = 0;
let total2: f64 = 0;

/** Measures the rows of a pass. */
export function measure(x: usize, rows: i32): void {
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

/** Whether no activation of four units on the measured rows is beyond MODERATE. */
export function isModerate(theta: usize, m: i32, inverses: usize, unit: i32): bool {
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
  return i32x4.all_true(f32x4.le(greatest, f32x4.splat(MODERATE)));
}

/**
 * Four moderate units on measured rows, n = 2. Σ softplus(a) is Σ a + log Π (1 + e^−a), and Σ a is that of the summed rows;
 * of the product, whole powers of 2 are taken out and counted after every fourth factor.
 */
export function addModerateGroup(
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

