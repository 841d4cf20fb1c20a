import { hideAllCode } from "../../../../notebook/document/edits.js";
import { element } from "../../../dom/element.js";
import { icon } from "../../../dom/icon.js";
import type { CellList } from "../cellList.js";
import type { Session } from "../session.js";
import { menu } from "./menu.js";
import type { MenuItem } from "./menu.js";

export interface ToolbarOptions {
  readonly session: Session;
  readonly cells: CellList;
  /** the notebooks there are, templates and files, as a menu */
  readonly notebookItems: () => readonly MenuItem[];
  readonly onShare: () => void;
  readonly onKeys: () => void;
  readonly onGraph: (shown: boolean) => void;
  readonly onRename: (name: string) => void;
}

export interface Toolbar {
  readonly element: HTMLElement;
  /** after any change of the document or of what runs */
  update(): void;
  showGraph(shown: boolean): void;
}

/** Where the less used buttons are in the menu instead; as in src/style/notebook.css. */
const phone = "(max-width: 640px)";

/** The notebook's name and what can be done with the whole of it. */
export function toolbar(options: ToolbarOptions): Toolbar {
  const { session, cells } = options;
  const name = element("input", {
    class: "notebook-name",
    type: "text",
    "aria-label": "Name of the notebook",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 100
  });
  name.addEventListener("change", () => {
    if (name.value.trim() && name.value.trim() !== session.notebook.name) options.onRename(name.value.trim());
    else name.value = session.notebook.name;
  });
  name.addEventListener("keydown", (event) => {
    if (event.key === "Enter") name.blur();
    if (event.key === "Escape") {
      name.value = session.notebook.name;
      name.blur();
    }
  });
  const plain = (label: string, act: () => void, title?: string): HTMLButtonElement => {
    const button = element("button", { type: "button", class: "button button-small", title: title ?? null }, label);
    button.addEventListener("click", act);
    return button;
  };
  const sign = (label: string, content: string | SVGSVGElement, act: () => void): HTMLButtonElement => {
    const attributes = { type: "button", class: "icon-button", "aria-label": label, title: label } as const;
    const button = element("button", attributes, content);
    button.addEventListener("click", act);
    return button;
  };
  const undo = sign("Undo", icon("undo"), () => session.undo());
  const redo = sign("Redo", icon("redo"), () => session.redo());
  const run = plain("Run all", () => session.runner.runAll());
  const stop = plain("Stop", () => session.runner.stop());
  const isHidden = (): boolean => {
    const code = session.notebook.cells.filter(({ kind }) => kind === "code");
    return code.length > 0 && code.every(({ hideCode }) => hideCode);
  };
  const toggleCode = (): void => {
    const hidden = isHidden();
    session.edit((notebook) => hideAllCode(notebook, !hidden));
  };
  const hide = plain("Hide code", toggleCode);
  const graph = plain("Graph", () => {
    const shown = graph.getAttribute("aria-pressed") !== "true";
    graph.setAttribute("aria-pressed", String(shown));
    options.onGraph(shown);
  });
  const add = menu({
    label: "Add",
    name: "Add a cell",
    items: () => [
      { label: "Text", note: "Markdown with mathematics", act: () => cells.add("text") },
      { label: "Formula", note: "a = b + W * z", act: () => cells.add("code") },
      "Input",
      { label: "Slider", act: () => cells.add("code", "rate = slider(0, 1, 0.5)") },
      { label: "Number", act: () => cells.add("code", "count = number(100)") },
      { label: "Choice", act: () => cells.add("code", 'optimizer = select("sgd", "adam")') },
      { label: "Switch", act: () => cells.add("code", "shown = toggle(1)") },
      { label: "Seed", act: () => cells.add("code", "seed1 = seed(0)") },
      { label: "File", act: () => cells.add("code", 'upload = file("csv")') }
    ]
  });
  const notebooks = menu({
    label: "Notebook",
    name: "Notebook: open, new and files",
    items: () => [
      ...options.notebookItems(),
      // On a phone there is room for a few buttons only: the others are here.
      ...(matchMedia(phone).matches
        ? [
            "View",
            { label: "Share…", act: options.onShare },
            { label: isHidden() ? "Show code" : "Hide code", act: toggleCode },
            { label: "Graph of the cells", act: () => graph.click() },
            { label: "Keys", act: options.onKeys }
          ]
        : [])
    ]
  });
  const busy = element("span", { class: "toolbar-busy" });
  const root = element(
    "div",
    { class: "notebook-toolbar", role: "toolbar", "aria-label": "Notebook" },
    notebooks.element,
    name,
    element("span", { class: "toolbar-group" }, undo, redo),
    element("span", { class: "toolbar-group" }, run, stop),
    element("span", { class: "toolbar-group" }, add.element),
    element(
      "span",
      { class: "toolbar-group toolbar-rest" },
      hide,
      graph,
      plain("Share", options.onShare),
      sign("Keys", "?", options.onKeys)
    ),
    busy
  );

  function update(): void {
    const { notebook, runner } = session;
    if (document.activeElement !== name && name.value !== notebook.name) name.value = notebook.name;
    enable(undo, session.canUndo);
    enable(redo, session.canRedo);
    enable(stop, runner.isBusy);
    hide.setAttribute("aria-pressed", String(isHidden()));
    root.toggleAttribute("data-busy", runner.isBusy);
  }

  update();
  return {
    element: root,
    update,
    showGraph: (shown) => graph.setAttribute("aria-pressed", String(shown))
  };
}

/** A disabled button would lose the focus; it is only said to be out of use, and does nothing. */
function enable(button: HTMLButtonElement, enabled: boolean): void {
  button.setAttribute("aria-disabled", String(!enabled));
}
