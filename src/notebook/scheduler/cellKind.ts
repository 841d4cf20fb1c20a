import { readCell } from "../graph/readCell.js";
import { hostFunctions } from "../functions/hostFunctions.js";
import type { Cell } from "../document/notebook.js";
import type { CellKind, Value } from "../values/value.js";

/** What a cell is to the reader: by what it gave, or, before it ran, by the outermost call of its last line. */
export function cellKind(cell: Cell, value: Value | null): CellKind {
  if (cell.kind === "text") return "text";
  if (value) {
    if (value.kind === "input" || value.kind === "figure" || value.kind === "run") return value.kind;
  }
  const last = readCell(cell.source).program?.statements.at(-1)?.value;
  return (last?.kind === "call" && hostFunctions.get(last.name)?.makes) || "formula";
}
