import type { KernelClient } from "../../../kernel/protocol.js";
import type { Cell } from "../../../notebook/document/notebook.js";
import { element } from "../../dom/element.js";
import { frameOnce } from "../../dom/frameOnce.js";
import { announcer } from "./announcer.js";
import { cellName } from "./cell/cellName.js";
import { cellList } from "./cellList.js";
import { graphPanel } from "./graph/graphPanel.js";
import type { Notices } from "./notices.js";
import { inWords, tagOf } from "./output/valueText.js";
import type { Session } from "./session.js";
import type { RenderedTexts } from "./text/textView.js";
import type { MenuItem } from "./toolbar/menu.js";
import { panel } from "./toolbar/panel.js";
import { toolbar } from "./toolbar/toolbar.js";

export interface NotebookViewOptions {
  readonly session: Session;
  readonly kernel: () => KernelClient;
  readonly rendered: RenderedTexts;
  readonly notebookItems: () => readonly MenuItem[];
  readonly cellActions: (cell: Cell) => readonly MenuItem[];
  readonly onShare: () => void;
  readonly onRenameNotebook: (name: string) => void;
  readonly onRenameName: (name: string) => void;
  readonly notices: Notices;
}

export interface NotebookView {
  readonly element: HTMLElement;
  /** the cells, in their order */
  readonly cells: HTMLElement;
  goTo(id: string): void;
  nameOf(id: string): string | null;
}

/** Room for the graph beside the cells, in pixels: with less it is opened over them. */
const roomForGraph = "(min-width: 1180px)";

/** The whole notebook: its toolbar, its cells, and the graph beside them. */
export function notebookView(options: NotebookViewOptions): NotebookView {
  const { session } = options;
  const { runner } = session;
  const heard = announcer();
  const cells = cellList({
    session,
    context: { kernel: options.kernel },
    rendered: options.rendered,
    onDeleted: (name) => options.notices.show(`Deleted: ${name}.`, { label: "Undo", act: () => session.undo() }),
    onRename: options.onRenameName,
    say: heard.say,
    cellActions: options.cellActions
  });
  const graph = graphPanel({
    onChoose: (id) => cells.goTo(id),
    fileName: () => fileNameOf(session.notebook.name),
    onSave: drawGraphNow
  });
  const aside = element("aside", { class: "notebook-side", "aria-label": "Graph of the cells" }, graph.element);
  const keys = panel("Keys");
  const bar = toolbar({
    session,
    cells,
    notebookItems: options.notebookItems,
    onShare: options.onShare,
    onKeys: () => void import("./keysPanel.js").then(({ keysList }) => keys.open(keysList())),
    onGraph(shown) {
      showGraph(shown);
      // Where there is no room beside the cells, it is below them.
      if (shown) aside.scrollIntoView({ block: "nearest" });
    },
    onRename: options.onRenameNotebook
  });
  const addRow = element("div", { class: "add-row" });
  for (const [label, kind] of [
    ["+ Formula", "code"],
    ["+ Text", "text"]
  ] as const) {
    const button = element("button", { type: "button", class: "button button-small" }, label);
    button.addEventListener("click", () => {
      cells.addAtEnd(kind);
    });
    addRow.append(button);
  }
  const root = element(
    "div",
    { class: "notebook" },
    bar.element,
    element(
      "div",
      { class: "notebook-columns" },
      element("div", { class: "notebook-main" }, cells.element, addRow),
      aside
    ),
    heard.element
  );

  function showGraph(shown: boolean): void {
    root.toggleAttribute("data-graph", shown);
    bar.showGraph(shown);
    if (shown) drawGraph();
  }

  const drawGraph = frameOnce(() => {
    if (root.hasAttribute("data-graph")) drawGraphNow();
  }, aside);

  function drawGraphNow(): void {
    const { notebook } = session;
    const code = notebook.cells.filter(({ kind }) => kind === "code");
    graph.update(
      code.map((cell) => ({
        id: cell.id,
        label: cellName(cell, runner.graph),
        state: runner.state(cell.id).status
      })),
      runner.graph.edges
    );
  }

  // Said once all that an edit set going has come to rest.
  let wasBusy = runner.isBusy;
  const touched = new Set<string>();
  session.subscribe(({ document, results }) => {
    bar.update();
    drawGraph();
    // A cell tells of its progress many times, and is one result.
    for (const id of results?.cells ?? []) if (runner.graph.nodes.has(id)) touched.add(id);
    if (wasBusy && !runner.isBusy && !document) {
      heard.say(outcome(touched.size));
      touched.clear();
    }
    wasBusy = runner.isBusy;
  });

  /** How the cell the reader is in came out, and how many failed. */
  function outcome(count: number): string {
    const failed = session.notebook.cells.filter(
      ({ id, kind }) => kind === "code" && runner.state(id).status === "failed"
    ).length;
    const parts = [];
    if (cells.current !== null && runner.graph.nodes.has(cells.current)) {
      const { value, error } = runner.state(cells.current);
      const name = cells.nameOf(cells.current);
      if (error) parts.push(`${name}: ${error.message}`);
      else if (value) parts.push(`${name}, ${tagOf(value)}: ${inWords(value).slice(0, 200)}.`);
    } else parts.push(count === 1 ? "One result is up to date." : `${count} results are up to date.`);
    if (failed > 0) parts.push(failed === 1 ? "One cell has failed." : `${failed} cells have failed.`);
    return parts.join(" ");
  }

  root.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
    const key = event.key.toLowerCase();
    const target = event.target as HTMLElement;
    // In a box the browser's own undo is meant.
    if (target.closest("input[type=text], textarea, .cm-editor")) return;
    if (key === "z" && !event.shiftKey) session.undo();
    else if (key === "y" || (key === "z" && event.shiftKey)) session.redo();
    else return;
    event.preventDefault();
  });

  showGraph(matchMedia(roomForGraph).matches);
  return { element: root, cells: cells.element, goTo: cells.goTo, nameOf: cells.nameOf };
}

/** A notebook's name as a file's. */
export function fileNameOf(name: string): string {
  return (
    name
      .normalize("NFKD")
      .replace(/[^\w\s-]/g, "")
      .trim()
      .replace(/\s+/g, "-")
      .toLowerCase() || "notebook"
  );
}
