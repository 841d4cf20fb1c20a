import type { SolutionsView } from "../../../exercise/cells/answers.js";
import { namesOf } from "../../../exercise/cells/cells.js";
import type { Cell } from "../../../exercise/cells/cells.js";
import { builtIns, iterateDescription, iterateSignature } from "../../../language/syntax/builtIns.js";
import type { Report } from "../../../exercise/grading/report.js";
import { withValue } from "../../controls/control.js";
import { button } from "../../controls/button.js";
import { element, uniqueId } from "../../dom/element.js";
import { messageOf } from "../../dom/errorBox.js";
import { formulaEditor } from "./formulaEditor.js";
import type { EditorName } from "./formulaEditor.js";
import { languageView } from "./languageView.js";
import { marked } from "./marked.js";
import { reportView } from "./reportView.js";

export interface CellViewOptions {
  readonly cell: Cell;
  /** counted from 1 */
  readonly number: number;
  readonly value: string;
  readonly view: SolutionsView;
  /** the text changed */
  readonly onChange: (value: string) => void;
  /** grades the text; what it throws is shown */
  readonly onRun: (value: string) => Promise<Report>;
  /** a report has arrived */
  readonly onReport: () => void;
}

export interface CellView extends HTMLElement {
  value: string;
  /** the report of the text as it stands, or null where it has not been checked */
  readonly report: Report | null;
  run(): Promise<void>;
}

/** One cell of the exercise: its task, an editor, the checks, hints that open one by one, and the solution last. */
export function cellView(options: CellViewOptions): CellView {
  const { cell, number, view } = options;
  let report: Report | null = null;
  let asked = 0;
  const taskId = uniqueId("exercise-task");
  const editor = formulaEditor({
    label: `Formula of cell ${number}: ${cell.title}`,
    describedBy: taskId,
    value: options.value,
    names: editorNames(cell),
    onChange(value) {
      setReport(null);
      options.onChange(value);
    },
    onRun: () => void run()
  });
  const outcome = element("div", { class: "exercise-outcome", role: "status" });
  const translation = element("details", { class: "exercise-translation", hidden: true });
  const state = element("span", { class: "exercise-state" });
  const check = button({ label: "Check", primary: true, onClick: () => void run() });
  const reset = button({
    label: "Start again",
    onClick() {
      editor.value = cell.start;
      setReport(null);
      options.onChange(cell.start);
      editor.focus();
    }
  });
  const root = element(
    "section",
    { class: "exercise-cell", id: `cell-${cell.id}`, "aria-labelledby": `${taskId}-title` },
    element("h3", { id: `${taskId}-title`, tabindex: -1 }, `${number}. ${cell.title} `, state),
    element("p", { id: taskId }, ...marked(cell.task)),
    shapesTable(cell),
    cell.derivation
      ? element("p", {}, "Derived in ", element("a", { href: cell.derivation.href }, cell.derivation.label), ".")
      : null,
    editor,
    element("div", { class: "run-row" }, check, reset),
    outcome,
    translation,
    help(cell, view)
  );

  function setReport(next: Report | null): void {
    report = next;
    asked++;
    root.dataset.status = next?.status ?? "unchecked";
    state.textContent = { passed: "✓ passed", failed: "✗ not yet", open: "", unchecked: "" }[
      next?.status ?? "unchecked"
    ];
    outcome.replaceChildren(...(next ? [reportView(next, cell)] : []));
    const source = editor.value;
    translation.replaceChildren(
      ...(next?.status === "passed"
        ? [
            element("summary", {}, "Your formula in PyTorch, NumPy and JAX"),
            languageView(cell.id, source, "Your formula")
          ]
        : [])
    );
    translation.hidden = next?.status !== "passed";
    editor.update(next?.problem?.span ? { message: next.problem.message, span: next.problem.span } : null);
  }

  async function run(): Promise<void> {
    const mine = ++asked;
    outcome.replaceChildren(element("p", {}, "Checking…"));
    try {
      const next = await options.onRun(editor.value);
      if (mine !== asked) return;
      setReport(next);
      options.onReport();
    } catch (error) {
      if (mine !== asked) return;
      root.dataset.status = "failed";
      outcome.replaceChildren(element("p", { class: "error-text" }, messageOf(error)));
    }
  }

  const control = withValue<string, HTMLElement>(
    root,
    () => editor.value,
    (next) => {
      editor.value = next;
      setReport(null);
    }
  );
  return Object.defineProperty(Object.assign(control, { run }), "report", { get: () => report }) as unknown as CellView;
}

/** As in "c(x) (batch,)"; a shape in words is told as one. */
function namedShape({ name, shape }: Cell["outputs"][number]): string {
  return shape.startsWith("(") ? `${name} ${shape}` : `${name}, its shape ${shape}`;
}

function shapesTable(cell: Cell): HTMLElement {
  const row = (kind: string, { name, shape, description }: Cell["inputs"][number]): HTMLElement =>
    element(
      "tr",
      {},
      element("td", {}, kind),
      element("td", {}, element("code", {}, name)),
      element("td", {}, element("code", {}, shape)),
      element("td", {}, description)
    );
  const heads = ["", "name", "shape", "what it is"].map((h) =>
    element("th", { scope: "col" }, h || element("span", { class: "visually-hidden" }, "direction"))
  );
  return element(
    "details",
    { class: "exercise-shapes" },
    element("summary", {}, `Names and shapes: gives ${cell.outputs.map(namedShape).join(", ")}`),
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...heads)),
      element("tbody", {}, ...cell.inputs.map((i) => row("in", i)), ...cell.outputs.map((o) => row("out", o)))
    )
  );
}

/** Hints, one by one, and then the solution, in four languages. */
function help(cell: Cell, view: SolutionsView): HTMLElement {
  const list = element("ol", { class: "exercise-hints" });
  const place = element("div", { class: "exercise-solution" });
  const status = element("p", { class: "visually-hidden", role: "status" });
  const total = cell.hints.length;
  let shown = 0;
  const more = button({ label: "", onClick: next });
  const label = (): string => (shown < total ? `Hint ${shown + 1} of ${total}` : "Show the solution");
  function next(): void {
    if (shown < total) {
      list.append(element("li", {}, ...marked(cell.hints[shown])));
      status.textContent = `Hint ${shown + 1} of ${total} is shown.`;
      shown++;
      more.textContent = label();
      if (shown === total && view === "hidden") more.remove();
      return;
    }
    place.replaceChildren(languageView(cell.id, cell.solution, "The solution"));
    status.textContent = "The solution is shown.";
    more.remove();
  }
  more.textContent = label();
  const root = element("div", { class: "exercise-help" }, list, more, place, status);
  if (view === "hidden" && total === 0) more.remove();
  if (view === "shown") for (let k = 0; k <= total; k++) next();
  return root;
}

/** What can be completed in a cell. */
function editorNames(cell: Cell): EditorName[] {
  const { functions: earlier } = namesOf(cell.id);
  return [
    ...cell.inputs.map(({ name, shape, description }) => ({
      name,
      kind: "value" as const,
      detail: shape,
      description
    })),
    ...[...earlier.keys()].map((name) => ({
      name,
      kind: "function" as const,
      detail: "(…)",
      description: "yours, from a cell above"
    })),
    ...[...builtIns].map(([name, { signature, description }]) => ({
      name,
      kind: "function" as const,
      detail: signature.slice(name.length),
      description
    })),
    {
      name: "iterate",
      kind: "function" as const,
      detail: iterateSignature.slice("iterate".length),
      description: iterateDescription
    },
    { name: "pi", kind: "value" as const, detail: "()", description: "3.14159…" }
  ];
}
