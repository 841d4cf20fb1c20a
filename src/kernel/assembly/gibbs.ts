// Gibbs sampling: z given x, then x given z, for a tile of chains at once.
//
// A unit is on where u < σ(a), u uniform. With u = (1 + U)/2 that is U·(p + q) < p − q for p = e^(a/2), q = e^(−a/2).
// p and q are taken from the bits of float32: a number whose exponent and mantissa together are read as a fixed-point
// logarithm. Each is wrong by up to 6 %, but in the same direction, and their ratio by at most 1.05 % (2^0.01505).
// A draw that falls so near to the threshold that this, the rounding of a, or the 16 bits of U could decide it is
// marked, and decided again in float64 with 64 further random bits. So what is drawn has the exact probability, without
// the cost of a good exponential.

import { inverseExp64, logisticOfNegative, normals, roughLogisticOfNegative } from "./elementary";
import { hiddenBiasOf, logVarianceOf, paddedHidden, paddedVisible, weightsOf } from "./machine";
import { fillWords, nextWord } from "./random";

/** log2(e) / 2: from a to the fixed-point logarithm of e^(a/2). */
const HALF_LOG2E: f64 = 0.7213475204444817;
/** 2⁹: a number of [512, 1024) has steps of 2⁻¹⁴, and its mantissa shifted left by 9 is a float32 of that logarithm. */
const FIXED: f32 = 512;
const EXPONENT_BIAS: f32 = 127;
/** Twice the bits of 1: q's bits are this less p's. */
const MIRROR: i32 = 0x7f000000;
/** Greatest |a/2| in powers of 2 that the fixed-point form may hold; beyond it a chain's step is done in float64. */
const REACH: f32 = 94;
/** Greatest |a/2| of the clamped form, beyond which a unit's state is left to the 16-bit tail; and of its sums. */
const CLAMP: f32 = 60;
const WIDE_REACH: f32 = 16384;
/** Padding units: far below reach, so off but for the 16-bit tail, which float64 then decides. */
const PAD_LOGARITHM: f32 = -60;
/** Table entries of a group of 8 units: the sum of W's rows over each of its 256 states. */
const TABLE_BYTES: usize = 2048;
/** Up to this many groups, x given z is summed from tables; above, the tables no longer fit the nearest cache. */
const TABLE_GROUPS: i32 = 256;

/** Twice float32's rounding, in a, as a guard of |U·T − D| times 2³¹. */
const WIDE_ROUNDING: f32 = 2.0 * 5.960464477539063e-8 * 1.3862943611198906 * 1.075 * 2147483648.0;

const HEADER: usize = 32;

// The prepared form of a machine: reach of d, guard; 1/σ² in float64; reach of W; σ; coefficients; tables.
// @ts-ignore: decorator
@inline
function inverseVariancesOf(gibbs: usize): usize {
  return gibbs + HEADER;
}

// @ts-ignore: decorator
@inline
function weightReachOf(gibbs: usize, n: i32): usize {
  return gibbs + HEADER + (<usize>paddedVisible(n) << 3);
}

// @ts-ignore: decorator
@inline
function deviationsOf(gibbs: usize, n: i32): usize {
  return gibbs + HEADER + (<usize>paddedVisible(n) * 12);
}

// @ts-ignore: decorator
@inline
function coefficientsOf(gibbs: usize, n: i32): usize {
  return gibbs + HEADER + (<usize>paddedVisible(n) << 4);
}

// @ts-ignore: decorator
@inline
function tablesOf(gibbs: usize, n: i32, m: i32): usize {
  return coefficientsOf(gibbs, n) + <usize>paddedHidden(m) * <usize>(n + 1) * 4;
}

// @ts-ignore: decorator
@inline
function usesTables(n: i32, groups: i32): bool {
  return n == 2 && groups <= TABLE_GROUPS;
}

/** Bytes of a machine's prepared form. */
export function gibbsBytes(n: i32, m: i32): usize {
  const groups = paddedHidden(m) >> 3;
  return tablesOf(0, n, m) + (usesTables(n, groups) ? <usize>groups * TABLE_BYTES : 0);
}

/** Bytes of working space for a tile of chains. */
export function gibbsScratchBytes(n: i32, m: i32, chains: i32): usize {
  const groups = <usize>(paddedHidden(m) >> 3);
  return 64 + noiseBytes(n, chains) * 2 + <usize>wordChains(<i32>groups, chains) * groups * 16 + groups * 16 + groups * 32;
}

// @ts-ignore: decorator
@inline
function noiseBytes(n: i32, chains: i32): usize {
  return (<usize>(n * chains + 7) >> 3) << 5;
}

/** Chains whose random words are made at once: as many as keep them in the nearest cache. */
// @ts-ignore: decorator
@inline
function wordChains(groups: i32, chains: i32): i32 {
  return max(1, min(chains, 512 / groups));
}

/** Prepares a machine for sampling. */
export function prepareGibbs(theta: usize, n: i32, m: i32, gibbs: usize): void {
  const mp = paddedHidden(m);
  const d = hiddenBiasOf(theta, n);
  const W = weightsOf(theta, n, m);
  const stride = <usize>(n + 1) << 5;
  let reach: f32 = 0;
  for (let j = 0; j < mp; j++) {
    const value: f64 = j < m ? <f64>load<f32>(d + (<usize>j << 2)) * HALF_LOG2E : <f64>PAD_LOGARITHM;
    if (j < m) reach = max(reach, <f32>abs(value));
    const within = coefficientsOf(gibbs, n) + <usize>(j >> 3) * stride + (<usize>(j & 7) << 2);
    store<f32>(within, FIXED + EXPONENT_BIAS + <f32>value);
  }
  store<f32>(gibbs, reach);
  // Guards for |U·T − D|, T = p + q: half of ratio's error times the greatest pq/T; the step of U and float32's.
  const rounding: f64 = <f64>(n + 2) * 3.0517578125e-5 * 1.3862943611198906 + 6e-5;
  store<f32>(gibbs, <f32>(1.075 * (0.010433 + rounding) * 2147483648.0), 4);
  store<f32>(gibbs, <f32>((3.0517578125e-5 + 1e-6) * 2147483648.0), 8);
  store<i32>(gibbs, MIRROR, 12);
  store<f32>(gibbs, 2147483648.0, 16);
  store<i32>(gibbs, 0x7fffffff, 20);
  for (let i = 0; i < n; i++) {
    const logVariance = <f64>load<f32>(logVarianceOf(theta, n) + (<usize>i << 2));
    const inverse = inverseExp64(logVariance);
    store<f64>(inverseVariancesOf(gibbs) + (<usize>i << 3), inverse);
    store<f32>(deviationsOf(gibbs, n) + (<usize>i << 2), <f32>(1 / Math.sqrt(inverse)));
    const row = W + <usize>(i * mp) * 4;
    let weightReach: f32 = 0;
    for (let j = 0; j < mp; j++) {
      const value = <f32>(<f64>load<f32>(row + (<usize>j << 2)) * inverse * HALF_LOG2E);
      weightReach = max(weightReach, abs(value));
      const within = coefficientsOf(gibbs, n) + <usize>(j >> 3) * stride + (<usize>(i + 1) << 5) + (<usize>(j & 7) << 2);
      store<f32>(within, value);
    }
    store<f32>(weightReachOf(gibbs, n) + (<usize>i << 2), weightReach);
  }
  if (usesTables(n, mp >> 3)) fillTables(W, mp, tablesOf(gibbs, n, m));
}

function fillTables(W: usize, mp: i32, table: usize): void {
  const second = W + (<usize>mp << 2);
  for (let j: usize = 0; j < <usize>mp; j += 8) {
    store<u64>(table, 0);
    for (let bit: usize = 0; bit < 8; bit++) {
      const w1 = load<f32>(W + ((j + bit) << 2));
      const w2 = load<f32>(second + ((j + bit) << 2));
      const size: usize = 8 << bit;
      for (let at: usize = 0; at < size; at += 8) {
        store<f32>(table + size + at, load<f32>(table + at) + w1);
        store<f32>(table + size + at, load<f32>(table + at, 4) + w2, 4);
      }
    }
    table += TABLE_BYTES;
  }
}

/** Draws x given z ~ Bernoulli(½) for each chain of a tile; `scratch` as gibbsScratchBytes says. */
export function startChains(theta: usize, n: i32, m: i32, gibbs: usize, state: usize, x: usize, chains: i32, scratch: usize): void {
  const mp = paddedHidden(m);
  const W = weightsOf(theta, n, m);
  const noise = drawNoise(n, state, chains, scratch);
  for (let c = 0; c < chains; c++) {
    const row = x + <usize>(c * n) * 4;
    memory.copy(row, theta, <usize>n << 2);
    for (let j = 0; j < m; j += 32) {
      let word = nextWord(state);
      for (let unit = j; unit < min(j + 32, m); unit++) {
        if (word & 1) addUnit(W, mp, n, unit, row, 1);
        word >>= 1;
      }
    }
    addNoise(gibbs, n, row, noise + <usize>(c * n) * 4);
  }
}

/** Normals for a tile, at the start of `scratch`. */
function drawNoise(n: i32, state: usize, chains: i32, scratch: usize): usize {
  const bytes = noiseBytes(n, chains);
  fillWords(state, scratch + bytes, <i32>(bytes >> 4));
  normals(scratch + bytes, scratch, <i32>(bytes >> 5));
  return scratch;
}

function addNoise(gibbs: usize, n: i32, row: usize, noise: usize): void {
  const deviations = deviationsOf(gibbs, n);
  for (let i: usize = 0; i < <usize>n << 2; i += 4)
    store<f32>(row + i, load<f32>(row + i) + load<f32>(deviations + i) * load<f32>(noise + i));
}

/** Adds a unit's column of W to a row of x. */
function addUnit(W: usize, mp: i32, n: i32, unit: i32, row: usize, sign: f32): void {
  for (let i = 0; i < n; i++) {
    const at = row + (<usize>i << 2);
    store<f32>(at, load<f32>(at) + sign * load<f32>(W + (<usize>(i * mp + unit) << 2)));
  }
}

/** Whether the unit is on, in float64, given the 16 bits of its draw. */
function decide(theta: usize, n: i32, m: i32, gibbs: usize, state: usize, x: usize, unit: i32, bits: u32): bool {
  if (unit >= m) return false;
  const mp = paddedHidden(m);
  const W = weightsOf(theta, n, m);
  let a: f64 = <f64>load<f32>(hiddenBiasOf(theta, n) + (<usize>unit << 2));
  for (let i = 0; i < n; i++)
    a +=
      <f64>load<f32>(x + (<usize>i << 2)) *
      <f64>load<f32>(W + (<usize>(i * mp + unit) << 2)) *
      load<f64>(inverseVariancesOf(gibbs) + (<usize>i << 3));
  // Where a > 0, 1 − u decides whether the unit is off: so both tails keep their relative accuracy.
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

/** The 16 bits of unit `lane` of a group's random words; the first four units take the upper half of each word. */
// @ts-ignore: decorator
@inline
function bitsOf(words: usize, lane: i32): u32 {
  const word = load<u32>(words + (<usize>(lane & 3) << 2));
  return (lane < 4 ? word >> 16 : word & 0xffff) ^ 0x8000;
}

/** One step of one chain from given random words, less the noise of x; `marks` as gibbsScratchBytes counts them. */
export function gibbsMean(
  theta: usize,
  n: i32,
  m: i32,
  gibbs: usize,
  state: usize,
  row: usize,
  words: usize,
  marks: usize
): void {
  const groups = paddedHidden(m) >> 3;
  const reach = reachAt(gibbs, n, row);
  if (reach <= REACH && usesTables(n, groups)) stepByTables(theta, m, gibbs, state, row, words, marks, groups);
  else if (reach <= WIDE_REACH) stepByMasks(theta, n, m, gibbs, state, row, words, marks, groups, reach);
  else stepInDoubles(theta, n, m, gibbs, state, row, words, marks);
}

/**
 * `steps` Gibbs steps of a tile of chains; x, (chains, n), is replaced by the last, and each is written to `out` where
 * that is not 0, `outStride` bytes a step.
 */
export function gibbsSteps(
  theta: usize,
  n: i32,
  m: i32,
  gibbs: usize,
  state: usize,
  x: usize,
  chains: i32,
  steps: i32,
  out: usize,
  outStride: usize,
  scratch: usize
): void {
  const groups = paddedHidden(m) >> 3;
  const wordsAt = scratch + noiseBytes(n, chains) * 2;
  const together = wordChains(groups, chains);
  const marks = wordsAt + (<usize>(together * groups) << 4);
  const xBytes = <usize>(chains * n) << 2;
  for (let step = 0; step < steps; step++) {
    const noise = drawNoise(n, state, chains, scratch);
    for (let first = 0; first < chains; first += together) {
      const count = min(together, chains - first);
      fillWords(state, wordsAt, count * groups);
      for (let c = 0; c < count; c++) {
        const row = x + (<usize>((first + c) * n) << 2);
        const words = wordsAt + (<usize>(c * groups) << 4);
        gibbsMean(theta, n, m, gibbs, state, row, words, marks);
        addNoise(gibbs, n, row, noise + (<usize>((first + c) * n) << 2));
      }
    }
    if (out) {
      memory.copy(out, x, xBytes);
      out += outStride;
    }
  }
}

/** Greatest |a/2| of any unit at x, in powers of 2. */
// @ts-ignore: decorator
@inline
function reachAt(gibbs: usize, n: i32, x: usize): f32 {
  let reach = load<f32>(gibbs);
  for (let i: usize = 0; i < <usize>n << 2; i += 4) reach += abs(load<f32>(x + i)) * load<f32>(weightReachOf(gibbs, n) + i);
  return reach;
}

/** U·T − D from fixed-point logarithms and random words, times 2³¹. */
// @ts-ignore: decorator
@inline
function difference(p: v128, q: v128, word: v128, scale: v128): v128 {
  return f32x4.sub(
    f32x4.mul(f32x4.convert_i32x4_s(word), f32x4.add(p, q)),
    f32x4.mul(f32x4.sub(p, q), scale)
  );
}

/** Negative in the lanes whose draw is too near to its threshold. */
// @ts-ignore: decorator
@inline
function nearness(difference: v128, p: v128, q: v128, guard: v128, step: v128, magnitude: v128): v128 {
  return f32x4.sub(f32x4.sub(v128.and(difference, magnitude), guard), f32x4.mul(f32x4.add(p, q), step));
}

/** z given x, then x's mean given z, for n = 2. */
// @ts-ignore: decorator
@inline
function stepByTables(theta: usize, m: i32, gibbs: usize, state: usize, x: usize, words: usize, marks: usize, groups: i32): void {
  const x1 = v128.load32_splat(x);
  const x2 = v128.load32_splat(x, 4);
  // Constants are read, or the compiler makes them anew in every round.
  const guard = v128.load32_splat(gibbs, 4);
  const step = v128.load32_splat(gibbs, 8);
  const mirror = v128.load32_splat(gibbs, 12);
  const scale = v128.load32_splat(gibbs, 16);
  const magnitude = v128.load32_splat(gibbs, 20);
  let coefficients = coefficientsOf(gibbs, 2);
  let table = tablesOf(gibbs, 2, m);
  const start = table;
  let word = words;
  let mark = marks;
  let marked = 0;
  let sum = v128.load64_zero(theta);
  const end = coefficients + <usize>groups * 96;
  while (coefficients < end) {
    const first = v128.load(word);
    const p0 = i32x4.shl(
      f32x4.add(
        f32x4.add(v128.load(coefficients), f32x4.mul(x1, v128.load(coefficients, 32))),
        f32x4.mul(x2, v128.load(coefficients, 64))
      ),
      9
    );
    const p1 = i32x4.shl(
      f32x4.add(
        f32x4.add(v128.load(coefficients, 16), f32x4.mul(x1, v128.load(coefficients, 48))),
        f32x4.mul(x2, v128.load(coefficients, 80))
      ),
      9
    );
    const q0 = i32x4.sub(mirror, p0);
    const q1 = i32x4.sub(mirror, p1);
    const d0 = difference(p0, q0, first, scale);
    const d1 = difference(p1, q1, i32x4.shl(first, 16), scale);
    const bits = i8x16.bitmask(
      i8x16.narrow_i16x8_s(
        i16x8.narrow_i32x4_s(d0, d1),
        i16x8.narrow_i32x4_s(nearness(d0, p0, q0, guard, step, magnitude), nearness(d1, p1, q1, guard, step, magnitude))
      )
    );
    store<u16>(mark, <u16>bits);
    marked |= bits;
    sum = f32x4.add(sum, v128.load64_zero(table + (<usize>(bits & 0xff) << 3)));
    coefficients += 96;
    table += TABLE_BYTES;
    word += 16;
    mark += 2;
  }
  if (marked & 0xff00) sum = f32x4.add(sum, corrected(theta, m, gibbs, state, x, words, marks, groups));
  v128.store64_lane(x, sum, 0);
}

/** What the marked draws, decided again, add to the sum. */
function corrected(theta: usize, m: i32, gibbs: usize, state: usize, x: usize, words: usize, marks: usize, groups: i32): v128 {
  const W = weightsOf(theta, 2, m);
  const second = <usize>paddedHidden(m) << 2;
  let c1: f32 = 0;
  let c2: f32 = 0;
  for (let g = 0; g < groups; g++) {
    const bits = <u32>load<u16>(marks + (<usize>g << 1));
    let near = bits >> 8;
    while (near) {
      const lane = ctz(near);
      near &= near - 1;
      const unit = (g << 3) + lane;
      const on = decide(theta, 2, m, gibbs, state, x, unit, bitsOf(words + (<usize>g << 4), lane));
      if (on != <bool>((bits >> lane) & 1)) {
        const at = W + (<usize>unit << 2);
        const sign: f32 = on ? 1 : -1;
        c1 += sign * load<f32>(at);
        c2 += sign * load<f32>(at + second);
      }
    }
  }
  return f32x4.replace_lane(f32x4.splat(c1), 1, c2);
}

/** Clamped, as the bits of its power of 2. */
// @ts-ignore: decorator
@inline
function fixedPoint(t: v128, base: v128): v128 {
  return i32x4.shl(f32x4.add(f32x4.pmin(f32x4.pmax(t, f32x4.splat(-CLAMP)), f32x4.splat(CLAMP)), base), 9);
}

/** The same for any n and any activation: the units' states as masks, then x's mean given them, row by row of W. */
function stepByMasks(
  theta: usize,
  n: i32,
  m: i32,
  gibbs: usize,
  state: usize,
  x: usize,
  words: usize,
  marks: usize,
  groups: i32,
  reach: f32
): void {
  // Sums in float32 err by this much more than those of the other form.
  const guard = f32x4.splat(load<f32>(gibbs, 4) + reach * <f32>(n + 2) * WIDE_ROUNDING);
  const base = f32x4.splat(FIXED + EXPONENT_BIAS);
  const step = v128.load32_splat(gibbs, 8);
  const mirror = v128.load32_splat(gibbs, 12);
  const scale = v128.load32_splat(gibbs, 16);
  const magnitude = v128.load32_splat(gibbs, 20);
  const masks = marks + (<usize>groups << 4);
  let coefficients = coefficientsOf(gibbs, n);
  for (let g: usize = 0; g < <usize>groups; g++) {
    const first = v128.load(words + (g << 4));
    let t0 = f32x4.sub(v128.load(coefficients), base);
    let t1 = f32x4.sub(v128.load(coefficients, 16), base);
    coefficients += 32;
    for (let i: usize = 0; i < <usize>n << 2; i += 4) {
      const xi = v128.load32_splat(x + i);
      t0 = f32x4.add(t0, f32x4.mul(xi, v128.load(coefficients)));
      t1 = f32x4.add(t1, f32x4.mul(xi, v128.load(coefficients, 16)));
      coefficients += 32;
    }
    const p0 = fixedPoint(t0, base);
    const p1 = fixedPoint(t1, base);
    const q0 = i32x4.sub(mirror, p0);
    const q1 = i32x4.sub(mirror, p1);
    const d0 = difference(p0, q0, first, scale);
    const d1 = difference(p1, q1, i32x4.shl(first, 16), scale);
    v128.store(masks + (g << 5), i32x4.shr_s(d0, 31));
    v128.store(masks + (g << 5), i32x4.shr_s(d1, 31), 16);
    const bits = i8x16.bitmask(
      i8x16.narrow_i16x8_s(
        i16x8.narrow_i32x4_s(d0, d1),
        i16x8.narrow_i32x4_s(nearness(d0, p0, q0, guard, step, magnitude), nearness(d1, p1, q1, guard, step, magnitude))
      )
    );
    store<u16>(marks + (g << 1), <u16>bits);
    let near = bits >> 8;
    while (near) {
      const lane = ctz(near);
      near &= near - 1;
      const on = decide(theta, n, m, gibbs, state, x, <i32>(g << 3) + lane, bitsOf(words + (g << 4), lane));
      store<i32>(masks + (g << 5) + (<usize>lane << 2), on ? -1 : 0);
    }
  }
  let row = weightsOf(theta, n, m);
  const bytes = <usize>groups << 5;
  for (let i: usize = 0; i < <usize>n << 2; i += 4) {
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    for (let at: usize = 0; at < bytes; at += 32) {
      s0 = f32x4.add(s0, v128.and(v128.load(masks + at), v128.load(row + at)));
      s1 = f32x4.add(s1, v128.and(v128.load(masks + at, 16), v128.load(row + at, 16)));
    }
    const sum = f32x4.add(s0, s1);
    store<f32>(
      x + i,
      load<f32>(theta + i) +
        (f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3)))
    );
    row += bytes;
  }
}

/** The same where a is beyond all reach: every unit decided in float64. */
function stepInDoubles(
  theta: usize,
  n: i32,
  m: i32,
  gibbs: usize,
  state: usize,
  x: usize,
  words: usize,
  marks: usize
): void {
  for (let unit = 0; unit < m; unit++) {
    const bits = bitsOf(words + (<usize>(unit >> 3) << 4), unit & 7);
    store<u8>(marks + unit, <u8>decide(theta, n, m, gibbs, state, x, unit, bits));
  }
  const mp = paddedHidden(m);
  const W = weightsOf(theta, n, m);
  memory.copy(x, theta, <usize>n << 2);
  for (let unit = 0; unit < m; unit++) if (load<u8>(marks + unit)) addUnit(W, mp, n, unit, x, 1);
}
