import { setInput } from "../../../notebook/document/edits.js";
import type { Notebook } from "../../../notebook/document/notebook.js";
import { cellOf } from "../../../notebook/document/notebook.js";
import { fromAddress } from "../../../notebook/files/address.js";
import type { Graph } from "../../../notebook/graph/graph.js";
import { element } from "../../dom/element.js";
import { errorBox } from "../../dom/errorBox.js";
import { faultView } from "./cell/faultView.js";
import { cellName } from "./cell/cellName.js";
import { resultView } from "./cell/resultView.js";
import { openNotebook } from "./openNotebook.js";
import type { RunningNotebook } from "./openNotebook.js";
import { textView } from "./text/textView.js";

/**
 * One cell of the notebook that the address carries, for a frame on another site:
 * `/embed?cell=<id>&inputs=no&theme=dark#n=…`. Tells the page around it how high it is.
 */
export function embedView(address: Location = location): HTMLElement {
  const root = element("div", { class: "embed" });
  tellHeight(root);
  const { searchParams } = new URL(address.href);
  const theme = searchParams.get("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  open().catch((error: unknown) => {
    const box = errorBox();
    root.replaceChildren(box);
    box.update(error);
  });

  async function open(): Promise<void> {
    const notebook = await fromAddress(address.hash);
    if (!notebook)
      throw new Error("This address carries no notebook: it must end in #n=…, as the notebook’s Share menu gives it.");
    const id = searchParams.get("cell") ?? notebook.cells.at(-1)?.id ?? "";
    const cell = cellOf(notebook, id);
    if (!cell)
      throw new Error(`The notebook has no cell ${id}; it has ${notebook.cells.map((each) => each.id).join(", ")}.`);
    const more = element(
      "a",
      { class: "embed-source", href: `./notebook${address.hash}`, target: "_blank" },
      "Open in the notebook"
    );
    if (cell.kind === "text") {
      root.replaceChildren(textView(cell.source, {}).element, more);
      return;
    }
    root.replaceChildren(...cellsOf(notebook, id, searchParams.get("inputs") !== "no"), more);
  }
  return root;
}

/** The inputs that a cell depends on, and its result. */
function cellsOf(first: Notebook, id: string, withInputs: boolean): HTMLElement[] {
  let notebook = first;
  const running: RunningNotebook = openNotebook(notebook);
  const { runner } = running;
  const results = new Map(
    [...(withInputs ? neededBy(runner.graph, id) : []), id].map((each) => [
      each,
      {
        faults: element("div", { class: "cell-faults" }),
        view: resultView({ kernel: () => running.kernel }, (value) => {
          notebook = setInput(notebook, each, value);
          runner.show(notebook);
        }),
        fault: ""
      }
    ])
  );
  const progress = element("progress", { class: "run-progress", max: 1, "aria-label": "Progress", hidden: true });

  function show(ids: Iterable<string>): void {
    for (const each of ids) {
      const result = results.get(each);
      if (!result) continue;
      const state = runner.state(each);
      const isOwn = each === id;
      // Of the cells above only the controls are shown.
      if (isOwn || state.value?.kind === "input") result.view.update(state);
      const key = JSON.stringify(state.error);
      if (isOwn && key !== result.fault) {
        result.fault = key;
        const nameOf = (other: string): string | null => {
          const cell = cellOf(notebook, other);
          return cell && cellName(cell, runner.graph);
        };
        result.faults.replaceChildren(...(state.error ? [faultView(state.error, nameOf, () => undefined)] : []));
      }
      if (!isOwn) continue;
      result.view.element.toggleAttribute("data-stale", state.isStale);
    }
    progress.hidden = !runner.isBusy;
    progress.removeAttribute("value");
  }

  runner.subscribe(({ cells }) => show(cells));
  show(results.keys());
  const order = notebook.cells.map((cell) => cell.id);
  return [
    ...[...results]
      .sort(([a], [b]) => (a === id ? 1 : b === id ? -1 : order.indexOf(a) - order.indexOf(b)))
      .flatMap(([, { view, faults }]) => [faults, view.element]),
    progress
  ];
}

/** Every cell that a cell depends on, through any number of others. */
function neededBy(graph: Graph, id: string): string[] {
  const found = new Set<string>();
  const visit = (each: string): void => {
    for (const need of graph.nodes.get(each)?.needs ?? []) {
      if (found.has(need)) continue;
      found.add(need);
      visit(need);
    }
  };
  visit(id);
  return [...found];
}

/** Tells the page around the frame its height, now and whenever it changes. */
function tellHeight(root: HTMLElement): void {
  if (parent === window) return;
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(root.getBoundingClientRect().bottom + scrollY) + 8;
    if (height === told) return;
    told = height;
    // Whoever frames this page may know how high it is, and learns nothing else.
    parent.postMessage({ rbmHeight: height }, "*");
  }).observe(root);
}
