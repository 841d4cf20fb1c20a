import { FileAttachment } from "observablehq:stdlib";
import { createBrowserStore } from "../../../notebook/files/browserStore.js";
import { createMemoryStore } from "../../../notebook/files/memoryStore.js";
import type { NotebookStore } from "../../../notebook/files/store.js";
import { afterFrame } from "../../dom/afterFrame.js";
import { messageOf } from "../../dom/errorBox.js";
import { notebookItems } from "./notebookItems.js";
import { notebookView } from "./notebookView.js";
import { notices } from "./notices.js";
import { openNotebook } from "./openNotebook.js";
import { rememberOpen } from "./lastOpen.js";
import { opening } from "./opening.js";
import { createSession } from "./session.js";
import type { RenderedTexts } from "./text/textView.js";

/** The page of the notebook: opens what the address or the last visit asks for, and keeps what becomes of it. */
export async function notebookPage(): Promise<HTMLElement & { close(): void }> {
  const shown = notices();
  const store = await usableStore((message) => shown.show(message));
  const [rendered, { history, isCopy, isAhead, fault }] = await Promise.all([
    FileAttachment("../../../data/template-text.json").json() as Promise<RenderedTexts>,
    opening(location.hash, store)
  ]);
  const running = openNotebook(history.present);
  const session = createSession({
    history,
    runner: running.runner,
    store,
    onFault: (message) => shown.show(message),
    onKept: rememberOpen
  });
  // Reading all formulas and drawing the first cells are a task each.
  await afterFrame();
  const view = notebookView({
    session,
    kernel: () => running.kernel,
    rendered,
    notebookItems: notebookItems({ session, notices: shown, list: () => view.cells }),
    cellActions: ({ id, kind }) => (kind === "code" ? [{ label: "Show on another site…", act: () => share(id) }] : []),
    onShare: () => share(null),
    onRenameNotebook: (name) => void session.rename(name).catch((error: unknown) => shown.show(messageOf(error))),
    onRenameName: (name) => void import("./renaming.js").then(({ askForNewName }) => askForNewName(session, name)),
    notices: shown
  });
  view.element.append(shown.element);
  if (fault) shown.show(fault);
  if (isAhead) await session.keep();
  if (isCopy) {
    // Kept at once under its own name; a reload finds it there, edits and all, and not the link's text again.
    await session.keep();
    window.history.replaceState(null, "", location.pathname + location.search);
  }

  function share(cell: string | null): void {
    const { notebook } = session;
    const cells = notebook.cells
      .filter(({ kind, source }) => kind === "code" && source.trim() !== "")
      .map(({ id }, k) => ({ id, label: `${k + 1}. ${view.nameOf(id)}` }));
    const onSave = () => void import("./files/fileActions.js").then(({ saveMarkdown }) => saveMarkdown(notebook));
    void import("./sharing.js").then(({ openShare }) => openShare({ notebook, cell, cells, onSave }));
  }

  return Object.assign(view.element, {
    close() {
      session.close();
      running.close();
    }
  });
}

/** The browser's own store; where it can't be used, one that lasts as long as the page, and a word about it. */
async function usableStore(tell: (message: string) => void): Promise<NotebookStore> {
  try {
    const store = createBrowserStore();
    await store.list();
    return store;
  } catch (error) {
    tell(`This browser keeps no notebooks (${messageOf(error)}). Save yours as a file before you leave.`);
    return createMemoryStore();
  }
}
