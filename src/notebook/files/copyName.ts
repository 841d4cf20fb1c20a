import { limits } from "../document/notebook.js";
import type { Notebook } from "../document/notebook.js";

/** The notebook under a name that no other has: what comes by a link or a file never takes the place of what is kept. */
export function asCopy(notebook: Notebook, taken: readonly string[]): Notebook {
  if (!taken.includes(notebook.name)) return notebook;
  const base = notebook.name.replace(/ \(copy(?: \d+)?\)$/, "").slice(0, limits.name - 12);
  for (let number = 1; ; number++) {
    const name = number === 1 ? `${base} (copy)` : `${base} (copy ${number})`;
    if (!taken.includes(name)) return { ...notebook, name };
  }
}
