import { lab } from "d3";

/**
 * A ramp of `size` colours from `low` to `high`, even in CIELAB: equal steps look equal.
 * @param low a CSS colour, opaque
 * @param high another
 * @returns RGBA bytes, shape (size, 4)
 */
export function colourRamp(low: string, high: string, size = 256): Uint8ClampedArray {
  const [from, to] = [lab(low), lab(high)];
  const between = (a: number, b: number, t: number) => a + t * (b - a);
  const ramp = new Uint8ClampedArray(4 * size);
  for (let i = 0; i < size; i += 1) {
    const t = i / (size - 1);
    const { r, g, b } = lab(between(from.l, to.l, t), between(from.a, to.a, t), between(from.b, to.b, t)).rgb();
    ramp.set([r, g, b, 255], 4 * i);
  }
  return ramp;
}
