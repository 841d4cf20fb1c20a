import type { Notebook } from "./notebook.js";

/** The notebooks that came before and, after an undo, those that come after. It can be kept and read back as it is. */
export interface History {
  readonly past: readonly Notebook[];
  readonly present: Notebook;
  readonly future: readonly Notebook[];
  /** what the last edit was, so that typing in one cell is one step back */
  readonly lastEdit: string | null;
}

/** Most steps back. */
export const greatestPast = 200;

export function createHistory(notebook: Notebook): History {
  return { past: [], present: notebook, future: [], lastEdit: null };
}

/**
 * The history after an edit.
 * @param edit names the edit where more of the same is one step back, such as "type in cell-3"; null: a step of its own
 */
export function record(history: History, notebook: Notebook, edit: string | null = null): History {
  if (notebook === history.present) return history;
  const continues = edit !== null && edit === history.lastEdit && history.past.length > 0;
  const past = continues ? history.past : [...history.past, history.present].slice(-greatestPast);
  return { past, present: notebook, future: [], lastEdit: edit };
}

export function canUndo(history: History): boolean {
  return history.past.length > 0;
}

export function canRedo(history: History): boolean {
  return history.future.length > 0;
}

/** One step back; the same history where there is none. */
export function undo(history: History): History {
  const before = history.past.at(-1);
  if (!before) return history;
  const past = history.past.slice(0, -1);
  return { past, present: before, future: [history.present, ...history.future], lastEdit: null };
}

/** One step forward again; the same history where there is none. */
export function redo(history: History): History {
  const [next, ...future] = history.future;
  if (!next) return history;
  return { past: [...history.past, history.present], present: next, future, lastEdit: null };
}
