// The Bernoulli draw of a hidden unit.
//
// A unit is on if u < σ(a), u uniform. With u = (1 + U)/2 that is U·(p + q) < p − q for p = e^(a/2), q = e^(−a/2).
// p and q are taken from the bits of float32: a number whose exponent and mantissa together are read as a fixed-point
// logarithm. Each is wrong by up to 6 %, but in the same direction, and their ratio by at most 1.05 % (2^0.01505).
// A draw is marked if it falls so near to the threshold that this, the rounding of a, or the 16 bits of U could decide
// it. A marked draw is decided again in float64 with 64 further random bits (decide.ts). So what is drawn has the exact
// probability, without the cost of a good exponential.

/** U·T − D from fixed-point logarithms and random words, times 2³¹; negative if the unit is on. */
// @ts-ignore: decorator
@inline
export function difference(p: v128, q: v128, word: v128, scale: v128): v128 {
  return f32x4.sub(
    f32x4.mul(f32x4.convert_i32x4_s(word), f32x4.add(p, q)),
    f32x4.mul(f32x4.sub(p, q), scale)
  );
}

/** Negative in the lanes whose draw is too near to its threshold. */
// @ts-ignore: decorator
@inline
export function nearness(difference: v128, p: v128, q: v128, guard: v128, step: v128, magnitude: v128): v128 {
  return f32x4.sub(f32x4.sub(v128.and(difference, magnitude), guard), f32x4.mul(f32x4.add(p, q), step));
}

/** The signs of two vectors of differences in the low byte, those of their nearness in the high one. */
// @ts-ignore: decorator
@inline
export function signsOf(difference0: v128, difference1: v128, nearness0: v128, nearness1: v128): i32 {
  return i8x16.bitmask(
    i8x16.narrow_i16x8_s(
      i16x8.narrow_i32x4_s(difference0, difference1),
      i16x8.narrow_i32x4_s(nearness0, nearness1)
    )
  );
}

/** The 16 bits of unit `lane` of a group's random words; the first four units take the upper half of each word. */
// @ts-ignore: decorator
@inline
export function bitsOf(words: usize, lane: i32): u32 {
  const word = load<u32>(words + (<usize>(lane & 3) << 2));
  return (lane < 4 ? word >> 16 : word & 0xffff) ^ 0x8000;
}
