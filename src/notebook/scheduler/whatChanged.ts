import type { Cell, Notebook } from "../document/notebook.js";
import type { Graph } from "../graph/graph.js";
import { readCell } from "../graph/readCell.js";
import { cellKind } from "./cellKind.js";
import { blank } from "./slots.js";
import type { Slots } from "./slots.js";

/** Takes the cells of a notebook after an edit: what is gone is ended. @returns those that have to run again */
export function takeEdits(slots: Slots, next: Notebook, before: Graph, after: Graph): string[] {
  const cells = new Map(next.cells.map((cell) => [cell.id, cell]));
  for (const [id, slot] of slots) {
    if (cells.get(id)?.kind === "code") continue;
    slots.end(slot);
    slots.delete(id);
  }
  const edited: string[] = [];
  for (const cell of next.cells) {
    if (cell.kind !== "code") continue;
    const key = keyOf(cell);
    const slot = slots.get(cell.id);
    if (!slot) {
      slots.set(cell.id, { state: { ...blank, kind: cellKind(cell, null) }, done: null, running: null, key });
      edited.push(cell.id);
    } else if (slot.key !== key || hasOtherNeeds(before, after, cell.id)) {
      slot.key = key;
      edited.push(cell.id);
    } else if (slot.state.error && readCell(cell.source).program) {
      // Blanks were typed: the message has to find its place again.
      edited.push(cell.id);
    }
  }
  return edited;
}

/** A cell's text without blanks and comments, and what its input is set to. */
function keyOf(cell: Cell): string {
  const { key } = readCell(cell.source);
  return cell.value === undefined ? key : `${key}\0${typeof cell.value}${JSON.stringify(cell.value)}`;
}

/** Whether nothing that runs differs. */
export function sameCode(a: Notebook, b: Notebook): boolean {
  if (a.cells === b.cells) return true;
  if (a.cells.length !== b.cells.length) return false;
  return a.cells.every((cell, i) => {
    const other = b.cells[i];
    if (cell === other) return true;
    return (
      cell.id === other.id && cell.kind === other.kind && cell.source === other.source && cell.value === other.value
    );
  });
}

/** Whether a cell takes its names from elsewhere now, or has another fault. */
function hasOtherNeeds(before: Graph, after: Graph, id: string): boolean {
  const [a, b] = [before.nodes.get(id), after.nodes.get(id)];
  if (!a || !b) return true;
  if (a.fault?.message !== b.fault?.message) return true;
  return a.needs.length !== b.needs.length || a.needs.some((need, i) => need !== b.needs[i]);
}
