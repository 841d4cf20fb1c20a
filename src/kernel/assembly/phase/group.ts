import { across, exp2, FACTORS, LN2, LOG2E, log } from "../elementary";
import { hiddenBiasOf, paddedHidden, weightsOf } from "../machine";

/** Four units, any n. */
export function addGroup(
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
