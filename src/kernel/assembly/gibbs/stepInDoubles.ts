import { weightsOf, paddedHidden } from "../machine";
import { bitsOf } from "./bernoulli";
import { decide } from "./decide";

/** z given x, then the mean of x given z, if activations are beyond all range: every unit decided in float64. */
export function stepInDoubles(
  theta: usize,
  n: i32,
  m: i32,
  prepared: usize,
  state: usize,
  x: usize,
  words: usize,
  marks: usize
): void {
  for (let unit = 0; unit < m; unit++) {
    const bits = bitsOf(words + (<usize>(unit >> 3) << 4), unit & 7);
    store<u8>(marks + unit, <u8>decide(theta, n, m, prepared, state, x, unit, bits));
  }
  const mp = paddedHidden(m);
  const W = weightsOf(theta, n, m);
  memory.copy(x, theta, <usize>n << 2);
  for (let unit = 0; unit < m; unit++) if (load<u8>(marks + unit)) addUnit(W, mp, n, unit, x);
}

/** Adds a unit's column of W to a row of x. */
export function addUnit(W: usize, mp: i32, n: i32, unit: i32, row: usize): void {
  for (let i = 0; i < n; i++) {
    const at = row + (<usize>i << 2);
    store<f32>(at, load<f32>(at) + load<f32>(W + (<usize>(i * mp + unit) << 2)));
  }
}
