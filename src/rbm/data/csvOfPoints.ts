import { packPoints } from "../shapes.js";
import type { Rows } from "../shapes.js";

/**
 * Points as comma-separated text: a line of names, x1, x2, …, then a line for each. What pointsFromCSV reads back is
 * the same to the bit.
 * @throws ShapeError, ValueError
 */
export function csvOfPoints(data: Rows): string {
  const { n, count, values } = packPoints(data, "data");
  const names = Array.from({ length: n }, (_, i) => `x${i + 1}`);
  const lines = Array.from({ length: count }, (_, row) => values.subarray(row * n, (row + 1) * n).join(","));
  return `${[names.join(","), ...lines].join("\n")}\n`;
}
