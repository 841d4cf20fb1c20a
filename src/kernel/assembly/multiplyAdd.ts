/**
 * a + x · w, lane by lane, where the products of the batch spend their time. The fused build rounds once if the core
 * can, the plain build twice.
 */
// @ts-ignore: decorator
@inline
export function multiplyAdd(a: v128, x: v128, w: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(x, w, a);
  return f32x4.add(a, f32x4.mul(x, w));
}
