/** What the reader set an input to: a number or step of a slider, a choice, a switch, a file's text. */
export type InputValue = number | string | boolean | UploadedFile;

export interface UploadedFile {
  readonly name: string;
  readonly text: string;
}

/**
 * A cell as it is kept. Whether a code cell is a formula, an input, a figure or a run follows from what its last
 * statement gives, so a cell changes kind as it is typed.
 */
export interface Cell {
  /** letters, digits, - and _; it stays with the cell wherever it moves */
  readonly id: string;
  readonly kind: "text" | "code";
  readonly source: string;
  /** shown as one line */
  readonly folded?: boolean;
  /** only the result is shown */
  readonly hideCode?: boolean;
  /** what the reader set an input to; absent: the value in the source */
  readonly value?: InputValue;
}

/** Immutable: each edit makes another one. */
export interface Notebook {
  readonly format: typeof notebookFormat;
  readonly version: 1;
  readonly name: string;
  readonly cells: readonly Cell[];
}

export const notebookFormat = "gaussian-bernoulli-rbm/notebook";

/** Most cells, and the longest name and text cell, in characters; a code cell is held to the language's own limit. */
export const limits = { cells: 500, name: 100, text: 20_000, file: 2_000_000 } as const;

export function createNotebook(name: string, cells: readonly Cell[] = []): Notebook {
  return { format: notebookFormat, version: 1, name, cells };
}

export function cellOf(notebook: Notebook, id: string): Cell | null {
  return notebook.cells.find((cell) => cell.id === id) ?? null;
}

/** An id that no cell has: `cell-7`. Counted, so that the same edits give the same notebook. */
export function freshId(notebook: Notebook): string {
  const taken = new Set(notebook.cells.map(({ id }) => id));
  let number = notebook.cells.length + 1;
  while (taken.has(`cell-${number}`)) number++;
  return `cell-${number}`;
}
