import { hiddenBiasOf, paddedHidden, weightsOf } from "../machine";

/** Adds scale · Σ p and scale · Σ p x of four units, n = 2, p from `kept`. */
export function addSums(m: i32, x: usize, end: usize, kept: usize, scale: f32, sums: usize, at: usize): void {
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
