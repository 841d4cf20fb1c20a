import { answersToFragment, readAnswersFile, writeAnswers } from "../../../exercise/cells/answers.js";
import type { Typed } from "../../../exercise/cells/answers.js";
import { toNotebook, toPythonFile } from "../../../exercise/export/notebook.js";
import type { Finished } from "../../../exercise/export/notebook.js";
import { button } from "../../controls/button.js";
import { downloadText } from "../../dom/download.js";
import { element } from "../../dom/element.js";
import { fileInput } from "../../controls/fileInput.js";

export interface KeepingOptions {
  readonly typed: () => Typed;
  readonly finished: () => Finished;
  readonly take: (typed: Typed) => void;
}

/** Downloads, a file to take back in, and a link that carries the answers. */
export function keepingView(options: KeepingOptions): HTMLElement {
  const status = element("p", { class: "control-note", role: "status" });
  const link = element("input", {
    class: "box exercise-link",
    readonly: true,
    "aria-label": "A link with your answers",
    hidden: true
  });
  const file = fileInput<Typed>({
    label: "Take in answers from a file",
    note: "This replaces what is typed in the cells above: save it first.",
    accept: ".json",
    parse: readAnswersFile,
    summary: (typed) => `${Object.keys(typed).length} answers`
  });
  file.addEventListener("input", () => {
    if (file.value) options.take(file.value);
  });
  const makeLink = async (): Promise<void> => {
    try {
      link.value = `${location.origin}${location.pathname}#${answersToFragment(options.typed())}`;
    } catch (error) {
      status.textContent = (error as Error).message;
      return;
    }
    link.hidden = false;
    link.select();
    try {
      await navigator.clipboard.writeText(link.value);
      status.textContent = "The link is copied.";
    } catch {
      status.textContent = "Copy the link from the box.";
    }
  };
  return element(
    "div",
    { class: "exercise-keeping" },
    element(
      "p",
      {},
      "What you type stays in this browser. The notebook is in PyTorch: your formulas translated, your machine’s numbers, the plots."
    ),
    element(
      "div",
      { class: "run-row" },
      button({
        label: "Jupyter notebook",
        onClick: () => downloadText("ring.ipynb", toNotebook(options.finished()), "application/x-ipynb+json")
      }),
      button({
        label: "Python file",
        onClick: () => downloadText("ring.py", toPythonFile(options.finished()), "text/x-python")
      }),
      button({
        label: "My answers as a file",
        onClick: () => downloadText("ring-answers.json", writeAnswers(options.typed()), "application/json")
      }),
      button({ label: "A link with my answers", onClick: () => void makeLink() })
    ),
    status,
    link,
    file
  );
}
