import type { Notebook } from "../../../notebook/document/notebook.js";
import { element } from "../../dom/element.js";
import { errorBox, messageOf } from "../../dom/errorBox.js";
import { chapterFigures } from "./chapterFigures.js";
import { panel } from "./toolbar/panel.js";

/** The chapters' figures, each to open as a notebook; how it goes is said beside what was chosen. */
export function openChapterFigures(open: (notebook: Notebook) => Promise<void>): void {
  const shown = panel("Figures of the chapters");
  const fault = errorBox();
  // Most are there at once; our machine of the lab is trained first.
  const status = element("p", { class: "run-status", role: "status" });
  const lists = chapterFigures.flatMap(({ chapter, figures }) => [
    element("h3", {}, chapter),
    element(
      "ul",
      { class: "chapter-figures" },
      ...figures.map(({ name, make }) => {
        const choose = element("button", { type: "button", class: "link-button" }, name);
        choose.addEventListener("click", () => {
          item.append(status, fault);
          fault.update(null);
          status.textContent = `Making “${name}”…`;
          Promise.resolve()
            .then(make)
            .then(open)
            .then(
              () => shown.close(),
              (error: unknown) => fault.update(`“${name}” can't be opened: ${messageOf(error)}`)
            )
            .finally(() => (status.textContent = ""));
        });
        const item = element("li", {}, choose);
        return item;
      })
    )
  ]);
  shown.element.addEventListener("close", () => shown.element.remove());
  shown.open(
    element(
      "p",
      {},
      "Each opens as a notebook of its own, by the values that its page has at first. Your own machine opens in the lab, and the losses of both, once they are trained; the table of scores opens among the digits."
    ),
    ...lists
  );
}
