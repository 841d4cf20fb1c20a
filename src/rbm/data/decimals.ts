import { DataError } from "../errors.js";

/** What stands before the decimals of a file's numbers. */
export type Decimals = "point" | "comma";

/** What stands between thousands besides the other of point and comma: a space, of which there are several, or an apostrophe. */
const gap = "[ \\u00a0\\u2009\\u202f'’]";
const exponent = "(?:e[-+]?\\d+)?";
const grouped = (between: string) => `[1-9]\\d{0,2}(?:${between}\\d{3})+`;
const whole = (between: string) => new RegExp(`^[-+]?${grouped(between)}$`);
const withDecimals = (mark: string, other: string) =>
  new RegExp(`^[-+]?(?:(?:\\d+|${grouped(other)}|${grouped(gap)})${mark}\\d*|${mark}\\d+)${exponent}$`, "i");

const forms = {
  comma: { decimals: withDecimals(",", "\\."), whole: whole("\\.") },
  point: { decimals: withDecimals("\\.", ","), whole: whole(",") }
};
const gapped = whole(gap);
const gaps = new RegExp(gap, "g");

function readableWith(decimals: Decimals, cell: string): boolean {
  return forms[decimals].decimals.test(cell) || forms[decimals].whole.test(cell);
}

/** Whether a cell is a finite number by either mark. */
export function isNumber(cell: string): boolean {
  if (cell !== "" && Number.isFinite(Number(cell))) return true;
  return gapped.test(cell) || readableWith("comma", cell) || readableWith("point", cell);
}

/**
 * The mark that the numbers of a table use. 1,5 and 0,125 and 1.234,5 and 1.234.567 tell a comma; 1.5 and 1,234.5 and
 * 1,234,567 a point; 1.234 is taken as usual unless another cell tells a comma, and 1,234 alone tells nothing. Columns
 * that hold words rather than numbers are not asked.
 * @param lines the line of each row, counted from 1
 * @throws DataError, which names the lines, if two cells tell different marks or 1,234 could be either number
 */
export function decimalsOf(rows: readonly (readonly string[])[], lines: readonly number[]): Decimals {
  // Most files have no comma in a cell, and a lone 1.234.567 is then a slip rather than a number.
  if (!rows.some((row) => row.some((cell) => cell.includes(",")))) return "point";
  const numeric = rows[0].map((_, column) => 2 * rows.filter((row) => isNumber(row[column])).length >= rows.length);
  const first: Partial<Record<Decimals | "either", { readonly cell: string; readonly line: number }>> = {};
  rows.forEach((row, k) =>
    row.forEach((cell, column) => {
      if (!numeric[column]) return;
      const [comma, point] = [readableWith("comma", cell), readableWith("point", cell)];
      const tells = comma && point ? (cell.includes(",") ? "either" : null) : comma ? "comma" : point ? "point" : null;
      if (tells) first[tells] ??= { cell, line: lines[k] };
    })
  );
  const { comma, point, either } = first;
  if (comma && point)
    throw new DataError(
      `line ${point.line} has ${JSON.stringify(point.cell)} with a decimal point, line ${comma.line} ${JSON.stringify(comma.cell)} with a decimal comma; they must be of one kind`
    );
  if (either && !comma && !point) {
    const asDecimal = either.cell.replace(",", ".");
    throw new DataError(
      `line ${either.line} has ${JSON.stringify(either.cell)}, which may be ${asDecimal} or ${either.cell.replace(",", "")}, and no other number tells which; write it with a decimal point`
    );
  }
  return comma ? "comma" : "point";
}

/** A cell as Number reads it; one that is no number stays as it is. */
export function plainNumber(cell: string, decimals: Decimals): string {
  if (decimals === "point" && Number.isFinite(Number(cell))) return cell;
  if (gapped.test(cell)) return cell.replace(gaps, "");
  if (!readableWith(decimals, cell)) return cell;
  const ungrouped = cell.replace(gaps, "").replaceAll(decimals === "comma" ? "." : ",", "");
  return decimals === "comma" ? ungrouped.replace(",", ".") : ungrouped;
}
