import { DataError } from "../errors.js";
import type { Points } from "../shapes.js";
import { separatedText } from "./separatedText.js";

/**
 * Points of comma-, semicolon- or tab-separated text: one point a line, with or without a line of names first. Empty
 * lines are passed over; decimal commas are read where they are clear.
 * @param text one point a line
 * @throws DataError, which names the line, if there is no point, a line has another number of values than the first, a
 * value is not a finite number, or it is not clear what mark the decimals have
 */
export function pointsFromCSV(text: string): Points {
  const { rows, lines } = separatedText(text);
  if (rows.length === 0) throw new DataError("the file holds no points");
  const n = rows[0].length;
  const values = new Float64Array(rows.length * n);
  rows.forEach((row, k) =>
    row.forEach((cell, i) => {
      const value = Number(cell);
      if (cell === "" || !Number.isFinite(value))
        throw new DataError(`line ${lines[k]}, value ${i + 1} is ${JSON.stringify(cell)}; it must be a finite number`);
      values[k * n + i] = value;
    })
  );
  return { n, count: rows.length, values };
}
