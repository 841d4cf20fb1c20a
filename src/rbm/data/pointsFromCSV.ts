import { DataError } from "../errors.js";
import type { Points } from "../shapes.js";

/**
 * Points of comma-separated text: one point a line, with or without a line of names first. Empty lines are passed over.
 * @param text one point a line
 * @throws DataError, which names the line, if there is no point, a line has another number of values than the first,
 * or a value is not a finite number
 */
export function pointsFromCSV(text: string): Points {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ number: index + 1, cells: line.split(",").map((cell) => cell.trim()), line }))
    .filter(({ line }) => line.trim() !== "");
  if (lines.length > 0 && isHeader(lines[0].cells)) lines.shift();
  if (lines.length === 0) throw new DataError("the file holds no points");
  const n = lines[0].cells.length;
  const values = new Float64Array(lines.length * n);
  lines.forEach(({ number, cells }, row) => {
    if (cells.length !== n)
      throw new DataError(`line ${number} has ${cells.length} values; the lines before it have ${n}`);
    cells.forEach((cell, i) => {
      const value = Number(cell);
      if (cell === "" || !Number.isFinite(value))
        throw new DataError(`line ${number}, value ${i + 1} is ${JSON.stringify(cell)}; it must be a finite number`);
      values[row * n + i] = value;
    });
  });
  return { n, count: lines.length, values };
}

/** Names have a letter first; NaN and Infinity, which are no names, are values gone wrong. */
function isHeader(cells: string[]): boolean {
  return cells.every((cell) => /^["\p{L}_]/u.test(cell) && !/^(nan|inf|infinity)$/i.test(cell));
}
