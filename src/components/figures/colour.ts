import { interpolateLab, rgb } from "d3";

/**
 * A ramp of `size` colours from `low` to `high`, even in CIELAB: equal steps look equal.
 * @param low and @param high CSS colours
 * @returns RGBA bytes, shape (size, 4)
 */
export function colourRamp(low: string, high: string, size = 256): Uint8ClampedArray {
  const at = interpolateLab(low, high);
  const ramp = new Uint8ClampedArray(4 * size);
  for (let i = 0; i < size; i += 1) {
    const { r, g, b } = rgb(at(i / (size - 1)));
    ramp.set([r, g, b, 255], 4 * i);
  }
  return ramp;
}
