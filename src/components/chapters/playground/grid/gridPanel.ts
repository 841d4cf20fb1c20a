import type { KernelClient } from "../../../../kernel/protocol.js";
import { button } from "../../../controls/button.js";
import { runButton } from "../../../controls/runButton.js";
import type { RunContext } from "../../../controls/runButton.js";
import { downloadText } from "../../../dom/download.js";
import { element } from "../../../dom/element.js";
import { errorBox } from "../../../dom/errorBox.js";
import { heatMap } from "../../../figures/chart/heatMap.js";
import { differences } from "../keptRun.js";
import type { RunSetup } from "../runSetup.js";
import { axisInput } from "./axisInput.js";
import { gridCsv } from "./gridCsv.js";
import { cellText, gridMeasures, measured } from "./gridMeasures.js";
import { cellCount, planOf, setupOfCell } from "./gridPlan.js";
import type { GridState } from "./gridPlan.js";
import { settingOf, valueText } from "./gridSettings.js";
import { gridStore } from "./gridStore.js";
import { gridTable } from "./gridTable.js";
import { measureChoice } from "./measureChoice.js";
import { runGrid } from "./runGrid.js";

/** What the grid needs of the page. */
export interface GridPage {
  /** the run that the page's controls ask for; null: there are no points */
  setup(): RunSetup | null;
  /** Sets the page to this run, and runs it. */
  open(setup: RunSetup): void;
  /** Tells, at once and from then on, whether the page's own run is at work. */
  onBusy(listener: (busy: boolean) => void): void;
}

/**
 * A grid of runs over two settings, worked off in the background: its own worker stands still while the page's own run
 * is at work. It can be stopped, and goes on where it was, after a reload too.
 * @param openClient a client of one worker, made when the first run begins
 */
export function gridPanel(openClient: () => KernelClient, page: GridPage, store = gridStore()): HTMLElement {
  let client: KernelClient | null = null;
  let state: GridState | null = null;
  let busy = false;
  let goingOn = false;
  let underWay: Promise<unknown> = Promise.resolve();

  const across = axisInput("gridAcross", "Across", "rate");
  const down = axisInput("gridDown", "Down", "hidden");
  const measure = measureChoice();
  const run = runButton({ label: "Run the grid", run: work });
  const onwards = button({ label: "Go on with the grid", onClick: () => void goOn() });
  const csv = button({
    label: "Grid as CSV",
    onClick: () => state && downloadText("grid.csv", gridCsv(state), "text/csv")
  });
  const failure = errorBox();
  const map = heatMap({ label: "A grid of runs", onChoose: open });
  const table = element("div", {});
  const shown = element("div", { class: "grid-shown" }, map, table);

  async function goOn(): Promise<void> {
    goingOn = true;
    await run.start();
  }

  function work(context: RunContext): Promise<string> {
    // What was stopped a moment ago lets go of the grid first.
    const next = underWay.then(() => workOn(context));
    underWay = next.catch(() => {});
    return next;
  }

  async function workOn(context: RunContext): Promise<string> {
    const continued = goingOn ? state : null;
    goingOn = false;
    const release = await holdGrid();
    try {
      if (continued) state = { ...continued, stopped: false };
      else {
        const setup = page.setup();
        if (!setup) throw new Error("There are no points yet. Draw some on the plane, or choose a law.");
        const plan = planOf(setup, across.value, down.value);
        state = { plan, results: Array.from({ length: cellCount(plan) }, () => null), stopped: false };
      }
      show();
      await keep();
      context.signal.addEventListener("abort", stopped);
      return await cellByCell(state, context);
    } finally {
      release();
    }
  }

  async function cellByCell(from: GridState, { signal, progress }: RunContext): Promise<string> {
    client ??= openClient();
    client.hold(busy);
    const total = from.results.length;
    const begun = performance.now();
    let done = from.results.filter(Boolean).length;
    const before = done;
    progress(done / total, `${done} of ${total} runs`);
    await runGrid(client, from, signal, (cell, result) => {
      if (!state) return;
      state = { ...state, results: state.results.with(cell, result) };
      done += 1;
      const left = ((performance.now() - begun) / (done - before)) * (total - done);
      progress(done / total, `${done} of ${total} runs, about ${Math.ceil(left / 1000)} s left`);
      show();
      void keep();
    });
    const failed = state?.results.filter((result) => result?.fault != null).length;
    return `${total} runs${failed ? `, ${failed} of which failed` : ""}. Each value of the table opens its run above.`;
  }

  function stopped(): void {
    if (state) state = { ...state, stopped: true };
    void keep();
    // The button tells of its end a moment later.
    queueMicrotask(show);
  }

  async function keep(): Promise<void> {
    if (!state) return;
    await store.save(state).catch((error: unknown) => failure.update(error));
  }

  function open(cell: number): void {
    if (state?.results[cell]) page.open(setupOfCell(state.plan, cell));
  }

  function show(): void {
    const unfinished = state !== null && state.results.includes(null);
    onwards.hidden = !unfinished || run.value === "running";
    csv.disabled = state === null;
    shown.hidden = state === null;
    if (!state) return;
    const { plan, results } = state;
    const side = ({ setting, values }: GridState["plan"]["across"]) => ({
      name: settingOf(setting).label,
      values: values.map((value) => valueText(setting, value))
    });
    const { label, unit } = gridMeasures[measure.value];
    const { name, seed } = plan.setup.data;
    map.update({
      across: side(plan.across),
      down: side(plan.down),
      measure: unit ? `${label}, ${unit}` : label,
      cells: results.map((result) => ({
        value: measured(result, measure.value),
        text: cellText(result, measure.value)
      })),
      common: `All else alike: ${name}, seed ${seed}; ${differences(plan.setup.recipe)}.`
    });
    // A button that has the focus keeps it when the table is made anew.
    const at = [...table.querySelectorAll("button")].map((each) => each.getAttribute("aria-label"));
    const focused = at[[...table.querySelectorAll("button")].indexOf(document.activeElement as HTMLButtonElement)];
    table.replaceChildren(gridTable(state, measure.value, open));
    if (focused)
      [...table.querySelectorAll("button")].find((each) => each.getAttribute("aria-label") === focused)?.focus();
  }

  run.addEventListener("input", show);
  measure.addEventListener("input", show);
  page.onBusy((next) => {
    busy = next;
    client?.hold(busy);
  });
  show();
  store
    .load()
    .then((kept) => {
      if (!kept || state) return;
      state = kept;
      show();
      if (!kept.stopped && kept.results.includes(null)) void goOn();
    })
    .catch((error: unknown) => failure.update(error));

  return element(
    "div",
    { class: "training-lab grid-of-runs" },
    element("div", { class: "spread" }, across, down, measure),
    element("div", {}, run, element("div", { class: "run-row" }, onwards, csv), failure),
    shown
  );
}

/** One tab at a time works on the grid, where the browser has locks. @returns what lets the next one do so */
async function holdGrid(): Promise<() => void> {
  if (!("locks" in navigator)) return () => {};
  return await new Promise<() => void>((resolve, reject) => {
    const asked = navigator.locks.request("playground-grid", { ifAvailable: true }, (lock) => {
      if (!lock) throw new Error("A grid is run in another tab of this page. Stop it there first.");
      return new Promise<void>((release) => resolve(release));
    });
    asked.catch(reject);
  });
}
