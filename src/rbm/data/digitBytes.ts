import { DataError } from "../errors.js";
import type { Digits } from "./digits.js";

const pixelsOf = 64;

/** Digits as bytes, for the page: 64 pixels and the label of one, then of the next. */
export function digitsToBytes({ pixels, labels }: Digits): Uint8Array {
  const size = pixelsOf + 1;
  const bytes = new Uint8Array(pixels.count * size);
  for (let row = 0; row < pixels.count; row++) {
    bytes.set(pixels.values.subarray(row * pixelsOf, (row + 1) * pixelsOf), row * size);
    bytes[row * size + pixelsOf] = labels[row];
  }
  return bytes;
}

/**
 * Digits of bytes that digitsToBytes made.
 * @throws DataError if they are no whole number of digits, or a byte is out of range
 */
export function digitsFromBytes(bytes: Uint8Array): Digits {
  const size = pixelsOf + 1;
  const count = bytes.length / size;
  if (!Number.isInteger(count)) throw new DataError(`${bytes.length} bytes are no whole number of digits of ${size}`);
  const values = new Float64Array(count * pixelsOf);
  const labels = new Uint8Array(count);
  bytes.forEach((value, at) => {
    const [row, column] = [Math.floor(at / size), at % size];
    const greatest = column === pixelsOf ? 9 : 16;
    if (value > greatest) throw new DataError(`digit ${row + 1}, byte ${column + 1} is ${value}, above ${greatest}`);
    if (column === pixelsOf) labels[row] = value;
    else values[row * pixelsOf + column] = value;
  });
  return { pixels: { n: pixelsOf, count, values }, labels };
}
