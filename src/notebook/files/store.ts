import type { History } from "../document/history.js";

/** A notebook in the list, newest first. */
export interface StoredName {
  readonly name: string;
  /** milliseconds since 1970 */
  readonly changed: number;
  readonly cells: number;
}

/** Where notebooks are kept by name, with their history. Every promise may reject with a NotebookError that says why. */
export interface NotebookStore {
  list(): Promise<readonly StoredName[]>;
  /** null where there is none of this name */
  load(name: string): Promise<History | null>;
  /** Puts a notebook in the place of the one of its name. */
  save(history: History, changed: number): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(name: string): Promise<void>;
}
