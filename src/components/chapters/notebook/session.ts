import { canRedo, canUndo, record, redo, undo } from "../../../notebook/document/history.js";
import type { History } from "../../../notebook/document/history.js";
import type { Notebook } from "../../../notebook/document/notebook.js";
import type { NotebookStore } from "../../../notebook/files/store.js";
import type { Change, Runner } from "../../../notebook/scheduler/runner.js";
import { messageOf } from "../../dom/errorBox.js";
import { dropNote, noteLeaving } from "./leavingNote.js";

/** What a listener is told: another document, other results, or both. */
export interface SessionChange {
  readonly document: boolean;
  readonly results: Change | null;
}

/** The notebook that is open: its one owner. Every view asks it to change, and shows what comes of it. */
export interface Session {
  readonly notebook: Notebook;
  readonly runner: Runner;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Makes an edit; more of one kind, as typing in one cell, is one step back. What it throws is told, not thrown. */
  edit(change: (notebook: Notebook) => Notebook, kind?: string): boolean;
  undo(): void;
  redo(): void;
  /** Puts another notebook in the place of this one, which is kept first. @param keep puts it into the store at once */
  open(history: History, keep?: boolean): Promise<void>;
  /** Puts what is open into the store, edited or not. */
  keep(): Promise<void>;
  /** Gives the notebook another name, in the store too. */
  rename(name: string): Promise<void>;
  /** Resolves when what is on the page is in the store. */
  saved(): Promise<void>;
  subscribe(listener: (change: SessionChange) => void): () => void;
  readonly store: NotebookStore;
  close(): void;
}

export interface SessionOptions {
  readonly history: History;
  readonly runner: Runner;
  readonly store: NotebookStore;
  /** told what went wrong, for the reader */
  readonly onFault: (message: string) => void;
  /** told the name of what is open and kept */
  readonly onKept: (name: string) => void;
}

/** Milliseconds of rest after an edit before it is put into the store. */
const restBeforeSaving = 400;

export function createSession({ history: first, runner, store, onFault, onKept }: SessionOptions): Session {
  let history = first;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<void> = Promise.resolve();
  let complained = false;
  const listeners = new Set<(change: SessionChange) => void>();
  const tell = (change: SessionChange): void => listeners.forEach((listener) => listener(change));

  const end = runner.subscribe((results) => tell({ document: false, results }));
  runner.show(history.present);

  function become(next: History, keep = true): void {
    if (next === history) return;
    history = next;
    runner.show(history.present);
    tell({ document: true, results: null });
    if (!keep) return;
    clearTimeout(timer);
    timer = setTimeout(() => void save(), restBeforeSaving);
  }

  function save(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const kept = history;
    saving = saving
      .then(() => store.save(kept, Date.now()))
      .then(
        () => {
          complained = false;
          onKept(kept.present.name);
        },
        (error: unknown) => {
          // Said once: a full disc would say it at every key.
          if (!complained) onFault(`This browser did not keep the notebook: ${messageOf(error)} Save it as a file.`);
          complained = true;
        }
      );
    return saving;
  }

  const whenHidden = (): void => {
    if (document.visibilityState !== "hidden" || timer === undefined) return;
    const left = history.present;
    noteLeaving(left);
    onKept(left.name);
    void save().then(() => complained || dropNote(left));
  };
  document.addEventListener("visibilitychange", whenHidden);

  return {
    get notebook() {
      return history.present;
    },
    get canUndo() {
      return canUndo(history);
    },
    get canRedo() {
      return canRedo(history);
    },
    runner,
    store,
    edit(change, kind) {
      try {
        become(record(history, change(history.present), kind ?? null));
        return true;
      } catch (error) {
        onFault(messageOf(error));
        return false;
      }
    },
    undo: () => become(undo(history)),
    redo: () => become(redo(history)),
    async open(next, keep = false) {
      if (timer !== undefined) await save();
      become(next, false);
      onKept(next.present.name);
      if (keep) await save();
    },
    keep: save,
    async rename(name) {
      const before = history.present.name;
      if (timer !== undefined) await save();
      const stored = await store.load(before);
      if (stored) await store.rename(before, name);
      history = named(history, name);
      runner.show(history.present);
      tell({ document: true, results: null });
      await save();
    },
    saved: () => (timer === undefined ? saving : save()),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      document.removeEventListener("visibilitychange", whenHidden);
      if (timer !== undefined) void save();
      end();
      runner.close();
    }
  };
}

/** The history with every step under this name: undoing must not bring the old name back. */
export function named(history: History, name: string): History {
  const rename = (notebook: Notebook): Notebook => ({ ...notebook, name });
  const { past, present, future } = history;
  return { ...history, past: past.map(rename), present: rename(present), future: future.map(rename) };
}
