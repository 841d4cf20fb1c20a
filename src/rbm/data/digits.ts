import { DataError } from "../errors.js";
import type { Random } from "../random.js";
import { chooseRows, splitPoints } from "./splitPoints.js";
import { pointsFromCSV } from "./pointsFromCSV.js";
import type { Points } from "../shapes.js";

/** Handwritten digits: 8 × 8 pixels, each a whole number of 0 to 16, and what digit each is. */
export interface Digits {
  /** shape (count, 64), row by row of the picture */
  readonly pixels: Points;
  readonly labels: Uint8Array;
}

/**
 * The digits of data/digits/digits.csv: 64 pixels and a label a line.
 * @throws DataError if a line has other columns, a pixel is not of 0 … 16, or a label not of 0 … 9
 */
export function digitsFromCSV(text: string): Digits {
  const { n, count, values } = pointsFromCSV(text);
  if (n !== 65) throw new DataError(`each line must have 64 pixels and a label; they have ${n} values`);
  const pixels = new Float64Array(count * 64);
  const labels = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < 64; i++) pixels[row * 64 + i] = within(values[row * 65 + i], 16, row, `pixel ${i + 1}`);
    labels[row] = within(values[row * 65 + 64], 9, row, "the label");
  }
  return { pixels: { n: 64, count, values: pixels }, labels };
}

/**
 * Whole pixels made continuous, so that they have a density: (value + u) / (levels), u uniform on [0, 1).
 * @param levels how many values a pixel may have: 17 for the digits
 */
export function dequantise({ n, count, values }: Points, levels: number, random: Random): Points {
  return { n, count, values: Float64Array.from(values, (value) => (value + random.uniform()) / levels) };
}

/** Digits in two parts, in the order of a seeded shuffle, the pixels dequantised. */
export function splitDigits({ pixels, labels }: Digits, trainCount: number, random: Random) {
  const { trainRows, testRows } = splitPoints(pixels, trainCount, random);
  const part = (rows: Uint32Array) => ({
    x: dequantise(chooseRows(pixels, rows), 17, random),
    labels: Uint8Array.from(rows, (row) => labels[row])
  });
  return { train: part(trainRows), test: part(testRows) };
}

function within(value: number, greatest: number, row: number, what: string): number {
  if (Number.isInteger(value) && value >= 0 && value <= greatest) return value;
  throw new DataError(`digit ${row + 1}: ${what} is ${value}; it must be a whole number from 0 to ${greatest}`);
}
