import { createHistory } from "../../../notebook/document/history.js";
import type { History } from "../../../notebook/document/history.js";
import type { Notebook } from "../../../notebook/document/notebook.js";
import { asCopy } from "../../../notebook/files/copyName.js";
import type { NotebookStore } from "../../../notebook/files/store.js";

/** A copy under a name of its own; one sent twice leads to the copy that is there already, if it is as it was. */
export async function copyOf(sent: Notebook, store: NotebookStore): Promise<History> {
  const names = (await store.list()).map(({ name }) => name);
  for (const name of names.filter((each) => each.startsWith(sent.name))) {
    const kept = await store.load(name).catch(() => null);
    if (kept && JSON.stringify(kept.present.cells) === JSON.stringify(sent.cells)) return kept;
  }
  return createHistory(asCopy(sent, names));
}
