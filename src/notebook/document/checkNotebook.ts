import { NotebookError } from "../notebookError.js";
import { limits, notebookFormat } from "./notebook.js";
import type { Cell, InputValue, Notebook } from "./notebook.js";

/** Longest source of a code cell that is kept; the language refuses to read more than 4000 characters. */
const longestCode = 20_000;

/**
 * A notebook out of what a file, an address or a browser's storage holds.
 * @throws NotebookError that names the cell, what it has and what it must have
 */
export function checkNotebook(found: unknown): Notebook {
  if (!isRecord(found)) throw new NotebookError("This is no notebook.");
  if (found.format !== notebookFormat) throw new NotebookError("This is no notebook of this site.");
  if (found.version !== 1) {
    throw new NotebookError(`This notebook is of version ${shown(found.version)}; this page reads version 1.`);
  }
  const { name, cells } = found;
  if (typeof name !== "string" || name.trim() === "" || name.length > limits.name) {
    throw new NotebookError(`A notebook's name is a text of 1 to ${limits.name} characters; this is ${shown(name)}.`);
  }
  if (!Array.isArray(cells)) throw new NotebookError("This notebook has no list of cells.");
  if (cells.length > limits.cells) {
    throw new NotebookError(`A notebook holds at most ${limits.cells} cells; this has ${cells.length}.`);
  }
  const ids = new Set<string>();
  const checked = cells.map((cell, i) => {
    const one = checkCell(cell, i + 1);
    if (ids.has(one.id)) throw new NotebookError(`Cell ${i + 1} has the id ${one.id} of a cell before it.`);
    ids.add(one.id);
    return one;
  });
  return { format: notebookFormat, version: 1, name, cells: checked };
}

function checkCell(found: unknown, number: number): Cell {
  const wrong = (what: string): NotebookError => new NotebookError(`Cell ${number} ${what}.`);
  if (!isRecord(found)) throw wrong("is no cell");
  const { id, kind, source, folded, hideCode, value } = found;
  if (typeof id !== "string" || !/^[A-Za-z0-9_-]{1,60}$/.test(id)) {
    throw wrong(`has the id ${shown(id)}; an id is 1 to 60 letters, digits, - or _`);
  }
  if (kind !== "text" && kind !== "code") throw wrong(`is of the kind ${shown(kind)}; it must be text or code`);
  if (typeof source !== "string") throw wrong("has no text");
  const most = kind === "text" ? limits.text : longestCode;
  if (source.length > most) throw wrong(`has ${source.length} characters; at most ${most} are taken`);
  for (const [name, flag] of [
    ["folded", folded],
    ["hideCode", hideCode]
  ] as const) {
    if (flag !== undefined && typeof flag !== "boolean")
      throw wrong(`has ${shown(flag)} for ${name}; it is true or false`);
  }
  return {
    id,
    kind,
    source,
    ...(folded === true ? { folded } : {}),
    ...(hideCode === true ? { hideCode } : {}),
    ...(value === undefined ? {} : { value: checkInput(value, wrong) })
  };
}

function checkInput(value: unknown, wrong: (what: string) => NotebookError): InputValue {
  if (typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value === "string" && value.length <= 1000) return value;
  if (isRecord(value)) {
    const { name, text } = value;
    if (typeof name === "string" && name.length <= 300 && typeof text === "string" && text.length <= limits.file) {
      return { name, text };
    }
  }
  throw wrong(`has an input set to ${shown(value)}, which is no number, text, truth or file`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
