// A machine's parameters in memory, all float32: b (n, padded to a multiple of 4), log σ² (the same), d (m, padded to
// a multiple of 8), W (n rows of the padded m). Padding units have d = PAD and no weights: they are never on.

/** d of the units that only fill up a vector. */
export const PAD: f32 = -1e4;

export function paddedVisible(n: i32): i32 {
  return (n + 3) & ~3;
}

export function paddedHidden(m: i32): i32 {
  return (m + 7) & ~7;
}

/** float32 numbers of a machine of this size. */
export function thetaLength(n: i32, m: i32): i32 {
  return 2 * paddedVisible(n) + (n + 1) * paddedHidden(m);
}

// @ts-ignore: decorator
@inline
export function logVarianceOf(theta: usize, n: i32): usize {
  return theta + (<usize>paddedVisible(n) << 2);
}

// @ts-ignore: decorator
@inline
export function hiddenBiasOf(theta: usize, n: i32): usize {
  return theta + (<usize>paddedVisible(n) << 3);
}

// @ts-ignore: decorator
@inline
export function weightsOf(theta: usize, n: i32, m: i32): usize {
  return hiddenBiasOf(theta, n) + (<usize>paddedHidden(m) << 2);
}
