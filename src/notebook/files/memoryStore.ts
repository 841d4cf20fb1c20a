import type { History } from "../document/history.js";
import { NotebookError } from "../notebookError.js";
import type { NotebookStore, StoredName } from "./store.js";

/** Keeps notebooks as long as the page is open: for tests, and where a browser keeps nothing. */
export function createMemoryStore(): NotebookStore {
  const kept = new Map<string, { history: History; changed: number }>();
  return {
    async list() {
      const names = [...kept].map(([name, { history, changed }]): StoredName => {
        return { name, changed, cells: history.present.cells.length };
      });
      return names.sort((a, b) => b.changed - a.changed);
    },
    async load(name) {
      return kept.get(name)?.history ?? null;
    },
    async save(history, changed) {
      kept.set(history.present.name, { history, changed });
    },
    async rename(from, to) {
      const entry = kept.get(from);
      if (!entry) throw new NotebookError(`There is no notebook called ${from}.`);
      if (kept.has(to)) throw new NotebookError(`There is a notebook called ${to} already.`);
      kept.delete(from);
      const history = { ...entry.history, present: { ...entry.history.present, name: to } };
      kept.set(to, { ...entry, history });
    },
    async remove(name) {
      kept.delete(name);
    }
  };
}
