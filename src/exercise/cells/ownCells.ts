import type { OwnCell } from "./ownCell.js";

/** An instructor's own cells, shown below the course's seven; docs/exercise.md says how to write one. */
export const ownCells: readonly OwnCell[] = [];
