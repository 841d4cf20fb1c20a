import { DataError } from "../errors.js";
import type { Points } from "../shapes.js";
import type { Decimals } from "./decimals.js";
import { separatedText } from "./separatedText.js";

/** Comma-separated text as a table of texts: what a reader chooses columns of. */
export interface Table {
  /** the first line if it holds names, otherwise "column 1", "column 2", … */
  readonly names: readonly string[];
  /** numbers with a decimal point and ungrouped, however the text had them */
  readonly rows: readonly (readonly string[])[];
  /** the line of the text that each row stands in, counted from 1 */
  readonly lines: readonly number[];
  /** how the text had its decimals */
  readonly decimals: Decimals;
}

/**
 * A table of comma-, semicolon- or tab-separated text; cells may be "quoted", a quote in them doubled, and numbers may
 * have decimal commas.
 * @throws DataError, which names the line, if a line has another number of cells than the first, a quote stays open, or
 * it is not clear what mark the decimals have
 */
export function tableFromCSV(text: string): Table {
  const { names, rows, lines, decimals } = separatedText(text);
  if (rows.length === 0) throw new DataError(names ? "the text holds names but no rows" : "the text is empty");
  return { names: names ?? rows[0].map((_, i) => `column ${i + 1}`), rows, lines, decimals };
}

/**
 * Some columns of a table as points.
 * @param columns indices, each once
 * @throws DataError, which names the line and the column, if a value is not a finite number
 */
export function pointsOfTable({ names, rows, lines }: Table, columns: readonly number[]): Points {
  if (columns.length === 0) throw new DataError("no column is chosen");
  columns.forEach((column) => {
    if (!Number.isInteger(column) || column < 0 || column >= names.length)
      throw new DataError(`column ${column + 1} is not there; the table has ${names.length} columns`);
  });
  const values = new Float64Array(rows.length * columns.length);
  rows.forEach((row, k) =>
    columns.forEach((column, i) => {
      const cell = row[column];
      const value = Number(cell);
      if (cell === "" || !Number.isFinite(value))
        throw new DataError(
          `line ${lines[k]}, ${names[column]} is ${JSON.stringify(cell)}; it must be a finite number`
        );
      values[k * columns.length + i] = value;
    })
  );
  return { n: columns.length, count: rows.length, values };
}
