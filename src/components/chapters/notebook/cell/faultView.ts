import type { CellError } from "../../../../notebook/notebookError.js";
import { element } from "../../../dom/element.js";

/** What is wrong with a cell, with links to the other cells it speaks of. */
export function faultView(
  error: CellError,
  nameOf: (id: string) => string | null,
  onGo: (id: string) => void
): HTMLElement {
  const links = error.cells.flatMap((id) => {
    const name = nameOf(id);
    if (name === null) return [];
    const link = element("button", { type: "button", class: "link-button" }, name);
    link.addEventListener("click", () => onGo(id));
    return [link];
  });
  const quiet = error.kind === "upstream" || error.kind === "stopped" || error.kind === "empty";
  return element(
    "div",
    { class: quiet ? "cell-fault cell-fault-quiet" : "cell-fault" },
    element("p", {}, error.message),
    links.length > 0 ? element("p", { class: "cell-fault-links" }, "Go to ", ...joined(links)) : null
  );
}

function joined(nodes: readonly Node[]): (Node | string)[] {
  return nodes.flatMap((node, k) => (k > 0 ? [", ", node] : [node]));
}
