import { button } from "../../controls/button.js";
import { downloadText } from "../../dom/download.js";
import { element } from "../../dom/element.js";
import { readable } from "../../dom/readable.js";
import type { Series } from "../../figures/chart/chartSeries.js";
import { planeFigure } from "../../figures/plane/planeFigure.js";
import { figuresTable } from "./figuresTable.js";
import { differences, runsCsv } from "./keptRun.js";
import type { KeptRun } from "./keptRun.js";

/** Runs that were kept: the last of them drawn beside the present one, all of them in a table, the best score first. */
export interface KeptRuns extends HTMLElement {
  /** the last kept run's scores, for the chart of the present one */
  readonly series: Series | null;
}

/** @param options.current the run that is shown, null if there is none @param options.onChange runs were kept or dropped @param options.onOpen its recipe is wanted again */
export function keptRuns(options: {
  current(): KeptRun | null;
  onChange(): void;
  onOpen(run: KeptRun): void;
}): KeptRuns {
  let runs: readonly KeptRun[] = [];
  const said = element("p", { class: "run-status", role: "status" });
  const figure = planeFigure({ label: "The run kept last", names: { density: "p(x), exact" } });
  const heads = ["What is its own", "Data", "Epoch", "NLL, fresh points", "Coverage", "Recipe"];
  const table = figuresTable("Runs kept, the best score first", heads, "Runs kept");
  const shown = element("div", { class: "spread" }, figure, table.element);
  const keep = button({
    label: "Keep this run",
    onClick() {
      const run = options.current();
      said.textContent = run ? "" : "There is no finished run to keep yet.";
      if (run) change([...runs, run]);
    }
  });
  const csv = button({
    label: "Runs as CSV",
    onClick: () => downloadText("runs.csv", runsCsv(runs), "text/csv")
  });
  const clear = button({ label: "Drop them all", onClick: () => change([]) });
  const root = element(
    "div",
    { class: "kept-runs" },
    element("div", { class: "run-row" }, keep, csv, clear),
    said,
    shown
  );

  function change(next: readonly KeptRun[]): void {
    runs = next;
    show();
    options.onChange();
  }

  function show(): void {
    const last = runs.at(-1);
    csv.disabled = clear.disabled = !last;
    shown.hidden = !last;
    if (!last) return;
    figure.update({ density: last.density, draws: last.draws });
    const score = ({ nllTest, nllTrain }: KeptRun) => nllTest ?? nllTrain ?? Infinity;
    table.body.replaceChildren(...[...runs].sort((a, b) => score(a) - score(b)).map(rowOf));
  }

  function rowOf(run: KeptRun): HTMLElement {
    const own = differences(run.recipe);
    const cells = [
      run.data,
      String(run.epoch),
      run.nllTest === null ? "none" : readable(run.nllTest, 3),
      run.judgement ? `${readable(100 * run.judgement.coverage, 0)} %` : "none"
    ];
    const open = button({ label: "Open", onClick: () => options.onOpen(run) });
    open.setAttribute("aria-label", `Open: ${own}`);
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, own),
      ...cells.map((cell) => element("td", {}, cell)),
      element("td", {}, open)
    );
  }

  show();
  return Object.defineProperty(root, "series", {
    get(): Series | null {
      const last = runs.at(-1);
      return last ? { name: "the run kept", tone: "ink", dash: "dotted", ...last.curve } : null;
    }
  }) as unknown as KeptRuns;
}
