import { FileAttachment } from "observablehq:stdlib";
import { createHistory } from "../../../notebook/document/history.js";
import { createMemoryStore } from "../../../notebook/files/memoryStore.js";
import { hostFunctions } from "../../../notebook/functions/hostFunctions.js";
import { signatureOf } from "../../../notebook/functions/hostFunction.js";
import { courseNotebook } from "../../../notebook/templates/course.js";
import { notebookView } from "./notebookView.js";
import { notices } from "./notices.js";
import { openNotebook } from "./openNotebook.js";
import { createSession } from "./session.js";
import type { RenderedTexts } from "./text/textView.js";

/** The page of the notebook. */
export async function notebookPage(): Promise<HTMLElement & { close(): void }> {
  const shown = notices();
  const rendered = (await FileAttachment("../../../data/template-text.json").json()) as RenderedTexts;
  const first = courseNotebook();
  const running = openNotebook(first);
  const session = createSession({
    history: createHistory(first),
    runner: running.runner,
    store: createMemoryStore(),
    onFault: (message) => shown.show(message),
    onKept() {}
  });
  const view = notebookView({
    session,
    kernel: () => running.kernel,
    rendered,
    functions: [...hostFunctions.values()].map((host) => ({
      name: host.name,
      signature: signatureOf(host),
      says: host.description
    })),
    notebookItems: () => [],
    cellActions: () => [],
    onShare() {},
    onRenameNotebook: (name) => void session.rename(name),
    onRenameName() {},
    notices: shown
  });
  view.element.append(shown.element);
  return Object.assign(view.element, {
    close() {
      session.close();
      running.close();
    }
  });
}
