import { createHistory } from "../../../notebook/document/history.js";
import type { Notebook } from "../../../notebook/document/notebook.js";
import { asCopy } from "../../../notebook/files/copyName.js";
import type { StoredName } from "../../../notebook/files/store.js";
import { courseNotebook, emptyNotebook, holesNotebook } from "../../../notebook/templates/course.js";
import { messageOf } from "../../dom/errorBox.js";
import type { Notices } from "./notices.js";
import type { Session } from "./session.js";
import type { MenuItem } from "./toolbar/menu.js";

export interface NotebookItemsOptions {
  readonly session: Session;
  readonly notices: Notices;
  /** the cells as they stand on the page */
  readonly list: () => HTMLElement;
}

/** The notebooks that are kept, the templates, and files, as a menu; what fails is told as a notice. */
export function notebookItems({ session, notices, list }: NotebookItemsOptions) {
  let kept: readonly StoredName[] = [];
  const told = (act: () => void | Promise<void>) => (): void => {
    Promise.resolve()
      .then(act)
      .catch((error: unknown) => notices.show(messageOf(error)));
  };
  /** Read ahead, so that the menu opens at once. */
  const refresh = (): void =>
    void session.store.list().then(
      (names) => (kept = names),
      () => undefined
    );
  session.subscribe(({ document }) => document && setTimeout(refresh, 600));
  refresh();

  async function openKept(name: string): Promise<void> {
    const history = await session.store.load(name);
    if (!history) throw new Error(`“${name}” is not there any more.`);
    await session.open(history);
    refresh();
  }

  async function openCopy(notebook: Notebook): Promise<void> {
    await session.saved();
    const names = (await session.store.list()).map(({ name }) => name);
    await session.open(createHistory(asCopy(notebook, names)), true);
    refresh();
  }

  async function remove(): Promise<void> {
    const { name } = session.notebook;
    await session.saved();
    const history = await session.store.load(name);
    await session.store.remove(name);
    await session.open(createHistory(courseNotebook()));
    refresh();
    if (!history) return;
    notices.show(`Deleted: “${name}”.`, {
      label: "Undo",
      act: told(async () => {
        await session.store.save(history, Date.now());
        await session.open(history);
        refresh();
      })
    });
  }

  const files = () => import("./files/fileActions.js");
  return (): readonly MenuItem[] => [
    ...(kept.length > 0
      ? [
          "Kept in this browser",
          ...kept.slice(0, 12).map(({ name, cells }) => ({
            label: name,
            note: `${cells} cells`,
            checked: name === session.notebook.name,
            act: told(() => openKept(name))
          }))
        ]
      : []),
    "New",
    { label: "The course’s notebook", note: "finished", act: told(() => openCopy(courseNotebook())) },
    {
      label: "The course’s notebook, to fill in",
      note: "with the holes of the exercise",
      act: told(() => openCopy(holesNotebook()))
    },
    {
      label: "A figure of a chapter…",
      note: "as the cells that draw it",
      act: told(async () => (await import("./chapterFiguresPanel.js")).openChapterFigures(openCopy))
    },
    { label: "An empty notebook", act: told(() => openCopy(emptyNotebook())) },
    { label: "A copy of this one", act: told(() => openCopy(session.notebook)) },
    "Files",
    {
      label: "Open a file…",
      note: "Markdown, Jupyter, or a page saved here",
      act: told(async () => {
        const notebook = await (await files()).chooseNotebook();
        if (notebook) await openCopy(notebook);
      })
    },
    { label: "Save as Markdown", act: told(async () => (await files()).saveMarkdown(session.notebook)) },
    {
      label: "Save as Jupyter",
      note: "PyTorch",
      act: told(async () => (await files()).saveJupyter(session.notebook, session.runner))
    },
    {
      label: "Save as a page",
      note: "HTML with its results",
      act: told(async () => (await files()).saveHtml(session.notebook, list()))
    },
    "This notebook",
    { label: "Delete it", act: told(remove) }
  ];
}
