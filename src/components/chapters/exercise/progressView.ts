import { cells } from "../../../exercise/cells/cells.js";
import type { CellId } from "../../../exercise/cells/cells.js";
import type { Report } from "../../../exercise/grading/report.js";
import { element, uniqueId } from "../../dom/element.js";

type Status = Report["status"] | null;

const words = { passed: "passed", failed: "not yet right", open: "open", unchecked: "not checked" } as const;

export interface ProgressView extends HTMLElement {
  update(statuses: ReadonlyMap<CellId, Status>): void;
}

/** How many of the cells have passed, and a way to each of them. */
export function progressView(): ProgressView {
  const labelId = uniqueId("exercise-progress");
  const label = element("p", { id: labelId, class: "exercise-count", role: "status" });
  const bar = element("progress", { max: cells.length, value: 0, "aria-labelledby": labelId });
  const list = element("ol", { class: "exercise-steps" });
  const root = element("nav", { class: "exercise-progress", "aria-label": "The cells" }, label, bar, list);
  return Object.assign(root, {
    update(statuses: ReadonlyMap<CellId, Status>) {
      const passed = [...statuses.values()].filter((s) => s === "passed").length;
      bar.value = passed;
      const text =
        passed === cells.length
          ? `All ${inWords(cells.length)} cells have passed.`
          : `${passed} of ${cells.length} cells have passed.`;
      if (label.textContent !== text) label.textContent = text;
      list.replaceChildren(
        ...cells.map(({ id, title }) => {
          const status = statuses.get(id) ?? "unchecked";
          const mark = { passed: "✓", failed: "✗", open: "", unchecked: "" }[status];
          return element(
            "li",
            { "data-status": status },
            element("a", { href: `#cell-${id}` }, title),
            element("span", { "aria-hidden": "true" }, mark && ` ${mark}`),
            element("span", { class: "visually-hidden" }, `, ${words[status]}`)
          );
        })
      );
    }
  });
}

function inWords(count: number): string {
  return count === 7 ? "seven" : String(count);
}
