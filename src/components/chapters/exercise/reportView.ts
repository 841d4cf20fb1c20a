import type { Cell } from "../../../exercise/cells/cells.js";
import type { Report } from "../../../exercise/grading/report.js";
import { element } from "../../dom/element.js";
import { marked } from "./marked.js";

const marks = { passed: "✓", failed: "✗", "not reached": "·" } as const;

/** The checks of an answer, in order, and the mistake by its name where it is known. */
export function reportView(report: Report, cell: Cell): HTMLElement {
  const items = report.checks.map(({ title, fault, status, tried, expected, actual }) => {
    const failed = status === "failed";
    return element(
      "li",
      { "data-status": status },
      element("span", { class: "exercise-mark", "aria-hidden": "true" }, marks[status]),
      element("span", { class: "visually-hidden" }, `${status}: `),
      element("strong", {}, failed ? fault : title),
      failed
        ? element("dl", {}, ...pair("tried", tried), ...pair("expected", expected), ...pair("actual", actual))
        : element("span", { class: "exercise-tried" }, ` ${tried}`)
    );
  });
  return element(
    "div",
    { class: "exercise-report" },
    element("p", { class: "exercise-verdict" }, ...verdict(report, cell)),
    element(
      "details",
      { open: report.status === "failed" },
      element("summary", {}, "The checks"),
      element("ul", { class: "exercise-checks" }, ...items)
    )
  );
}

function verdict(report: Report, cell: Cell): (Node | string)[] {
  if (report.status === "passed") return ["Right: every check passed."];
  if (report.status === "open") return [report.problem?.message ?? `Cell “${cell.title}” is still open.`];
  if (report.mistake)
    return [element("strong", {}, `${report.mistake.title}. `), ...marked(report.mistake.description)];
  const failed = report.checks.find((c) => c.status === "failed")!;
  return [element("strong", {}, `${failed.fault}. `), failed.actual];
}

function pair(term: string, text: string): Node[] {
  return [element("dt", {}, term), element("dd", {}, text)];
}
