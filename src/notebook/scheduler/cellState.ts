import type { CellError } from "../notebookError.js";
import type { CellKind, Value } from "../values/value.js";

/** idle: up to date · waiting: out of date, its turn comes · running · failed: the error says why */
export type CellStatus = "idle" | "waiting" | "running" | "failed";

/** All that a page shows of a cell's running. Each is replaced whole; nothing in it changes afterwards. */
export interface CellState {
  readonly status: CellStatus;
  /** what the last statement gave. While a cell waits or runs: what it gave before, or, of a run, what is known so far */
  readonly value: Value | null;
  /** every name the cell gives */
  readonly names: ReadonlyMap<string, Value>;
  /** whether `value` is of an earlier text or of earlier inputs */
  readonly isStale: boolean;
  /** from 0 to 1 while a run reports it */
  readonly progress: number | null;
  /** what a run says of itself: "epoch 120 of 300" */
  readonly note: string | null;
  readonly error: CellError | null;
  /** what the cell is to the reader; it follows what it last gave */
  readonly kind: CellKind;
  /** grows with each new value, so that "is it another one?" is one comparison */
  readonly version: number;
  /** milliseconds that the last finished run of this cell took */
  readonly elapsed: number | null;
}
