import { createNotebook } from "../document/notebook.js";
import type { Cell, InputValue, Notebook } from "../document/notebook.js";

/** A cell before it has an id: text, or code. */
export type Draft = Omit<Cell, "id"> & { readonly id?: string };

export function text(source: string): Draft {
  return { kind: "text", source };
}

export function code(source: string, more: { id?: string; value?: InputValue; hideCode?: boolean } = {}): Draft {
  return { kind: "code", source, ...more };
}

/** A notebook of these cells, with ids by their place. */
export function notebookOf(name: string, drafts: readonly Draft[]): Notebook {
  return createNotebook(
    name,
    drafts.map((draft, i) => ({ ...draft, id: draft.id ?? `cell-${i + 1}` }))
  );
}
