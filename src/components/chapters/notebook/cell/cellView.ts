import type { Cell, InputValue } from "../../../../notebook/document/notebook.js";
import type { CellState } from "../../../../notebook/scheduler/cellState.js";
import { element, uniqueId } from "../../../dom/element.js";
import { icon } from "../../../dom/icon.js";
import type { Assistance, EditorCommands } from "../editor/sourceEditor.js";
import { sourceEditor } from "../editor/sourceEditor.js";
import { inkedNodes } from "../editor/highlightSource.js";
import type { FigureContext } from "../output/figureView.js";
import type { RenderedTexts } from "../text/textView.js";
import { textView } from "../text/textView.js";
import type { Menu, MenuItem } from "../toolbar/menu.js";
import { menu } from "../toolbar/menu.js";
import { faultView } from "./faultView.js";
import { resultView } from "./resultView.js";

/** What a cell asks of the notebook. */
export interface CellCommands {
  edit(source: string): void;
  setInput(value: InputValue): void;
  run(): void;
  runAndNext(): void;
  stop(): void;
  fold(folded: boolean): void;
  move(by: -1 | 1): void;
  rename(name: string): void;
  undo(): void;
  redo(): void;
  goTo(id: string): void;
  /** keys on the cell outside its editor */
  key(event: KeyboardEvent): void;
  menuItems(): readonly MenuItem[];
}

export interface CellViewOptions {
  readonly cell: Cell;
  readonly commands: CellCommands;
  readonly assistance: () => Promise<Assistance>;
  readonly context: FigureContext;
  readonly rendered: RenderedTexts;
  /** what another cell is called; null where there is none */
  readonly nameOf: (id: string) => string | null;
}

/** A cell on the page. */
export interface CellView {
  readonly element: HTMLElement;
  readonly kind: Cell["kind"];
  readonly handle: HTMLButtonElement;
  /** @param number counted from 1 @param name what the cell is called */
  updateCell(cell: Cell, number: number, name: string): void;
  updateState(state: CellState): void;
  /** opens the editor and goes into it */
  edit(selection?: { readonly start: number; readonly end: number }): void;
  /** the cell itself, outside its editor */
  focus(): void;
}

export function cellView(options: CellViewOptions): CellView {
  return options.cell.kind === "text" ? textCellView(options) : codeCellView(options);
}

/** What cells of both kinds have around them. */
function frame({ cell, commands }: CellViewOptions, ...content: Node[]) {
  const actions: Menu = menu({
    label: icon("grip"),
    name: "Cell",
    className: "cell-handle",
    items: () => commands.menuItems()
  });
  const folded = element("button", { type: "button", class: "cell-folded", hidden: true });
  folded.addEventListener("click", () => commands.fold(false));
  const body = element("div", { class: "cell-body" }, folded, ...content);
  const root = element(
    "section",
    { class: "cell", id: `cell-${cell.id}`, "data-kind": cell.kind, tabindex: -1 },
    element("div", { class: "cell-gutter" }, actions.element),
    body
  );
  let foldedLine: string | null = null;
  root.addEventListener("keydown", (event) => {
    if (!event.defaultPrevented) commands.key(event);
  });
  return {
    root,
    handle: actions.button,
    folded,
    name(number: number, called: string): void {
      const label = `Cell ${number}: ${called}`;
      if (root.getAttribute("aria-label") === label) return;
      root.setAttribute("aria-label", label);
      actions.button.setAttribute("aria-label", `${label}; move or change it`);
      actions.button.title = "Drag to move, click for more";
    },
    /** @param line what is seen of a folded cell @param draw makes it, where it is new */
    fold(isFolded: boolean, line: string, called: string, draw: (line: string) => readonly Node[]): void {
      // An edit of one cell is told to all of them: what stays costs nothing.
      if (folded.hidden === isFolded) {
        root.toggleAttribute("data-folded", isFolded);
        folded.hidden = !isFolded;
      }
      if (!isFolded) return;
      folded.setAttribute("aria-label", `Unfold ${called}`);
      if (line === foldedLine) return;
      foldedLine = line;
      folded.replaceChildren(...draw(line));
    }
  };
}

/** Acts when the focus has gone from a cell. The plain box gives way to CodeMirror, and a window may lose the focus: neither is leaving. */
function whenLeft(root: HTMLElement, leave: () => void): void {
  root.addEventListener("focusout", () =>
    setTimeout(() => {
      if (document.hasFocus() && !root.contains(document.activeElement)) leave();
    })
  );
}

function editorCommands(commands: CellCommands, leave: () => void): EditorCommands {
  return {
    run: () => commands.run(),
    runAndNext: () => commands.runAndNext(),
    leave,
    move: (by) => commands.move(by),
    undo: () => commands.undo(),
    redo: () => commands.redo(),
    rename: (name) => commands.rename(name)
  };
}

function codeCellView(options: CellViewOptions): CellView {
  const { commands, assistance, context, nameOf } = options;
  let cell = options.cell;
  const faultId = uniqueId("cell-fault");
  const editor = sourceEditor({
    label: "Formula",
    language: "formula",
    value: cell.source,
    assistance,
    commands: editorCommands(commands, () => view.focus()),
    onChange: (source) => commands.edit(source)
  });
  const source = element("div", { class: "cell-source" }, editor.element);
  const bar = element("progress", { class: "run-progress", max: 1 });
  const note = element("span", { class: "cell-note" });
  const stop = element("button", { type: "button", class: "button button-small" }, "Stop");
  stop.addEventListener("click", () => commands.stop());
  const running = element("div", { class: "cell-running", hidden: true }, bar, note, stop);
  const faults = element("div", { id: faultId, class: "cell-faults" });
  const result = resultView(context, (value) => commands.setInput(value));
  const { root, handle, folded, ...around } = frame(options, source, running, faults, result.element);
  let faultKey = "";

  const view: CellView = {
    element: root,
    kind: "code",
    handle,
    updateCell(next, number, name) {
      cell = next;
      around.name(number, name);
      editor.value = next.source;
      editor.label = `Formula of cell ${number}, ${name}`;
      root.toggleAttribute("data-code-hidden", next.hideCode ?? false);
      around.fold(next.folded ?? false, next.source.split("\n", 1)[0], name, inkedNodes);
    },
    updateState(state) {
      const { status, error, isStale, progress, note: description, kind } = state;
      root.dataset.status = status;
      root.dataset.role = kind;
      root.toggleAttribute("data-stale", isStale && status !== "running");
      root.setAttribute("aria-busy", String(status === "running" || status === "waiting"));
      running.hidden = status !== "running";
      if (progress === null) bar.removeAttribute("value");
      else bar.value = progress;
      bar.setAttribute("aria-label", `Progress of ${root.getAttribute("aria-label") ?? "the cell"}`);
      note.textContent = description ?? (progress === null ? "" : `${Math.round(100 * progress)} %`);
      const key = JSON.stringify(error);
      if (key !== faultKey) {
        faultKey = key;
        faults.replaceChildren(...(error ? [faultView(error, nameOf, commands.goTo)] : []));
        editor.showProblem(error?.span ? { message: error.message, span: error.span } : null);
      }
      result.update(state);
    },
    edit(selection) {
      root.setAttribute("data-editing", "");
      root.removeAttribute("data-code-hidden");
      editor.focus();
      if (selection) editor.select(selection.start, selection.end);
    },
    focus() {
      leave();
      (root.hasAttribute("data-folded") ? folded : handle).focus();
    }
  };
  /** Code that is hidden is opened to be edited, and hidden again when it is left. */
  function leave(): void {
    root.removeAttribute("data-editing");
    root.toggleAttribute("data-code-hidden", cell.hideCode ?? false);
  }
  whenLeft(root, leave);
  return view;
}

function textCellView(options: CellViewOptions): CellView {
  const { commands, assistance, rendered } = options;
  let cell = options.cell;
  const text = textView(cell.source, rendered);
  const editButton = element(
    "button",
    { type: "button", class: "button button-small cell-edit-text" },
    icon("edit"),
    element("span", {}, "Edit")
  );
  const place = element("div", { class: "cell-source", hidden: true });
  let editor: ReturnType<typeof sourceEditor> | null = null;
  let label = "Text";
  const { root, handle, folded, ...around } = frame(options, place, text.element, editButton);
  editButton.addEventListener("click", () => view.edit());
  text.element.addEventListener("dblclick", () => view.edit());

  function leave(): void {
    place.hidden = true;
    root.removeAttribute("data-editing");
    editButton.hidden = false;
  }

  const view: CellView = {
    element: root,
    kind: "text",
    handle,
    updateCell(next, number, name) {
      cell = next;
      label = `Text of cell ${number}`;
      around.name(number, name);
      text.update(next.source);
      editButton.setAttribute("aria-label", `Edit text cell ${number}`);
      if (editor) {
        editor.value = next.source;
        editor.label = label;
      }
      around.fold(next.folded ?? false, name, name, (line) => [document.createTextNode(line)]);
    },
    updateState() {
      root.dataset.status = "idle";
    },
    edit(selection) {
      editor ??= sourceEditor({
        label,
        language: "markdown",
        value: cell.source,
        assistance,
        commands: editorCommands(
          {
            ...commands,
            run: () => view.focus(),
            runAndNext() {
              commands.runAndNext();
              leave();
            }
          },
          () => view.focus()
        ),
        onChange: (source) => commands.edit(source)
      });
      if (!editor.element.isConnected) place.append(editor.element);
      place.hidden = false;
      editButton.hidden = true;
      root.setAttribute("data-editing", "");
      editor.focus();
      if (selection) editor.select(selection.start, selection.end);
    },
    focus() {
      leave();
      (root.hasAttribute("data-folded") ? folded : handle).focus();
    }
  };
  whenLeft(root, leave);
  return view;
}
