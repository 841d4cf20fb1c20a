import { NotebookError } from "../notebookError.js";
import { cellOf, freshId, limits } from "./notebook.js";
import type { Cell, InputValue, Notebook } from "./notebook.js";

/*
 * Every edit is a function from a notebook to another. One that changes nothing returns the same notebook; one that
 * names a cell that isn't there throws a NotebookError.
 */

/** Puts a new cell at a place, counted from 0. */
export function insertCell(notebook: Notebook, index: number, cell: Omit<Cell, "id"> & { id?: string }): Notebook {
  if (notebook.cells.length >= limits.cells) {
    throw new NotebookError(`A notebook holds at most ${limits.cells} cells.`);
  }
  const id = cell.id ?? freshId(notebook);
  if (cellOf(notebook, id)) throw new NotebookError(`There is a cell ${id} already.`);
  return withCells(notebook, notebook.cells.toSpliced(clamp(index, notebook.cells.length), 0, { ...cell, id }));
}

export function deleteCell(notebook: Notebook, id: string): Notebook {
  return withCells(notebook, notebook.cells.toSpliced(indexOf(notebook, id), 1));
}

/** Moves a cell to a place among the others, counted from 0 without it. */
export function moveCell(notebook: Notebook, id: string, to: number): Notebook {
  const from = indexOf(notebook, id);
  const others = notebook.cells.toSpliced(from, 1);
  const place = clamp(to, others.length);
  if (place === from) return notebook;
  return withCells(notebook, others.toSpliced(place, 0, notebook.cells[from]));
}

/** Gives a cell another text. What the reader set an input to stays, for as long as it fits. */
export function editCell(notebook: Notebook, id: string, source: string): Notebook {
  return change(notebook, id, { source });
}

/** Makes text of code or code of text. */
export function setKind(notebook: Notebook, id: string, kind: Cell["kind"]): Notebook {
  return change(notebook, id, { kind });
}

/** Sets an input; null: back to the value in the source. */
export function setInput(notebook: Notebook, id: string, value: InputValue | null): Notebook {
  if (value !== null) return change(notebook, id, { value });
  const index = indexOf(notebook, id);
  const { value: before, ...cell } = notebook.cells[index];
  return before === undefined ? notebook : withCells(notebook, notebook.cells.with(index, cell));
}

export function fold(notebook: Notebook, id: string, folded: boolean): Notebook {
  return change(notebook, id, { folded });
}

export function hideCode(notebook: Notebook, id: string, hidden: boolean): Notebook {
  return change(notebook, id, { hideCode: hidden });
}

/** Shows or hides the code of every code cell. */
export function hideAllCode(notebook: Notebook, hidden: boolean): Notebook {
  if (notebook.cells.every((cell) => cell.kind === "text" || (cell.hideCode ?? false) === hidden)) return notebook;
  const cells = notebook.cells.map((cell) => (cell.kind === "code" ? { ...cell, hideCode: hidden } : cell));
  return withCells(notebook, cells);
}

function change(notebook: Notebook, id: string, changes: Partial<Omit<Cell, "id">>): Notebook {
  const index = indexOf(notebook, id);
  const cell = notebook.cells[index];
  const same = (Object.keys(changes) as (keyof typeof changes)[]).every((key) => cell[key] === changes[key]);
  return same ? notebook : withCells(notebook, notebook.cells.with(index, { ...cell, ...changes }));
}

function indexOf(notebook: Notebook, id: string): number {
  const index = notebook.cells.findIndex((cell) => cell.id === id);
  if (index < 0) throw new NotebookError(`There is no cell ${id} in this notebook.`);
  return index;
}

function withCells(notebook: Notebook, cells: readonly Cell[]): Notebook {
  return { ...notebook, cells };
}

function clamp(index: number, most: number): number {
  return Math.max(0, Math.min(most, Math.trunc(index)));
}
