import type { Value } from "../values/value.js";
import type { CellError } from "../notebookError.js";
import type { CellState } from "./cellState.js";
import type { Changes } from "./changes.js";
import { overtaken } from "./endOfRun.js";

/** What is known of a cell besides what the page is shown. */
export interface Slot {
  state: CellState;
  /** the text and input of the last run that ended well, and what it was given */
  done: { readonly key: string; readonly inputs: ReadonlyMap<string, Value> } | null;
  running: AbortController | null;
  /** of the text and input now */
  key: string;
}

/** A cell that has not run. */
export const blank: CellState = {
  status: "idle",
  value: null,
  names: new Map(),
  isStale: false,
  progress: null,
  note: null,
  error: null,
  kind: "formula",
  version: 0,
  elapsed: null
};

/** The cells that run, by id; each change of a state is told. */
export class Slots extends Map<string, Slot> {
  constructor(private readonly changes: Changes) {
    super();
  }

  put(id: string, changed: Partial<CellState>): void {
    const slot = this.get(id)!;
    slot.state = { ...slot.state, ...changed };
    this.changes.cell(id);
  }

  /** What the cell gave before stays, as out of date. @returns true: it has come to an end */
  fail(id: string, error: CellError): true {
    const { value } = this.get(id)!.state;
    this.put(id, { status: "failed", error, isStale: value !== null, progress: null, note: null });
    return true;
  }

  /** Ends what is under way in a cell. */
  end(slot: Slot): void {
    slot.running?.abort(overtaken);
    slot.running = null;
  }

  get isBusy(): boolean {
    for (const { state } of this.values()) if (state.status === "waiting" || state.status === "running") return true;
    return false;
  }
}
