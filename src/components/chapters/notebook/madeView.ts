import { createHistory } from "../../../notebook/document/history.js";
import type { Notebook } from "../../../notebook/document/notebook.js";
import { createMemoryStore } from "../../../notebook/files/memoryStore.js";
import { element } from "../../dom/element.js";
import { announcer } from "./announcer.js";
import { cellList } from "./cellList.js";
import { notices } from "./notices.js";
import { openNotebook } from "./openNotebook.js";
import { askForNewName } from "./renaming.js";
import { createSession } from "./session.js";

/** The cells that make a figure, alive in the middle of a chapter. Nothing of it is kept. */
export function madeView(notebook: Notebook): { readonly element: HTMLElement; close(): void } {
  const running = openNotebook(notebook);
  const shown = notices();
  const heard = announcer();
  const session = createSession({
    history: createHistory(notebook),
    runner: running.runner,
    store: createMemoryStore(),
    onFault: (message) => shown.show(message),
    onKept: () => undefined
  });
  const cells = cellList({
    session,
    context: { kernel: () => running.kernel },
    rendered: {},
    onDeleted: (name) => shown.show(`Deleted: ${name}.`, { label: "Undo", act: () => session.undo() }),
    onRename: (name) => askForNewName(session, name),
    say: heard.say,
    cellActions: () => []
  });
  return {
    element: element("div", { class: "notebook notebook-made" }, cells.element, heard.element, shown.element),
    close() {
      session.close();
      running.close();
    }
  };
}
