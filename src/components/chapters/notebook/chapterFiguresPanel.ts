import type { Notebook } from "../../../notebook/document/notebook.js";
import { element } from "../../dom/element.js";
import { errorBox, messageOf } from "../../dom/errorBox.js";
import { chapterFigures } from "./chapterFigures.js";
import { panel } from "./toolbar/panel.js";

/** The chapters' figures, each to open as a notebook; what is wrong is said in the panel. */
export function openChapterFigures(open: (notebook: Notebook) => Promise<void>): void {
  const shown = panel("Figures of the chapters");
  const fault = errorBox();
  const lists = chapterFigures.flatMap(({ chapter, figures }) => [
    element("h3", {}, chapter),
    element(
      "ul",
      { class: "chapter-figures" },
      ...figures.map(({ name, make }) => {
        const choose = element("button", { type: "button", class: "link-button" }, name);
        choose.addEventListener("click", () => {
          fault.update(null);
          Promise.resolve()
            .then(make)
            .then(open)
            .then(
              () => shown.close(),
              (error: unknown) => fault.update(`“${name}” can't be opened: ${messageOf(error)}`)
            );
        });
        return element("li", {}, choose);
      })
    )
  ]);
  shown.element.addEventListener("close", () => shown.element.remove());
  shown.open(
    element(
      "p",
      {},
      "Each opens as a notebook of its own, by the values that its page has at first. The lab’s figures open there, once its machines are trained; so does the table of scores among the digits."
    ),
    fault,
    ...lists
  );
}
