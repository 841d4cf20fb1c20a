import { paddedHidden, weightsOf } from "../machine";
import { bitsOf, difference, nearness, signsOf } from "./bernoulli";
import { decide } from "./decide";
import { coefficientsOf, PreparedHeader, TABLE_BYTES, tablesOf } from "./prepared";

/** z given x, then the mean of x given z, for n = 2 and activations within float32's exponents. */
// @ts-ignore: decorator
@inline
export function stepByTables(
  theta: usize,
  m: i32,
  prepared: usize,
  state: usize,
  x: usize,
  words: usize,
  marks: usize,
  groups: i32
): void {
  const x1 = v128.load32_splat(x);
  const x2 = v128.load32_splat(x, 4);
  const guard = v128.load32_splat(prepared, offsetof<PreparedHeader>("guard"));
  const step = v128.load32_splat(prepared, offsetof<PreparedHeader>("step"));
  const mirror = v128.load32_splat(prepared, offsetof<PreparedHeader>("mirror"));
  const scale = v128.load32_splat(prepared, offsetof<PreparedHeader>("scale"));
  const magnitude = v128.load32_splat(prepared, offsetof<PreparedHeader>("magnitude"));
  let coefficients = coefficientsOf(prepared, 2);
  let table = tablesOf(prepared, 2, m);
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
    const bits = signsOf(
      d0,
      d1,
      nearness(d0, p0, q0, guard, step, magnitude),
      nearness(d1, p1, q1, guard, step, magnitude)
    );
    store<u16>(mark, <u16>bits);
    marked |= bits;
    sum = f32x4.add(sum, v128.load64_zero(table + (<usize>(bits & 0xff) << 3)));
    coefficients += 96;
    table += TABLE_BYTES;
    word += 16;
    mark += 2;
  }
  if (marked & 0xff00) sum = f32x4.add(sum, corrected(theta, m, prepared, state, x, words, marks, groups));
  v128.store64_lane(x, sum, 0);
}

/** What the marked draws, decided again, add to the sum. */
function corrected(
  theta: usize,
  m: i32,
  prepared: usize,
  state: usize,
  x: usize,
  words: usize,
  marks: usize,
  groups: i32
): v128 {
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
      const on = decide(theta, 2, m, prepared, state, x, unit, bitsOf(words + (<usize>g << 4), lane));
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
