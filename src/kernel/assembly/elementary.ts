// Elementary functions of four float32 lanes, and exp of one float64.

export const LOG2E: f32 = 1.4426950408889634;
export const LN2: f64 = 0.6931471805599453;
/** Factors of at most 2 whose product is taken before its logarithm: 2⁶⁴ is in float32's range, and so is 2⁻⁶⁴. */
export const FACTORS: i32 = 64;

/** 1.5 · 2²³: added to a float32, it leaves the nearest whole number in the low bits. */
const ROUND: f32 = 12582912.0;

/** 2^y for y in [−126, 126]; relative error below 2e-7. */
// @ts-ignore: decorator
@inline
export function exp2(y: v128): v128 {
  const t = f32x4.add(y, f32x4.splat(ROUND));
  return exp2Of(f32x4.sub(y, f32x4.sub(t, f32x4.splat(ROUND))), t);
}

/** 2^(r + k) for r in [−½, ½] and k the low bits of `k` (minimax polynomial). */
// @ts-ignore: decorator
@inline
export function exp2Of(r: v128, k: v128): v128 {
  // Estrin's order: shorter chains of dependent operations than Horner's.
  const r2 = f32x4.mul(r, r);
  const low = f32x4.add(f32x4.mul(r, f32x4.splat(0.6931469670639561)), f32x4.splat(1.0000000716502184));
  const middle = f32x4.add(f32x4.mul(r, f32x4.splat(0.05550713260125535)), f32x4.splat(0.24022119727752933));
  const high = f32x4.add(f32x4.mul(r, f32x4.splat(0.0013276479128966313)), f32x4.splat(0.009675541427624867));
  const p = f32x4.add(low, f32x4.mul(r2, f32x4.add(middle, f32x4.mul(r2, high))));
  return i32x4.add(p, i32x4.shl(k, 23));
}

const HALF_ROOT: i32 = 0x3f3504f3; // √½

/** The whole power of 2 in positive normal numbers: v = 2^k μ with μ in [√½, √2). */
// @ts-ignore: decorator
@inline
export function exponentOf(v: v128): v128 {
  return f32x4.convert_i32x4_s(i32x4.shr_s(i32x4.sub(v, i32x4.splat(HALF_ROOT)), 23));
}

/** log v − k ln 2 + k ln2Error, k as above (the polynomial of Cephes' logf). */
// @ts-ignore: decorator
@inline
export function logMantissa(v: v128, k: v128, ln2Error: f32): v128 {
  const shifted = v128.and(i32x4.sub(v, i32x4.splat(HALF_ROOT)), i32x4.splat(0x007fffff));
  const x = f32x4.sub(i32x4.add(shifted, i32x4.splat(HALF_ROOT)), f32x4.splat(1));
  const z = f32x4.mul(x, x);
  let p = f32x4.add(f32x4.mul(x, f32x4.splat(7.0376836292e-2)), f32x4.splat(-1.1514610310e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(1.1676998740e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(-1.2420140846e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(1.4249322787e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(-1.6668057665e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(2.0000714765e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(-2.4999993993e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(3.3333331174e-1));
  p = f32x4.mul(f32x4.mul(p, x), z);
  if (ln2Error != 0) p = f32x4.add(p, f32x4.mul(k, f32x4.splat(ln2Error)));
  p = f32x4.sub(p, f32x4.mul(z, f32x4.splat(0.5)));
  return f32x4.add(x, p);
}

/** Natural logarithm of positive normal numbers; relative error below 2e-7. */
// @ts-ignore: decorator
@inline
export function log(v: v128): v128 {
  const k = exponentOf(v);
  // k times this much of ln 2 is exact.
  return f32x4.add(logMantissa(v, k, -2.12194440e-4), f32x4.mul(k, f32x4.splat(0.693359375)));
}

/** The sum of four lanes, in float64. */
// @ts-ignore: decorator
@inline
export function across(v: v128): f64 {
  return (
    <f64>f32x4.extract_lane(v, 0) +
    <f64>f32x4.extract_lane(v, 1) +
    (<f64>f32x4.extract_lane(v, 2) + <f64>f32x4.extract_lane(v, 3))
  );
}

/** e^y in float64 for y in [−708, 0]; relative error below 1e-15 (Taylor, |r| ≤ ln 2 / 2, 14 terms). */
export function exp64(y: f64): f64 {
  if (y < -708) return 0;
  const k = nearest(y * 1.4426950408889634);
  const r = y - k * 0.693147180369123816490 - k * 1.90821492927058770002e-10;
  let p: f64 = 1;
  for (let i: f64 = 14; i > 0; i--) p = p * (r / i) + 1;
  return p * reinterpret<f64>((<i64>k + 1023) << 52);
}

/** e^−y in float64 for |y| ≤ 708. */
export function inverseExp64(y: f64): f64 {
  return y > 0 ? exp64(-y) : 1 / exp64(y);
}

/** σ(a) in float64 for a ≤ 0; relative error below 1e-7 (minimax polynomial of 2^r on [−½, ½]). */
export function roughLogisticOfNegative(a: f64): f64 {
  const y = max<f64>(a * 1.4426950408889634, -1000);
  const k = nearest(y);
  const r = y - k;
  let p: f64 = 0.0001534475289218449;
  p = p * r + 0.0013400088230262565;
  p = p * r + 0.009618497007675622;
  p = p * r + 0.05550328345083264;
  p = p * r + 0.24022646734905762;
  p = p * r + 0.693147205909922;
  p = p * r + 1.0000000006187053;
  const e = p * reinterpret<f64>((<i64>k + 1023) << 52);
  return e / (1 + e);
}

/** σ(a) in float64 for a ≤ 0; relative error below 1e-15. */
export function logisticOfNegative(a: f64): f64 {
  const e = exp64(a);
  return e / (1 + e);
}

/** Standard normals (Box and Muller): eight of two vectors of random words at `words`, `pairs` times over. */
export function normals(words: usize, out: usize, pairs: i32): void {
  const end = out + (<usize>pairs << 5);
  while (out < end) {
    const u = v128.load(words);
    const v = v128.load(words, 16);
    // u + ½ over 2³² without losing the small ones: (u >>> 1) is a positive i32, exact to float32's rounding.
    const unit = f32x4.mul(
      f32x4.add(f32x4.convert_i32x4_s(i32x4.shr_u(u, 1)), f32x4.splat(0.5)),
      f32x4.splat(4.656612873077393e-10)
    );
    const radius = f32x4.sqrt(f32x4.mul(log(f32x4.min(unit, f32x4.splat(1))), f32x4.splat(-2)));
    // The angle: 30 bits for a quarter around 0, one to turn it by a right angle, one to turn it about.
    const angle = f32x4.mul(
      f32x4.convert_i32x4_s(i32x4.shr_s(i32x4.shl(v, 2), 2)),
      f32x4.splat(1.4629180792671596e-9)
    );
    const z = f32x4.mul(angle, angle);
    let sine = f32x4.add(f32x4.mul(z, f32x4.splat(-1.9515295891e-4)), f32x4.splat(8.3321608736e-3));
    sine = f32x4.add(f32x4.mul(sine, z), f32x4.splat(-1.6666654611e-1));
    sine = f32x4.add(f32x4.mul(f32x4.mul(sine, z), angle), angle);
    let cosine = f32x4.add(f32x4.mul(z, f32x4.splat(2.443315711809948e-5)), f32x4.splat(-1.388731625493765e-3));
    cosine = f32x4.add(f32x4.mul(cosine, z), f32x4.splat(4.166664568298827e-2));
    cosine = f32x4.add(
      f32x4.sub(f32x4.mul(f32x4.mul(cosine, z), z), f32x4.mul(z, f32x4.splat(0.5))),
      f32x4.splat(1)
    );
    const about = v128.and(v, i32x4.splat(0x80000000));
    const turned = i32x4.shr_s(i32x4.shl(v, 1), 31);
    const first = v128.bitselect(f32x4.neg(sine), cosine, turned);
    const second = v128.bitselect(cosine, sine, turned);
    v128.store(out, f32x4.mul(radius, v128.xor(first, about)));
    v128.store(out, f32x4.mul(radius, v128.xor(second, about)), 16);
    words += 32;
    out += 32;
  }
}
