// A machine prepared for sampling. In memory: the header, then arrays whose lengths depend on n and m:
//   1/σ² of each visible unit, float64          (n, padded)
//   greatest |coefficient| of each visible unit (n, padded)
//   σ of each visible unit                      (n, padded)
//   coefficients, groups of 8 hidden units: 8 of the biases, then 8 for each visible unit
//   tables of sums: if n = 2 and m is small, 256 pairs (x₁, x₂) for each group; if n ≠ 2 and the machine is small,
//   those of batch/visible.ts

import { keepTables, keptTableBytes } from "../batch/visible";
import { across, inverseExp64 } from "../elementary";
import { hiddenBiasOf, logVarianceOf, paddedHidden, paddedVisible, weightsOf } from "../machine";

/** log2(e) / 2: from a to the fixed-point logarithm of e^(a/2). */
const HALF_LOG2E: f64 = 0.7213475204444817;
/** 2⁹: a number of [512, 1024) has steps of 2⁻¹⁴, and its mantissa shifted left by 9 is a float32 of that logarithm. */
export const FIXED: f32 = 512;
export const EXPONENT_BIAS: f32 = 127;
/** Padding units: far below the range, so off but for the 16-bit tail, which float64 then decides. */
const PAD_LOGARITHM: f32 = -60;
/** Bytes of a group's table: the sum of W's rows over each of the 256 states of 8 units. */
export const TABLE_BYTES: usize = 2048;
/** Up to this many groups, x given z is summed from tables; above, the tables no longer fit the nearest cache. */
const TABLE_GROUPS: i32 = 256;

/** Greatest |log2 e^(a/2)| of the clamped form, beyond which a unit's state is left to the 16-bit tail. */
const CLAMP: f32 = 60;
/** Greatest |log2 e^(a/2)| whose float32 sums are of use; beyond it every draw is decided in float64. */
export const WIDE_RANGE: f32 = 16384;
/** Twice float32's rounding, in a, as a guard of |U·T − D| times 2³¹. */
export const WIDE_ROUNDING: f32 = 2.0 * 5.960464477539063e-8 * 1.3862943611198906 * 1.075 * 2147483648.0;

/** Clamped, as the bits of its power of 2; `base` is FIXED + EXPONENT_BIAS. */
// @ts-ignore: decorator
@inline
export function fixedPoint(t: v128, base: v128): v128 {
  return i32x4.shl(f32x4.add(f32x4.pmin(f32x4.pmax(t, f32x4.splat(-CLAMP)), f32x4.splat(CLAMP)), base), 9);
}

/** Constants of the loops are kept here and read from memory, or the compiler makes them anew in every round. */
@unmanaged
export class PreparedHeader {
  /** greatest |log2 e^(a/2)| that the biases alone give */
  biasRange: f32;
  /** a draw is decided again if |U·T − D| · 2³¹ is below guard + step · T (see bernoulli.ts) */
  guard: f32;
  step: f32;
  /** twice the bits of 1: the bits of q are this less those of p */
  mirror: i32;
  /** 2³¹ */
  scale: f32;
  /** all bits but the sign */
  magnitude: i32;
  unused0: i32;
  unused1: i32;
}

// @ts-ignore: decorator
@inline
export function headerOf(prepared: usize): PreparedHeader {
  return changetype<PreparedHeader>(prepared);
}

// @ts-ignore: decorator
@inline
export function inverseVariancesOf(prepared: usize): usize {
  return prepared + offsetof<PreparedHeader>();
}

// @ts-ignore: decorator
@inline
export function weightRangesOf(prepared: usize, n: i32): usize {
  return inverseVariancesOf(prepared) + (<usize>paddedVisible(n) << 3);
}

// @ts-ignore: decorator
@inline
export function deviationsOf(prepared: usize, n: i32): usize {
  return weightRangesOf(prepared, n) + (<usize>paddedVisible(n) << 2);
}

// @ts-ignore: decorator
@inline
export function coefficientsOf(prepared: usize, n: i32): usize {
  return deviationsOf(prepared, n) + (<usize>paddedVisible(n) << 2);
}

// @ts-ignore: decorator
@inline
export function tablesOf(prepared: usize, n: i32, m: i32): usize {
  return coefficientsOf(prepared, n) + <usize>paddedHidden(m) * <usize>(n + 1) * 4;
}

// @ts-ignore: decorator
@inline
export function usesTables(n: i32, groups: i32): bool {
  return n == 2 && groups <= TABLE_GROUPS;
}

/** Bytes of a machine's prepared form. */
export function gibbsBytes(n: i32, m: i32): usize {
  const groups = paddedHidden(m) >> 3;
  if (n != 2) return tablesOf(0, n, m) + keptTableBytes(n, m);
  return tablesOf(0, n, m) + (usesTables(n, groups) ? <usize>groups * TABLE_BYTES : 0);
}

/** The kept tables of a machine with n ≠ 2; 0 if it has none. */
export function keptTablesOf(prepared: usize, n: i32, m: i32): usize {
  return keptTableBytes(n, m) ? tablesOf(prepared, n, m) : 0;
}

/** Prepares a machine for sampling. */
export function prepareGibbs(theta: usize, n: i32, m: i32, prepared: usize): void {
  const mp = paddedHidden(m);
  const d = hiddenBiasOf(theta, n);
  const W = weightsOf(theta, n, m);
  const groupBytes = <usize>(n + 1) << 5;
  let biasRange: f32 = 0;
  for (let j = 0; j < mp; j++) {
    const value: f64 = j < m ? <f64>load<f32>(d + (<usize>j << 2)) * HALF_LOG2E : <f64>PAD_LOGARITHM;
    if (j < m) biasRange = max(biasRange, <f32>abs(value));
    const within = coefficientsOf(prepared, n) + <usize>(j >> 3) * groupBytes + (<usize>(j & 7) << 2);
    // n = 2 takes the sum as a fixed-point number at once; more terms would lose too many digits by it.
    store<f32>(within, n == 2 ? FIXED + EXPONENT_BIAS + <f32>value : <f32>value);
  }
  const header = headerOf(prepared);
  header.biasRange = biasRange;
  // Guards for |U·T − D|, T = p + q: half of the ratio's error times the greatest pq/T; the step of U and float32's.
  // n = 2 rounds to steps of 2⁻¹⁴ at each term, other machines once; their float32 sums have guards of their own.
  const roundings = n == 2 ? n + 2 : 2;
  const rounding: f64 = <f64>roundings * 3.0517578125e-5 * 1.3862943611198906 + 6e-5;
  header.guard = <f32>(1.075 * (0.010433 + rounding) * 2147483648.0);
  header.step = <f32>((3.0517578125e-5 + 1e-6) * 2147483648.0);
  header.mirror = 0x7f000000;
  header.scale = 2147483648.0;
  header.magnitude = 0x7fffffff;
  for (let i = 0; i < n; i++) {
    const logVariance = <f64>load<f32>(logVarianceOf(theta, n) + (<usize>i << 2));
    const inverse = inverseExp64(logVariance);
    store<f64>(inverseVariancesOf(prepared) + (<usize>i << 3), inverse);
    store<f32>(deviationsOf(prepared, n) + (<usize>i << 2), <f32>(1 / Math.sqrt(inverse)));
    const row = W + <usize>(i * mp) * 4;
    const factor = f32x4.splat(<f32>(inverse * HALF_LOG2E));
    let ranges = f32x4.splat(0);
    let to = coefficientsOf(prepared, n) + (<usize>(i + 1) << 5);
    for (let from = row; from < row + (<usize>mp << 2); from += 32) {
      const value0 = f32x4.mul(v128.load(from), factor);
      const value1 = f32x4.mul(v128.load(from, 16), factor);
      ranges = f32x4.max(ranges, f32x4.max(f32x4.abs(value0), f32x4.abs(value1)));
      v128.store(to, value0);
      v128.store(to, value1, 16);
      to += groupBytes;
    }
    store<f32>(weightRangesOf(prepared, n) + (<usize>i << 2), greatestLane(ranges));
  }
  if (usesTables(n, mp >> 3)) fillTables(W, mp, tablesOf(prepared, n, m));
  if (n != 2 && keptTableBytes(n, m)) keepTables(theta, n, m, tablesOf(prepared, n, m));
}

// @ts-ignore: decorator
@inline
function greatestLane(v: v128): f32 {
  return max(
    max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)),
    max(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3))
  );
}

function fillTables(W: usize, mp: i32, table: usize): void {
  const second = W + (<usize>mp << 2);
  for (let j: usize = 0; j < <usize>mp; j += 8) {
    store<u64>(table, 0);
    for (let bit: usize = 0; bit < 8; bit++) {
      const w1 = load<f32>(W + ((j + bit) << 2));
      const w2 = load<f32>(second + ((j + bit) << 2));
      const size: usize = 8 << bit;
      for (let at: usize = 0; at < size; at += 8) {
        store<f32>(table + size + at, load<f32>(table + at) + w1);
        store<f32>(table + size + at, load<f32>(table + at, 4) + w2, 4);
      }
    }
    table += TABLE_BYTES;
  }
}

/** Greatest |log2 e^(a/2)| of any unit at x. */
// @ts-ignore: decorator
@inline
export function rangeAt(prepared: usize, n: i32, x: usize): f32 {
  const ranges = weightRangesOf(prepared, n);
  const bytes = <usize>n << 2;
  let range = headerOf(prepared).biasRange;
  let i: usize = 0;
  if (n > 3) {
    let sum = f32x4.splat(0);
    for (; i + 16 <= bytes; i += 16)
      sum = f32x4.add(sum, f32x4.mul(f32x4.abs(v128.load(x + i)), v128.load(ranges + i)));
    range += <f32>across(sum);
  }
  for (; i < bytes; i += 4) range += abs(load<f32>(x + i)) * load<f32>(ranges + i);
  return range;
}
