import {
  deleteCell,
  editCell,
  fold,
  hideCode,
  insertCell,
  moveCell,
  setInput,
  setKind
} from "../../../notebook/document/edits.js";
import { cellOf } from "../../../notebook/document/notebook.js";
import type { Cell } from "../../../notebook/document/notebook.js";
import { afterFrame } from "../../dom/afterFrame.js";
import { element } from "../../dom/element.js";
import { layOutWhenIdle } from "../../dom/layOutWhenIdle.js";
import { cellName } from "./cell/cellName.js";
import type { CellCommands, CellView } from "./cell/cellView.js";
import { cellView } from "./cell/cellView.js";
import { dragByHandle } from "./cell/dragging.js";
import type { FigureContext } from "./output/figureView.js";
import type { Session, SessionChange } from "./session.js";
import type { RenderedTexts } from "./text/textView.js";
import type { MenuItem } from "./toolbar/menu.js";

/** Milliseconds after which the cells of a notebook that opens wait until those before them have been laid out. */
const share = 4;

export interface CellListOptions {
  readonly session: Session;
  readonly context: FigureContext;
  readonly rendered: RenderedTexts;
  /** a cell went; the reader may want it back */
  readonly onDeleted: (name: string) => void;
  /** asks for another name for this one, everywhere */
  readonly onRename: (name: string) => void;
  /** what a screen reader should hear */
  readonly say: (text: string) => void;
  /** more that a cell's menu offers */
  readonly cellActions: (cell: Cell) => readonly MenuItem[];
}

export interface CellList {
  readonly element: HTMLElement;
  /** Brings a cell into view and goes to it. */
  goTo(id: string): void;
  /** Puts a new cell after the one the focus is in, or at the end, and opens it. */
  add(kind: Cell["kind"], source?: string): void;
  addAtEnd(kind: Cell["kind"]): void;
  nameOf(id: string): string | null;
  /** the cell the focus is in, or was in last */
  readonly current: string | null;
}

/** The cells in their order, each drawn once and then only told what changed. */
export function cellList(options: CellListOptions): CellList {
  const { session, context, rendered, say } = options;
  const { runner } = session;
  const root = element("div", { class: "cells" });
  const views = new Map<string, CellView>();
  let current: string | null = null;

  const nameOf = (id: string): string | null => {
    const cell = cellOf(session.notebook, id);
    return cell && cellName(cell, runner.graph);
  };
  let showing = 0;
  const indexOf = (id: string): number => session.notebook.cells.findIndex((cell) => cell.id === id);
  const idAt = (index: number): string | undefined => session.notebook.cells[index]?.id;

  function goTo(id: string): void {
    const view = views.get(id);
    if (!view) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    view.element.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
    view.focus();
    view.element.setAttribute("data-found", "");
    setTimeout(() => view.element.removeAttribute("data-found"), 1200);
  }

  function insertAt(index: number, kind: Cell["kind"], source = ""): void {
    const before = new Set(session.notebook.cells.map(({ id }) => id));
    if (!session.edit((notebook) => insertCell(notebook, index, { kind, source }))) return;
    const added = session.notebook.cells.find(({ id }) => !before.has(id));
    if (added) views.get(added.id)?.edit();
  }

  function remove(id: string): void {
    const name = nameOf(id) ?? "cell";
    const index = indexOf(id);
    session.edit((notebook) => deleteCell(notebook, id));
    const next = idAt(index) ?? idAt(index - 1);
    if (next) views.get(next)?.focus();
    options.onDeleted(name);
  }

  function move(id: string, to: number): void {
    const { activeElement } = document;
    if (!session.edit((notebook) => moveCell(notebook, id, to))) return;
    // Moved in the document, an element loses the focus.
    if (activeElement instanceof HTMLElement && views.get(id)?.element.contains(activeElement)) activeElement.focus();
    views.get(id)?.element.scrollIntoView({ block: "nearest" });
    say(`${nameOf(id)} is now cell ${indexOf(id) + 1} of ${session.notebook.cells.length}.`);
  }

  function commandsOf(id: string): CellCommands {
    const cell = (): Cell => cellOf(session.notebook, id)!;
    const commands: CellCommands = {
      edit: (source) => void session.edit((notebook) => editCell(notebook, id, source), `type in ${id}`),
      setInput: (value) => void session.edit((notebook) => setInput(notebook, id, value), `set ${id}`),
      run() {
        runner.run(id);
        say("Running.");
      },
      runAndNext() {
        if (cell().kind === "code") runner.run(id);
        const next = idAt(indexOf(id) + 1);
        if (next) views.get(next)?.focus();
        else insertAt(session.notebook.cells.length, "code");
      },
      stop: () => runner.stop(id),
      fold(folded) {
        session.edit((notebook) => fold(notebook, id, folded));
        views.get(id)?.focus();
      },
      move: (by) => move(id, Math.max(0, indexOf(id) + by)),
      rename: options.onRename,
      undo: () => session.undo(),
      redo: () => session.redo(),
      goTo,
      key(event) {
        const act = keyOnCell(event, id, commands);
        if (!act) return;
        event.preventDefault();
        act();
      },
      menuItems() {
        const { kind, folded, hideCode: hidden, value } = cell();
        const index = indexOf(id);
        return [
          { label: "Edit", key: "Enter", act: () => views.get(id)?.edit() },
          ...(kind === "code" ? [{ label: "Run", key: "Ctrl+Enter", act: commands.run }] : []),
          "Add",
          { label: "Formula above", key: "A", act: () => insertAt(index, "code") },
          { label: "Formula below", key: "B", act: () => insertAt(index + 1, "code") },
          { label: "Text below", key: "T", act: () => insertAt(index + 1, "text") },
          "Change",
          { label: "Move up", key: "Alt+↑", disabled: index === 0, act: () => commands.move(-1) },
          {
            label: "Move down",
            key: "Alt+↓",
            disabled: index === session.notebook.cells.length - 1,
            act: () => commands.move(1)
          },
          { label: folded ? "Unfold" : "Fold", key: "F", act: () => commands.fold(!folded) },
          ...(kind === "code"
            ? [
                {
                  label: hidden ? "Show the code" : "Hide the code",
                  key: "H",
                  act: () => void session.edit((notebook) => hideCode(notebook, id, !hidden))
                }
              ]
            : []),
          ...(value === undefined
            ? []
            : [
                {
                  label: "Back to the value in the code",
                  act: () => void session.edit((notebook) => setInput(notebook, id, null))
                }
              ]),
          {
            label: kind === "code" ? "Make it text" : "Make it a formula",
            act() {
              session.edit((notebook) => setKind(notebook, id, kind === "code" ? "text" : "code"));
              views.get(id)?.focus();
            }
          },
          ...options.cellActions(cell()),
          { label: "Delete", key: "Delete", act: () => remove(id) }
        ];
      }
    };
    return commands;
  }

  /** What a key means on a cell, outside its editor and its controls. */
  function keyOnCell(event: KeyboardEvent, id: string, commands: CellCommands): (() => void) | null {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    const target = event.target as HTMLElement;
    if (altKey && (key === "ArrowUp" || key === "ArrowDown")) return () => commands.move(key === "ArrowUp" ? -1 : 1);
    const isCell = target === views.get(id)?.handle || target === views.get(id)?.element;
    const isFolded = target.classList.contains("cell-folded");
    if (key === "Enter" && (ctrlKey || metaKey)) return commands.run;
    if (key === "Enter" && shiftKey) return commands.runAndNext;
    if ((!isCell && !isFolded) || altKey || ctrlKey || metaKey) return null;
    const index = indexOf(id);
    const neighbour = (by: number) => () => {
      const other = idAt(index + by);
      if (other) views.get(other)?.focus();
    };
    const letters: Record<string, () => void> = {
      ArrowUp: neighbour(-1),
      ArrowDown: neighbour(1),
      a: () => insertAt(index, "code"),
      b: () => insertAt(index + 1, "code"),
      t: () => insertAt(index + 1, "text"),
      f: () => commands.fold(!(cellOf(session.notebook, id)?.folded ?? false)),
      h: () => {
        const hidden = cellOf(session.notebook, id)?.hideCode ?? false;
        if (views.get(id)?.kind === "code") session.edit((notebook) => hideCode(notebook, id, !hidden));
      },
      Delete: () => remove(id),
      Backspace: () => remove(id)
    };
    if (key === "Enter" && isCell) return () => views.get(id)?.edit();
    return letters[key.length === 1 ? key.toLowerCase() : key] ?? null;
  }

  /**
   * Draws what is new, drops what is gone, and puts the rest in order, touching only what moves. Of a notebook that
   * opens, a few cells at a time: a page that fills answers a finger in between. One new cell is always drawn at once,
   * however many there are to pass by: whoever adds it goes into it.
   */
  function showDocument(): void {
    const turn = ++showing;
    const { cells } = session.notebook;
    const ids = new Set(cells.map(({ id }) => id));
    for (const [id, view] of views) {
      const cell = cells.find((each) => each.id === id);
      if (cell && cell.kind === view.kind) continue;
      view.element.remove();
      views.delete(id);
    }
    if (current !== null && !ids.has(current)) current = null;
    let place: ChildNode | null = root.firstChild;
    let started: number | null = null;
    let isWhole = true;
    cells.forEach((cell, index) => {
      let view = views.get(cell.id);
      if (!view) {
        started ??= performance.now();
        if (performance.now() - started > share) {
          isWhole = false;
          return;
        }
        view = draw(cell);
        views.set(cell.id, view);
      }
      view.updateCell(cell, index + 1, cellName(cell, runner.graph));
      if (place === view.element) place = view.element.nextSibling;
      else root.insertBefore(view.element, place);
    });
    if (root.ariaBusy !== String(!isWhole)) root.ariaBusy = String(!isWhole);
    if (!isWhole) void afterFrame().then(() => turn === showing && showDocument());
  }

  function draw(cell: Cell): CellView {
    const view = cellView({
      cell,
      context,
      rendered,
      assistance: () =>
        import("./assistance.js").then(({ assistance }) => assistance(cell.id, { runner, nameOf, goTo })),
      nameOf,
      commands: commandsOf(cell.id)
    });
    view.element.addEventListener("focusin", () => (current = cell.id));
    dragByHandle(view.handle, view.element, root, (to) => move(cell.id, to));
    view.updateState(runner.state(cell.id));
    layOutWhenIdle(view.element);
    return view;
  }

  function show({ document, results }: SessionChange): void {
    if (document || results?.graph) showDocument();
    for (const id of results?.cells ?? [])
      if (cellOf(session.notebook, id)) views.get(id)?.updateState(runner.state(id));
  }

  session.subscribe(show);
  showDocument();

  return {
    element: root,
    goTo,
    nameOf,
    add(kind, source) {
      const index = current === null ? session.notebook.cells.length : indexOf(current) + 1;
      insertAt(index, kind, source);
    },
    addAtEnd: (kind) => insertAt(session.notebook.cells.length, kind),
    get current() {
      return current;
    }
  };
}
