/** A uniform number of (0, 1) from a random word: the middle of its 2⁻³². */
// @ts-ignore: decorator
@inline
export function uniformOf(word: u32): f64 {
  return (<f64>word + 0.5) * 2.3283064365386963e-10;
}
