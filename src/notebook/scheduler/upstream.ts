import type { Graph } from "../graph/graph.js";
import { cellError } from "../notebookError.js";
import type { CellError } from "../notebookError.js";
import type { Value } from "../values/value.js";
import type { Slots } from "./slots.js";

/** What the names that a cell uses stand for. */
export function inputsOf(graph: Graph, slots: Slots, id: string): ReadonlyMap<string, Value> {
  const inputs = new Map<string, Value>();
  for (const { name } of graph.nodes.get(id)!.uses) {
    const from = graph.definedBy.get(name);
    const value = from === undefined ? undefined : slots.get(from)?.state.names.get(name);
    if (value) inputs.set(name, value);
  }
  return inputs;
}

/** What a cell is told that needs another which has failed, at the name it uses of it. */
export function upstreamError(graph: Graph, slots: Slots, id: string, upstream: string): CellError {
  const { uses } = graph.nodes.get(id)!;
  const place = uses.find(({ name }) => giver(graph, name) === upstream);
  const name = place?.name ?? "a value";
  const { error } = slots.get(upstream)!.state;
  const why = error?.kind === "stopped" ? "was stopped" : "has no value";
  return cellError("upstream", `${name} ${why}: see its cell.`, place?.span ?? null, [upstream]);
}

/** Whether the name of a cell is computed from one of these, through any number of cells. */
export function comesOf(graph: Graph, name: string, names: readonly string[]): boolean {
  const from = graph.definedBy.get(name);
  if (from === undefined) return false;
  const found = new Set([from]);
  for (const id of found) {
    const node = graph.nodes.get(id)!;
    if (node.uses.some((use) => names.includes(use.name))) return true;
    node.needs.forEach((need) => found.add(need));
  }
  return false;
}

/** The cell that gives a name, or one of those that do where there are two. */
function giver({ definedBy, nodes }: Graph, name: string): string | undefined {
  return definedBy.get(name) ?? [...nodes.values()].find((n) => n.defines.some((d) => d.name === name))?.id;
}
