/** IEEE 754 half precision, which JavaScript's typed arrays lack on the oldest engines this runs on. */

const scratch = new Float32Array(1);
const bits = new Uint32Array(scratch.buffer);

/**
 * The nearest half-precision number as its sixteen bits, ties to even.
 * A magnitude from 65520 on becomes an infinity.
 */
export function toFloat16(value: number): number {
  scratch[0] = value;
  const sign = (bits[0] >>> 16) & 0x8000;
  const magnitude = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (magnitude >= 65520) return sign | 0x7c00;
  // Half's smallest normal number is 2⁻¹⁴; below it, numbers are multiples of 2⁻²⁴.
  const exponent = magnitude < 2 ** -14 ? -14 : Math.floor(Math.log2(magnitude));
  const units = roundToEven(magnitude / 2 ** (exponent - 10));
  // 1024 units and more carry the implicit bit; 2048 units carry into the exponent of their own accord.
  return sign | (((exponent + 14) << 10) + units);
}

/** The number that sixteen bits of half precision stand for. */
export function fromFloat16(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
