import { DataError } from "../errors.js";
import { decimalsOf, isNumber, plainNumber } from "./decimals.js";
import type { Decimals } from "./decimals.js";

/** Separated text in cells, their numbers as Number reads them. */
export interface SeparatedText {
  /** the first line if it holds names; null: it holds numbers, or there is none */
  readonly names: readonly string[] | null;
  /** all of the same length */
  readonly rows: readonly (readonly string[])[];
  /** the line of the text that each row stands in, counted from 1 */
  readonly lines: readonly number[];
  /** how the text had its decimals */
  readonly decimals: Decimals;
}

/** In the order in which they are believed where two would do. */
const separators = ["\t", ";", ","];

/** How many lines are split by each separator to find the right one. */
const tried = 50;

/**
 * Tab-, semicolon- or comma-separated text; cells may be "quoted", a quote in them doubled. Empty lines are passed over,
 * and so is a first line `sep=;` as Excel writes it. Numbers may have decimal commas and grouped thousands, unless it
 * could be either.
 * @throws DataError, which names the line, if a line has another number of cells than the first, a quote stays open, or
 * it is not clear what mark the decimals have
 */
export function separatedText(text: string): SeparatedText {
  const numbered = text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== "");
  const told = numbered[0]?.line.match(/^"?sep=(.)"?$/i)?.[1];
  if (told) numbered.shift();
  if (numbered.length === 0) return { names: null, rows: [], lines: [], decimals: "point" };
  const separator = told ?? separatorOf(numbered.slice(0, tried).map(({ line }) => line));
  const cells = numbered.map(({ line, number }) => {
    const row = cellsOf(line, separator);
    if (!row) throw new DataError(`line ${number} has a quote that is not closed`);
    return row;
  });
  cells.forEach((row, k) => {
    if (row.length !== cells[0].length)
      throw new DataError(`line ${numbered[k].number} has ${row.length} values; the first has ${cells[0].length}`);
  });
  const names = cells[0].every(isName) ? cells[0] : null;
  const rows = names ? cells.slice(1) : cells;
  const lines = numbered.slice(names ? 1 : 0).map(({ number }) => number);
  const decimals = rows.length === 0 ? "point" : decimalsOf(rows, lines);
  return { names, rows: rows.map((row) => row.map((cell) => plainNumber(cell, decimals))), lines, decimals };
}

/** The separator by which the greatest part of the cells are numbers. */
function separatorOf(lines: readonly string[]): string {
  const found = separators.filter((each) => lines[0].includes(each));
  if (found.length <= 1) return found[0] ?? ",";
  const shares = found.map((separator) => {
    const cells = lines.flatMap((line) => cellsOf(line, separator) ?? []);
    return cells.filter(isNumber).length / Math.max(1, cells.length);
  });
  return found[shares.indexOf(Math.max(...shares))];
}

/** Null if a quote stays open. */
function cellsOf(line: string, separator: string): string[] | null {
  if (!line.includes('"')) return line.split(separator).map((cell) => cell.trim());
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
  return quoted ? null : [...cells, cell.trim()];
}

/** NaN, infinities and 1.2.3 are values gone wrong, not names. */
function isName(cell: string): boolean {
  return !/^[-+]?(nan|inf|infinity)$/i.test(cell) && !/^[-+.,\d\s'’]*$/.test(cell) && !isNumber(cell);
}
