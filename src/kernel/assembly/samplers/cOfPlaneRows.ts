// c(x) of many points of a plane, eight rows at once: 1.25 times as fast as cOfRows, which serves any n.

import { exp2, FACTORS, LN2, LOG2E, log } from "../elementary";
import { hiddenBiasOf, paddedHidden, weightsOf } from "../machine";

/** c(x) in nats of `count` rows, a multiple of 8, n = 2. Columns of x are apart, as cOfRows has them. */
export function cOfPlaneRows(theta: usize, m: i32, inverses: usize, xs: usize, count: i32, out: usize): void {
  const d = hiddenBiasOf(theta, 2);
  const W = weightsOf(theta, 2, m);
  const second = (<usize>paddedHidden(m)) << 2;
  const b1 = v128.load32_splat(theta);
  const b2 = v128.load32_splat(theta, 4);
  const inverse1 = v128.load32_splat(inverses);
  const inverse2 = v128.load32_splat(inverses, 4);
  const scale1 = f32x4.mul(inverse1, f32x4.splat(LOG2E));
  const scale2 = f32x4.mul(inverse2, f32x4.splat(LOG2E));
  const columnBytes = (<usize>count) << 2;
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  const least = f32x4.splat(-126);
  for (let r: usize = 0; r < columnBytes; r += 32) {
    const p1 = v128.load(xs + r);
    const p2 = v128.load(xs + columnBytes + r);
    const q1 = v128.load(xs + r, 16);
    const q2 = v128.load(xs + columnBytes + r, 16);
    let pSum = halfSquares(f32x4.sub(p1, b1), f32x4.sub(p2, b2), inverse1, inverse2);
    let qSum = halfSquares(f32x4.sub(q1, b1), f32x4.sub(q2, b2), inverse1, inverse2);
    // Activations in powers of 2.
    const ps1 = f32x4.mul(p1, scale1);
    const ps2 = f32x4.mul(p2, scale2);
    const qs1 = f32x4.mul(q1, scale1);
    const qs2 = f32x4.mul(q2, scale2);
    for (let from = 0; from < m; from += FACTORS) {
      const end = (<usize>min(m, from + FACTORS)) << 2;
      let pProduct = one;
      let qProduct = one;
      let pPositive = zero;
      let qPositive = zero;
      for (let j = (<usize>from) << 2; j < end; j += 4) {
        const bias = f32x4.splat(load<f32>(d + j) * LOG2E);
        const w1 = v128.load32_splat(W + j);
        const w2 = v128.load32_splat(W + second + j);
        const p = f32x4.add(f32x4.add(bias, f32x4.mul(ps1, w1)), f32x4.mul(ps2, w2));
        const q = f32x4.add(f32x4.add(bias, f32x4.mul(qs1, w1)), f32x4.mul(qs2, w2));
        pPositive = f32x4.add(pPositive, f32x4.pmax(p, zero));
        qPositive = f32x4.add(qPositive, f32x4.pmax(q, zero));
        const pPower = exp2(f32x4.pmax(f32x4.neg(f32x4.abs(p)), least));
        const qPower = exp2(f32x4.pmax(f32x4.neg(f32x4.abs(q)), least));
        pProduct = f32x4.mul(pProduct, f32x4.add(pPower, one));
        qProduct = f32x4.mul(qProduct, f32x4.add(qPower, one));
      }
      pSum = f32x4.add(pSum, f32x4.add(f32x4.mul(pPositive, f32x4.splat(<f32>LN2)), log(pProduct)));
      qSum = f32x4.add(qSum, f32x4.add(f32x4.mul(qPositive, f32x4.splat(<f32>LN2)), log(qProduct)));
    }
    v128.store(out + r, pSum);
    v128.store(out + r, qSum, 16);
  }
}

/** −½ Σ (xᵢ − bᵢ)² / σᵢ² */
// @ts-ignore: decorator
@inline
function halfSquares(from1: v128, from2: v128, inverse1: v128, inverse2: v128): v128 {
  const sum = f32x4.add(
    f32x4.mul(f32x4.mul(from1, from1), inverse1),
    f32x4.mul(f32x4.mul(from2, from2), inverse2)
  );
  return f32x4.mul(sum, f32x4.splat(-0.5));
}
