import { across, exp2, FACTORS, LN2, LOG2E, log } from "../elementary";
import { hiddenBiasOf, paddedHidden, weightsOf } from "../machine";
import { addSums } from "./sums";

/** Four units, n = 2. */
// @ts-ignore: decorator
@inline
export function addPlaneGroup(
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
