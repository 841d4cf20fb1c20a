import { cells } from "../cells/cells.js";
import { unknownCells } from "./markAnswers.js";
import type { Marks } from "./markAnswers.js";

/**
 * The table as CSV (RFC 4180): a row for each student, two columns for each cell: what became of it, and the mistake.
 */
export function marksCsv(marks: readonly Marks[]): string {
  const head = ["who", "file", "passed", ...cells.flatMap(({ id }) => [id, `${id}: mistake`]), "problem"];
  const rows = marks.map((student) => [
    asText(student.who),
    asText(student.file),
    String(passedOf(student.cells)),
    ...cells.flatMap(({ id }) => [student.cells.get(id)?.status ?? "", asText(student.cells.get(id)?.fault ?? "")]),
    asText(student.problem ?? unknownCells(student) ?? "")
  ]);
  return [head, ...rows].map((row) => `${row.map(quoted).join(",")}\n`).join("");
}

function quoted(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

export function passedOf(marked: Marks["cells"]): number {
  return [...marked.values()].filter(({ status }) => status === "passed").length;
}

/** A spreadsheet takes a cell that begins so for a formula and runs it; file names come from students. */
function asText(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}
