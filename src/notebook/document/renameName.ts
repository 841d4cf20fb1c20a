import { parse } from "../../language/syntax/parse.js";
import { childrenOf } from "../../language/syntax/tree.js";
import type { Expression, Program } from "../../language/syntax/tree.js";
import { LanguageError } from "../../language/languageError.js";
import type { Span } from "../../language/languageError.js";
import { isReserved, readCell } from "../graph/readCell.js";
import { NotebookError } from "../notebookError.js";
import type { Cell, Notebook } from "./notebook.js";

/**
 * Gives a name another spelling in every code cell: where it is defined and where it is used, never in a string, a
 * comment, a text cell, behind a dot, as the name of an argument, or where a parameter of a function hides it.
 * @throws NotebookError where the new name can't be taken
 */
export function renameName(notebook: Notebook, from: string, to: string): Notebook {
  if (from === to) return notebook;
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,59}$/.test(to)) {
    throw new NotebookError(`"${to}" is no name: a name is letters, digits and _, and starts with no digit.`);
  }
  if (isReserved(to)) throw new NotebookError(`${to} has a meaning already; choose another name.`);
  const taken = notebook.cells.some(
    (cell) => cell.kind === "code" && readCell(cell.source).defines.some(({ name }) => name === to)
  );
  if (taken) throw new NotebookError(`There is a ${to} in this notebook already; choose another name.`);
  let changed = false;
  const cells = notebook.cells.map((cell) => {
    if (cell.kind !== "code") return cell;
    const source = renameIn(cell, from, to);
    if (source === cell.source) return cell;
    changed = true;
    return { ...cell, source };
  });
  return changed ? { ...notebook, cells } : notebook;
}

function renameIn({ source }: Cell, from: string, to: string): string {
  const places = placesIn(source, from, to);
  let out = source;
  for (const { start, end } of places.sort((a, b) => b.start - a.start))
    out = out.slice(0, start) + to + out.slice(end);
  return out;
}

/** Where the name stands for the notebook's name; in a text with a mistake, wherever it stands outside strings and comments. */
function placesIn(source: string, from: string, to: string): Span[] {
  let program: Program;
  try {
    program = parse(source, "notebook");
  } catch (error) {
    if (error instanceof LanguageError) return placesByText(source, from);
    throw error;
  }
  const places = new Map<number, Span>();
  const add = ({ start, end }: Span): void => void places.set(start, { start, end });
  const visit = (node: Expression, parameters: readonly string[]): void => {
    const isOurs = (name: string): boolean => name === from && !parameters.includes(from);
    if (node.kind === "name" && isOurs(node.name)) {
      if (parameters.includes(to)) {
        throw new NotebookError(`${to} is a parameter of a function that uses ${from}; choose another name.`);
      }
      add(node);
    }
    if (node.kind === "call" && isOurs(node.name)) add(node.callee);
    for (const child of childrenOf(node)) visit(child, parameters);
  };
  for (const statement of program.statements) {
    if (statement.kind !== "value" && statement.name === from) add(statement.target);
    visit(statement.value, statement.kind === "define" ? statement.parameters : []);
  }
  return [...places.values()];
}

function placesByText(source: string, from: string): Span[] {
  const places: Span[] = [];
  for (const match of source.matchAll(/"[^"\n]*"?|#[^\n]*|(\.\s*)?[A-Za-z_]\w*/g)) {
    if (match[0] === from) places.push({ start: match.index, end: match.index + from.length });
  }
  return places;
}
