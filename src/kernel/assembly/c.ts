// c(x), four rows of x in the lanes of a vector.

import { exp2, FACTORS, inverseExp64, LOG2E, log } from "./elementary";
import { hiddenBiasOf, logVarianceOf, paddedHidden, weightsOf } from "./machine";

/** 1/σ² of each visible unit as float32, for the sums below. */
export function inverseVariances(theta: usize, n: i32, out: usize): void {
  for (let i: usize = 0; i < (<usize>n) << 2; i += 4)
    store<f32>(out + i, <f32>inverseExp64(<f64>load<f32>(logVarianceOf(theta, n) + i)));
}

/**
 * c(x) in nats of `count` rows, a multiple of 4. Columns of x are apart: x_i of row r at xs + (i · count + r) · 4.
 * `scaled` is working space of n vectors.
 */
export function cOfRows(
  theta: usize,
  n: i32,
  m: i32,
  inverses: usize,
  xs: usize,
  count: i32,
  out: usize,
  scaled: usize
): void {
  const d = hiddenBiasOf(theta, n);
  const W = weightsOf(theta, n, m);
  const rowBytes = (<usize>paddedHidden(m)) << 2;
  const columnBytes = (<usize>count) << 2;
  for (let r: usize = 0; r < columnBytes; r += 16) {
    let quadratic = f32x4.splat(0);
    for (let i = 0; i < n; i++) {
      const inverse = v128.load32_splat(inverses + ((<usize>i) << 2));
      const x = v128.load(xs + <usize>i * columnBytes + r);
      const from = f32x4.sub(x, v128.load32_splat(theta + ((<usize>i) << 2)));
      quadratic = f32x4.add(quadratic, f32x4.mul(f32x4.mul(from, from), inverse));
      v128.store(scaled + ((<usize>i) << 4), f32x4.mul(x, inverse));
    }
    let sum = f32x4.mul(quadratic, f32x4.splat(-0.5));
    const x1 = v128.load(scaled);
    const x2 = n > 1 ? v128.load(scaled, 16) : f32x4.splat(0);
    const second = n > 1 ? rowBytes : 0;
    for (let from = 0; from < m; from += FACTORS) {
      const end = (<usize>min(m, from + FACTORS)) << 2;
      let product = f32x4.splat(1);
      let positive = f32x4.splat(0);
      for (let j = (<usize>from) << 2; j < end; j += 4) {
        let a = f32x4.add(
          f32x4.add(v128.load32_splat(d + j), f32x4.mul(x1, v128.load32_splat(W + j))),
          f32x4.mul(x2, v128.load32_splat(W + second + j))
        );
        for (let i = 2; i < n; i++)
          a = f32x4.add(
            a,
            f32x4.mul(v128.load(scaled + ((<usize>i) << 4)), v128.load32_splat(W + <usize>i * rowBytes + j))
          );
        positive = f32x4.add(positive, f32x4.pmax(a, f32x4.splat(0)));
        const y = f32x4.pmax(f32x4.mul(f32x4.abs(a), f32x4.splat(-LOG2E)), f32x4.splat(-126));
        product = f32x4.mul(product, f32x4.add(exp2(y), f32x4.splat(1)));
      }
      sum = f32x4.add(sum, f32x4.add(positive, log(product)));
    }
    v128.store(out + r, sum);
  }
}

/** The greatest of `count` values; NaN if one is NaN. */
export function greatestOf(c: usize, count: i32): f32 {
  let greatest: f32 = -Infinity;
  for (let at: usize = 0; at < (<usize>count) << 2; at += 4) greatest = max(greatest, load<f32>(c + at));
  return greatest;
}

/** factor · exp(c − from) of `count` values, a multiple of 4, none above `from`, into `out`; their sum. 0 below 2⁻¹²⁶. */
export function exponentials(c: usize, count: i32, from: f32, factor: f32, out: usize): f64 {
  let sum: f64 = 0;
  for (let at: usize = 0; at < (<usize>count) << 2; at += 16) {
    const y = f32x4.mul(f32x4.sub(v128.load(c + at), f32x4.splat(from)), f32x4.splat(LOG2E));
    const seen = f32x4.gt(y, f32x4.splat(-126));
    const e = v128.and(seen, f32x4.mul(exp2(f32x4.pmax(y, f32x4.splat(-126))), f32x4.splat(factor)));
    v128.store(out + at, e);
    sum += <f64>(
      (f32x4.extract_lane(e, 0) + f32x4.extract_lane(e, 1) + f32x4.extract_lane(e, 2) + f32x4.extract_lane(e, 3))
    );
  }
  return sum;
}
