import { button } from "../../controls/button.js";
import { downloadText } from "../../dom/download.js";
import { element } from "../../dom/element.js";
import type { Series } from "../../figures/chart/chartSeries.js";
import { planeFigure } from "../../figures/plane/planeFigure.js";
import { runsCsv } from "./keptRun.js";
import type { KeptRun } from "./keptRun.js";
import { runsTable } from "./runsTable.js";

/** Runs that were kept: the last of them drawn beside the present one, all of them in a table. */
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
  const table = runsTable(options.onOpen);
  const shown = element("div", { class: "spread" }, figure, table);
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
    figure.update({ density: last.density, draws: last.draws, units: last.units });
    table.update(runs);
  }

  show();
  return Object.defineProperty(root, "series", {
    get(): Series | null {
      const last = runs.at(-1);
      return last ? { name: "the run kept", tone: "ink", dash: "dotted", ...last.curve } : null;
    }
  }) as unknown as KeptRuns;
}
