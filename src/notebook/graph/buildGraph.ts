import type { Cell, Notebook } from "../document/notebook.js";
import { cellError } from "../notebookError.js";
import type { CellError } from "../notebookError.js";
import type { Graph, GraphEdge, GraphNode } from "./graph.js";
import { missingName, readCell } from "./readCell.js";
import type { ReadCell } from "./readCell.js";

/**
 * Who takes which names from whom, and what is wrong: a mistake in a text, a name that two cells give, a name that none
 * gives, cells that wait for each other. A cell that depends on a faulty one has no fault of its own.
 */
export function buildGraph(notebook: Notebook): Graph {
  const cells = notebook.cells.filter((cell) => cell.kind === "code");
  const reads = new Map(cells.map((cell) => [cell.id, readCell(cell.source)]));
  const givers = giversOf(cells, reads);
  const definedBy = new Map([...givers].filter(([, ids]) => ids.length === 1).map(([name, [id]]) => [name, id]));
  const needs = new Map<string, Map<string, string[]>>();
  for (const { id } of cells) {
    const from = new Map<string, string[]>();
    for (const { name } of reads.get(id)!.uses) {
      const giver = givers.get(name)?.[0];
      if (giver === undefined || giver === id) continue;
      from.set(giver, [...(from.get(giver) ?? []), name]);
    }
    needs.set(id, from);
  }
  const { order, inCycle } = sort(cells, needs);
  const neededBy = new Map<string, string[]>(cells.map(({ id }) => [id, []]));
  const edges: GraphEdge[] = [];
  for (const [to, from] of needs) {
    for (const [id, names] of from) {
      neededBy.get(id)!.push(to);
      edges.push({ from: id, to, names });
    }
  }
  const known = [...givers.keys()];
  const nodes = new Map<string, GraphNode>();
  for (const { id } of cells) {
    const { defines, uses } = reads.get(id)!;
    nodes.set(id, {
      id,
      defines,
      uses,
      needs: [...needs.get(id)!.keys()],
      neededBy: neededBy.get(id)!,
      fault: faultOf(id, reads.get(id)!, givers, known, needs, inCycle)
    });
  }
  return { nodes, edges, order, definedBy };
}

/** For each name the cells that give it, in the order of the page. */
function giversOf(cells: readonly Cell[], reads: ReadonlyMap<string, ReadCell>): Map<string, string[]> {
  const givers = new Map<string, string[]>();
  for (const { id } of cells) {
    for (const { name } of reads.get(id)!.defines) {
      const before = givers.get(name);
      if (before) before.push(id);
      else givers.set(name, [id]);
    }
  }
  return givers;
}

function faultOf(
  id: string,
  read: ReadCell,
  givers: ReadonlyMap<string, readonly string[]>,
  known: readonly string[],
  needs: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>,
  inCycle: ReadonlySet<string>
): CellError | null {
  if (read.fault) return read.fault;
  for (const { name, span } of read.defines) {
    const others = givers.get(name)!.filter((other) => other !== id);
    if (others.length > 0) {
      const where = others.length === 1 ? "another cell gives it" : `${others.length} other cells give it`;
      return cellError("name given twice", `${name} is given twice: ${where} too. Choose another name.`, span, others);
    }
  }
  for (const place of read.uses) if (!givers.has(place.name)) return missingName(place, known);
  if (inCycle.has(id)) return cycleFault(id, read, needs, inCycle);
  return null;
}

/** Names the cells of one way round, from this cell back to it. */
function cycleFault(
  id: string,
  read: ReadCell,
  needs: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>,
  inCycle: ReadonlySet<string>
): CellError {
  const cameFrom = new Map<string, string>();
  const queue = [id];
  let last: string | null = null;
  while (last === null && queue.length > 0) {
    const at = queue.shift()!;
    for (const next of needs.get(at)!.keys()) {
      if (next === id) {
        last = at;
        break;
      }
      if (inCycle.has(next) && !cameFrom.has(next)) {
        cameFrom.set(next, at);
        queue.push(next);
      }
    }
  }
  const way: string[] = [];
  for (let at: string | undefined = last ?? id; at !== undefined; at = cameFrom.get(at)) way.unshift(at);
  const names = way.map((at, i) => needs.get(at)!.get(way[(i + 1) % way.length])?.[0] ?? "");
  const first = read.uses.find(({ name }) => name === names[0]);
  const chain = names.length === 1 ? `${names[0]} needs itself` : `${[...names, names[0]].join(" needs ")}`;
  return cellError(
    "cycle",
    `These cells wait for each other: ${chain}. One of them has to do without the other.`,
    first?.span ?? null,
    way.filter((at) => at !== id)
  );
}

/** Topological order, ties in the order of the page, and who is in a cycle. */
function sort(
  cells: readonly Cell[],
  needs: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>
): { order: string[]; inCycle: ReadonlySet<string> } {
  const inCycle = cycleMembers(cells, needs);
  const open = new Map<string, number>();
  const neededBy = new Map<string, string[]>(cells.map(({ id }) => [id, []]));
  for (const [to, from] of needs) {
    const others = [...from.keys()].filter((id) => !inCycle.has(id));
    open.set(to, others.length);
    for (const id of others) neededBy.get(id)!.push(to);
  }
  const order = cells.map(({ id }) => id).filter((id) => open.get(id) === 0 && !inCycle.has(id));
  for (const id of order) {
    for (const next of neededBy.get(id)!) {
      const left = open.get(next)! - 1;
      open.set(next, left);
      if (left === 0 && !inCycle.has(next)) order.push(next);
    }
  }
  return { order, inCycle };
}

/** Cells that can reach themselves: strongly connected components of more than one (Tarjan, 1972), without recursion. */
function cycleMembers(
  cells: readonly Cell[],
  needs: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>
): ReadonlySet<string> {
  const found = new Set<string>();
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  for (const { id: root } of cells) {
    if (index.has(root)) continue;
    const path: { id: string; next: Iterator<string> }[] = [];
    const enter = (id: string): void => {
      index.set(id, index.size);
      low.set(id, index.get(id)!);
      stack.push(id);
      onStack.add(id);
      path.push({ id, next: needs.get(id)!.keys() });
    };
    enter(root);
    while (path.length > 0) {
      const { id, next } = path.at(-1);
      const { value: need, done } = next.next();
      if (!done) {
        if (!index.has(need)) enter(need);
        else if (onStack.has(need)) low.set(id, Math.min(low.get(id)!, index.get(need)!));
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above) low.set(above.id, Math.min(low.get(above.id)!, low.get(id)!));
      if (low.get(id) !== index.get(id)) continue;
      const component = stack.splice(stack.lastIndexOf(id));
      for (const member of component) {
        onStack.delete(member);
        if (component.length > 1) found.add(member);
      }
    }
  }
  return found;
}

/** A cell and all that depends on it, through any number of others. */
export function dependentsOf(graph: Graph, ids: Iterable<string>): Set<string> {
  const found = new Set(ids);
  for (const id of found) for (const next of graph.nodes.get(id)?.neededBy ?? []) found.add(next);
  return found;
}
