import type { Notebook } from "../document/notebook.js";
import type { Graph } from "../graph/graph.js";
import type { CellState } from "./cellState.js";

/** What a listener is told: the cells whose state is another one, and whether the graph is. */
export interface Change {
  readonly cells: ReadonlySet<string>;
  readonly graph: boolean;
}

/** Keeps a notebook computed: what a page holds on to. */
export interface Runner {
  /** Takes the notebook after an edit; what the edit touches runs again, and nothing else does. */
  show(notebook: Notebook): void;
  readonly notebook: Notebook;
  readonly graph: Graph;
  /** of a cell of the notebook; a text cell is idle always */
  state(id: string): CellState;
  /** Told of all changes since it was told last, at most once a frame. @returns what ends it */
  subscribe(listener: (change: Change) => void): () => void;
  /** Runs a cell again, with what depends on it. */
  run(id: string): void;
  /** Runs every cell again. */
  runAll(): void;
  /** Stops a cell, or all that is under way; a stopped cell says so until it is run or edited. */
  stop(id?: string): void;
  readonly isBusy: boolean;
  /** Settles when nothing runs or waits any more. */
  settled(): Promise<void>;
  /** Ends everything under way, and the workers. */
  close(): void;
}
