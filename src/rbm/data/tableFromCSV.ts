import { DataError } from "../errors.js";
import type { Points } from "../shapes.js";

/** Comma-separated text as a table of texts: what a reader chooses columns of. */
export interface Table {
  /** the first line if it holds names, otherwise "column 1", "column 2", … */
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** the line of the text that each row stands in, counted from 1 */
  readonly lines: readonly number[];
}

/**
 * A table of comma-, semicolon- or tab-separated text; cells may be "quoted", a quote in them doubled.
 * @throws DataError, which names the line, if a line has another number of cells than the first or a quote stays open
 */
export function tableFromCSV(text: string): Table {
  const numbered = text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== "");
  if (numbered.length === 0) throw new DataError("the text is empty");
  const separator = separatorOf(numbered[0].line);
  const cells = numbered.map(({ line, number }) => cellsOf(line, separator, number));
  cells.forEach((row, k) => {
    if (row.length !== cells[0].length)
      throw new DataError(`line ${numbered[k].number} has ${row.length} values; the first has ${cells[0].length}`);
  });
  const named = cells[0].every((cell) => cell !== "" && !Number.isFinite(Number(cell)) && !isNumberWord(cell));
  const names = named ? cells[0] : cells[0].map((_, i) => `column ${i + 1}`);
  const first = named ? 1 : 0;
  if (cells.length === first) throw new DataError("the text holds names but no rows");
  return { names, rows: cells.slice(first), lines: numbered.slice(first).map(({ number }) => number) };
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

function separatorOf(line: string): string {
  const counts = [",", ";", "\t"].map((each) => line.split(each).length);
  return [",", ";", "\t"][counts.indexOf(Math.max(...counts))];
}

function cellsOf(line: string, separator: string, number: number): string[] {
  const cells: string[] = [];
  let [cell, quoted] = ["", false];
  for (let at = 0; at < line.length; at++) {
    const letter = line[at];
    if (quoted && letter === '"' && line[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (letter === '"' && (quoted || cell.trim() === "")) quoted = !quoted;
    else if (letter === separator && !quoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += letter;
  }
  if (quoted) throw new DataError(`line ${number} has a quote that is not closed`);
  return [...cells, cell.trim()];
}

/** NaN and infinities are values gone wrong, not names. */
function isNumberWord(cell: string): boolean {
  return /^[-+]?(nan|inf|infinity)$/i.test(cell);
}
