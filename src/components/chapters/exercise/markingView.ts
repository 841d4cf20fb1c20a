import { cells } from "../../../exercise/cells/cells.js";
import type { CellId } from "../../../exercise/cells/cells.js";
import { markAnswers, unknownCells } from "../../../exercise/marking/markAnswers.js";
import type { CellMark, Marks } from "../../../exercise/marking/markAnswers.js";
import { marksCsv, passedOf } from "../../../exercise/marking/marksCsv.js";
import { button } from "../../controls/button.js";
import { runButton } from "../../controls/runButton.js";
import { downloadText } from "../../dom/download.js";
import { element } from "../../dom/element.js";
import { openExercise } from "./exerciseWorker.js";
import { folderInput } from "./folderInput.js";

const words = { passed: "passed", failed: "not right", open: "not finished", untouched: "untouched" } as const;
const signs = { passed: "✓", failed: "✗", open: "…", untouched: "–" } as const;

/** A class's answer files, graded in this browser: a row for each file, the mistakes by name, and the table as CSV. */
export function markingView(): HTMLElement & { close(): void } {
  const grading = openExercise();
  const source = folderInput();
  let marks: Marks[] = [];
  const heads = ["Who", "Passed", ...cells.map(({ id }) => shortName(id))];
  const body = element("tbody", {});
  const common = element("ul", { class: "marking-common" });
  const table = element(
    "div",
    { class: "marking-table", hidden: true, tabindex: 0, role: "region", "aria-label": "Marks" },
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
      body
    )
  );
  const download = button({
    label: "The table as CSV",
    onClick: () => downloadText("marks.csv", marksCsv(marks), "text/csv")
  });
  download.disabled = true;
  const run = runButton({
    label: "Mark them",
    again: "Mark them again",
    async run({ signal, progress }) {
      const files = source.value;
      if (files.length === 0) throw new Error("There is nothing to mark yet: drop a folder of answer files above.");
      marks = [];
      body.replaceChildren();
      table.hidden = false;
      for (const [k, file] of files.entries()) {
        progress(k / files.length, `${k} of ${files.length}: ${file.path}`);
        const marked = await markAnswers(file, (cell, text, prior) =>
          grading.ask({ kind: "grade", cell, source: text, prior }, { signal })
        );
        if (signal.aborted) return;
        marks.push(marked);
        body.append(rowOf(marked));
        download.disabled = false;
      }
      common.replaceChildren(...commonMistakes(marks).map((text) => element("li", {}, text)));
      const unread = marks.filter(({ problem }) => problem !== null).length;
      const read = `${files.length - unread} of ${files.length} files marked`;
      return unread === 0 ? `${read}.` : `${read}; ${unread} can't be read, and the table says why.`;
    }
  });
  source.addEventListener("input", () => void run.start());
  const root = element(
    "div",
    { class: "marking" },
    source,
    run,
    table,
    element("div", { class: "run-row" }, download),
    common
  );
  return Object.assign(root, { close: () => grading.close() });
}

function rowOf(marks: Marks): HTMLElement {
  const { who, file, problem, cells: marked } = marks;
  const unknown = unknownCells(marks);
  const name = element(
    "th",
    { scope: "row", title: file },
    who,
    unknown && element("p", { class: "marking-problem" }, unknown)
  );
  if (problem !== null)
    return element("tr", {}, name, element("td", { colspan: cells.length + 1, class: "marking-problem" }, problem));
  return element(
    "tr",
    {},
    name,
    element("td", {}, `${passedOf(marked)} of ${cells.length}`),
    ...cells.map(({ id }) => markCell(marked.get(id)!))
  );
}

function markCell({ status, fault }: CellMark): HTMLElement {
  return element(
    "td",
    { "data-status": status },
    element("span", { "aria-hidden": "true" }, `${signs[status]} `),
    element("span", { class: fault ? null : "visually-hidden" }, fault || words[status])
  );
}

/** The mistakes that more than one made, the most frequent first. */
function commonMistakes(marks: readonly Marks[]): string[] {
  const faults = marks.flatMap(({ cells: marked }) =>
    [...marked].filter(([, { fault }]) => fault).map(([id, { fault }]) => `${shortName(id)}: ${fault}`)
  );
  const counts = new Map<string, number>();
  for (const fault of faults) counts.set(fault, (counts.get(fault) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 1)
    .sort(([, a], [, b]) => b - a)
    .map(([fault, count]) => `${count} students: ${fault}`);
}

function shortName(id: CellId): string {
  return id.replace(/^own-/, "");
}
