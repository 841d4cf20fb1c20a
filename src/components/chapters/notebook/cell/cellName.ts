import type { Cell } from "../../../../notebook/document/notebook.js";
import type { Graph } from "../../../../notebook/graph/graph.js";

/** What a cell is called: the names it gives, else what it calls, else the start of its text. */
export function cellName(cell: Cell, graph: Graph): string {
  if (cell.kind === "text") return firstWords(cell.source.replace(/^[#>*\s-]+/, "").replace(/[$*_`]/g, "")) || "text";
  const names = [...new Set(graph.nodes.get(cell.id)?.defines.map(({ name }) => name) ?? [])];
  if (names.length > 0) return names.length > 3 ? `${names.slice(0, 3).join(", ")}, …` : names.join(", ");
  const code = cell.source.replace(/#[^\n]*/g, "").trim();
  const last = code.split("\n").at(-1) ?? "";
  const call = /^[A-Za-z_]\w*(?=\s*\()/.exec(last) ?? /^[A-Za-z_]\w*(?=\s*\()/.exec(code);
  return call ? `${call[0]}(…)` : firstWords(code) || "empty cell";
}

function firstWords(text: string): string {
  const line = text.split("\n")[0].trim();
  return line.length > 28 ? `${line.slice(0, 27).trimEnd()}…` : line;
}
