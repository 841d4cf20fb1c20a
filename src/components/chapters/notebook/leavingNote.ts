import { checkNotebook } from "../../../notebook/document/checkNotebook.js";
import type { Notebook } from "../../../notebook/document/notebook.js";

const key = "notebook-leaving";

/*
 * The store is a database, which need not take what a page gives it while the page goes away. Web storage takes it at
 * once: the note is read when the notebook is opened again, and dropped when the database has it after all.
 */

/** Notes a notebook whose last edits may not reach the store. Where nothing may be kept, nothing is. */
export function noteLeaving(notebook: Notebook, storage: Storage = localStorage): void {
  try {
    storage.setItem(key, JSON.stringify(notebook));
  } catch {
    // Full or forbidden: the store alone is left to hope for.
  }
}

/** Drops the note if it is of this notebook as it is. */
export function dropNote(notebook: Notebook, storage: Storage = localStorage): void {
  try {
    if (storage.getItem(key) === JSON.stringify(notebook)) storage.removeItem(key);
  } catch {
    // As above.
  }
}

/** The notebook of this name as it was noted, or null; the note is gone then. What is damaged counts as none. */
export function takeNote(name: string, storage: Storage = localStorage): Notebook | null {
  try {
    const text = storage.getItem(key);
    if (text === null) return null;
    const noted = checkNotebook(JSON.parse(text));
    if (noted.name !== name) return null;
    storage.removeItem(key);
    return noted;
  } catch {
    return null;
  }
}
