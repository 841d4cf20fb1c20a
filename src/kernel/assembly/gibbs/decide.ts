import { logisticOfNegative, roughLogisticOfNegative } from "../elementary";
import { hiddenBiasOf, paddedHidden, weightsOf } from "../machine";
import { nextWord } from "../random";
import { inverseVariancesOf } from "./prepared";

/** Whether the unit is on, in float64, given the 16 bits of its draw. */
export function decide(theta: usize, n: i32, m: i32, prepared: usize, state: usize, x: usize, unit: i32, bits: u32): bool {
  if (unit >= m) return false;
  const mp = paddedHidden(m);
  const W = weightsOf(theta, n, m);
  let a: f64 = <f64>load<f32>(hiddenBiasOf(theta, n) + (<usize>unit << 2));
  for (let i = 0; i < n; i++)
    a +=
      <f64>load<f32>(x + (<usize>i << 2)) *
      <f64>load<f32>(W + (<usize>(i * mp + unit) << 2)) *
      load<f64>(inverseVariancesOf(prepared) + (<usize>i << 3));
  return decideBits(a, state, bits);
}

/**
 * The same from a column of coefficients, `column` being that of the bias: they are float32's nearest, so a is that of
 * the machine to 1e-7 of its terms.
 */
export function decideOnPanel(column: usize, n: i32, state: usize, x: usize, bits: u32): bool {
  let t0 = <f64>load<f32>(column);
  let t1: f64 = 0;
  const end = x + (<usize>n << 2);
  for (; x + 8 <= end; x += 8) {
    t0 += <f64>load<f32>(x) * <f64>load<f32>(column, 32);
    t1 += <f64>load<f32>(x, 4) * <f64>load<f32>(column, 64);
    column += 64;
  }
  if (x < end) t0 += <f64>load<f32>(x) * <f64>load<f32>(column, 32);
  return decideBits((t0 + t1) * 1.3862943611198906, state, bits);
}

function decideBits(a: f64, state: usize, bits: u32): bool {
  // If a > 0, 1 − u decides whether the unit is off: so both tails keep their relative accuracy.
  const positive = a > 0;
  if (positive) bits ^= 0xffff;
  a = -abs(a);
  const rough = roughLogisticOfNegative(a) * 65536;
  if (rough < <f64>bits * 0.9999998) return positive;
  if (rough > <f64>(bits + 1) * 1.0000002) return !positive;
  const further = ((<u64>nextWord(state)) << 32) | <u64>nextWord(state);
  // 16 and 64 bits, and half a step: u in (0, 1).
  const u = (<f64>bits + (<f64>further + 0.5) * 5.421010862427522e-20) * 1.52587890625e-5;
  return u < logisticOfNegative(a) ? !positive : positive;
}
