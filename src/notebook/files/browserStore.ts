import { checkNotebook } from "../document/checkNotebook.js";
import { createHistory, greatestPast } from "../document/history.js";
import type { History } from "../document/history.js";
import { NotebookError } from "../notebookError.js";
import type { NotebookStore, StoredName } from "./store.js";

const databaseName = "gaussian-bernoulli-rbm";
const names = "names";
const histories = "histories";

/** Notebooks in the browser's own database, by name. The list is kept apart, so that it opens no notebook. */
export function createBrowserStore(factory: IDBFactory = indexedDB): NotebookStore {
  let opening: Promise<IDBDatabase> | null = null;

  function open(): Promise<IDBDatabase> {
    opening ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = factory.open(databaseName, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(names, { keyPath: "name" });
        request.result.createObjectStore(histories, { keyPath: "name" });
      };
      request.onsuccess = () => {
        // Another page may bring a newer version: this one makes way.
        request.result.onversionchange = () => {
          request.result.close();
          opening = null;
        };
        resolve(request.result);
      };
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error("another page of this site holds the database"));
    });
    opening.catch(() => (opening = null));
    return opening;
  }

  /** One transaction: it is done as a whole or not at all. */
  async function transact<T>(
    mode: IDBTransactionMode,
    what: string,
    work: (named: IDBObjectStore, kept: IDBObjectStore) => IDBRequest<T> | null
  ): Promise<T | undefined> {
    try {
      const database = await open();
      return await new Promise<T | undefined>((resolve, reject) => {
        const transaction = database.transaction([names, histories], mode);
        const request = work(transaction.objectStore(names), transaction.objectStore(histories));
        transaction.oncomplete = () => resolve(request?.result);
        transaction.onerror = () => reject(transaction.error);
        transaction.onabort = () => reject(transaction.error);
      });
    } catch (error) {
      throw new NotebookError(`${what}: ${reasonOf(error)}`);
    }
  }

  return {
    async list() {
      const found = await transact("readonly", "The list of notebooks can't be read", (named) => named.getAll());
      return (found as StoredName[]).sort((a, b) => b.changed - a.changed);
    },
    async load(name) {
      const found: unknown = await transact("readonly", `${name} can't be read`, (_, kept) => kept.get(name));
      return found === undefined ? null : checkHistory((found as { history?: unknown }).history);
    },
    async save(history, changed) {
      const { name, cells } = history.present;
      await transact("readwrite", `${name} can't be kept`, (named, kept) => {
        named.put({ name, changed, cells: cells.length });
        kept.put({ name, history });
        return null;
      });
    },
    async rename(from, to) {
      const history = await this.load(from);
      if (!history) throw new NotebookError(`There is no notebook called ${from}.`);
      if (await this.load(to)) throw new NotebookError(`There is a notebook called ${to} already.`);
      const entry = (await this.list()).find((each) => each.name === from);
      await transact("readwrite", `${from} can't be renamed`, (named, kept) => {
        named.delete(from);
        kept.delete(from);
        named.put({ name: to, changed: entry?.changed ?? 0, cells: history.present.cells.length });
        kept.put({ name: to, history: { ...history, present: { ...history.present, name: to } } });
        return null;
      });
    },
    async remove(name) {
      await transact("readwrite", `${name} can't be removed`, (named, kept) => {
        named.delete(name);
        kept.delete(name);
        return null;
      });
    }
  };
}

/** What was kept, checked: a step of the history that is damaged is left out, a damaged present is an error. */
function checkHistory(found: unknown): History {
  if (typeof found !== "object" || found === null)
    throw new NotebookError("What was kept of this notebook is damaged.");
  const { past, present, future } = found as Record<string, unknown>;
  const readable = (steps: unknown): History["past"] =>
    (Array.isArray(steps) ? steps.slice(-greatestPast) : []).flatMap((step) => {
      try {
        return [checkNotebook(step)];
      } catch {
        return [];
      }
    });
  return { ...createHistory(checkNotebook(present)), past: readable(past), future: readable(future) };
}

function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === "QuotaExceededError") {
    return "the browser has no room left. Save it as a file.";
  }
  return error instanceof Error && error.message ? error.message : "the browser keeps nothing here. Save it as a file.";
}
