import type { CellId } from "../../cells/cells.js";

/** A mistake, and a formula that makes it. */
export interface KnownMistake {
  readonly id: string;
  readonly cell: CellId;
  readonly title: string;
  /** what to think about; it doesn't give the solution away */
  readonly description: string;
  readonly formula: string;
  /** the formula is right until exp overflows */
  readonly overflows?: true;
  /** which of a cell's values is wrong; the other is not looked at */
  readonly output?: string;
}

type Row = readonly [id: string, title: string, description: string, formula: string, which?: string];

/** The mistakes of a cell, one a row; the last column is "overflows" or the name of the wrong value. */
export function mistakesOf(cell: CellId, rows: readonly Row[]): KnownMistake[] {
  return rows.map(([id, title, description, formula, which]) => {
    const known = { id, cell, title, description, formula };
    if (which === undefined) return known;
    return which === "overflows" ? { ...known, overflows: true } : { ...known, output: which };
  });
}
