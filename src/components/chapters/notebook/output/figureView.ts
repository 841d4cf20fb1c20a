import type { KernelClient } from "../../../../kernel/protocol.js";
import type { FigureSpec, TableSpec } from "../../../../notebook/values/figure.js";
import type { Points } from "../../../../rbm/index.js";
import { element } from "../../../dom/element.js";
import { histogram } from "../../../figures/chart/histogram.js";
import { lineChart } from "../../../figures/chart/lineChart.js";
import { chainsAnimation } from "../../../figures/plane/chainsAnimation.js";
import { planeFigure, standardContours } from "../../../figures/plane/planeFigure.js";
import type { RingBand } from "../../../figures/plane/planeDescription.js";
import type { PlaneFigure } from "../../../figures/plane/planeFigure.js";
import { ringBandOf } from "../../../figures/plane/ringFigure.js";
import { trailAnimation } from "../../../figures/plane/trailAnimation.js";
import { planeMarks } from "./planeMarks.js";
import { entryText } from "./tensorView.js";

/** A figure on the page, redrawn in place for as long as it stays of one kind. */
export interface FigureView {
  readonly element: HTMLElement;
  readonly kind: FigureSpec["kind"];
  /** @returns false where the figure can't become that, and another must take its place */
  update(figure: FigureSpec): boolean;
}

type SpecOf<K extends FigureSpec["kind"]> = Extract<FigureSpec, { kind: K }>;

/** What a figure may ask for beside what it is given: draws and densities of a run's earlier machines. */
export interface FigureContext {
  readonly kernel: () => KernelClient;
}

export function figureView(figure: FigureSpec, context: FigureContext): FigureView {
  switch (figure.kind) {
    case "plane":
      return planeView(figure);
    case "lines":
      return linesView(figure);
    case "histogram":
      return histogramView(figure);
    case "chains":
      return chainsView(figure);
    case "trail":
      return trailView(figure);
    case "table":
      return tableView(figure);
    case "angles":
      return laterView(figure, () => import("./anglesView.js").then(({ anglesView }) => anglesView));
    case "inside":
      return laterView(figure, () => import("./insideView.js").then(({ insideView }) => insideView));
    case "dots":
      return laterView(figure, () => import("./dotsView.js").then(({ dotsView }) => dotsView));
    case "images":
      return laterView(figure, () => import("./imagesView.js").then(({ imagesView }) => imagesView));
    case "run":
      return laterView(figure, () => import("./runFigureView.js").then(({ runFigureView }) => runFigureView), context);
  }
}

/** A figure's words speak of a ring beside data that lie on one. */
function bandOf(data: Points | null): RingBand | null {
  return data && ringBandOf(data);
}

function planeView(first: SpecOf<"plane">): FigureView {
  const marks = planeMarks();
  const hasMarks = first.centres !== null || first.marks.length > 0;
  const root: PlaneFigure = planeFigure({
    label: first.label,
    window: first.window,
    names: first.names,
    ...(hasMarks ? { overlay: marks } : {})
  });
  const fixed = (spec: SpecOf<"plane">): string =>
    JSON.stringify([spec.label, spec.names, spec.centres !== null || spec.marks.length > 0]);
  const key = fixed(first);
  let { window } = first;
  let contours = true;
  show(first);
  function show(next: SpecOf<"plane">): void {
    const { data, draws, density, mixture, units } = next;
    const moved = JSON.stringify(next.window) !== JSON.stringify(window);
    window = next.window;
    const band = bandOf(data);
    root.update({ data, draws, density, mixture, units, band, ...(moved ? { window } : {}) });
    if (next.contours !== contours) root.update({ contours: next.contours ? standardContours : [] });
    contours = next.contours;
    marks.show({ centres: next.centres, marks: next.marks });
  }
  return {
    element: root,
    kind: "plane",
    update(next) {
      if (next.kind !== "plane" || fixed(next) !== key) return false;
      show(next);
      return true;
    }
  };
}

function linesView(first: SpecOf<"lines">): FigureView {
  const { at, ...options } = first;
  const root = lineChart({ ...options, ...(at === null ? {} : { value: at }) });
  const fixed = ({ label, xName, yName, playhead }: SpecOf<"lines">): string =>
    JSON.stringify([label, xName, yName, playhead]);
  const key = fixed(first);
  let end = first.xDomain[1];
  return {
    element: root,
    kind: "lines",
    update(next) {
      if (next.kind !== "lines" || fixed(next) !== key) return false;
      const { series, references, xDomain, yDomain, yScale } = next;
      const atEnd = root.value >= end;
      end = xDomain[1];
      root.update({ series, references, xDomain, yDomain, yScale });
      // A playhead that stood at the end follows a run to its new end.
      if (atEnd) root.value = end;
      return true;
    }
  };
}

function histogramView(first: SpecOf<"histogram">): FigureView {
  const root = histogram(first);
  return {
    element: root,
    kind: "histogram",
    update(next) {
      if (next.kind !== "histogram") return false;
      root.update(next);
      return true;
    }
  };
}

function chainsView(first: SpecOf<"chains">): FigureView {
  const band = bandOf(first.data);
  const root = chainsAnimation(first.trajectory, first.data, {
    figure: { label: first.label, band, names: first.density ? { density: "p(x), exact" } : {} },
    player: { rate: first.rate }
  });
  root.update({ density: first.density });
  return {
    element: root,
    kind: "chains",
    update(next) {
      if (next.kind !== "chains" || next.label !== first.label || next.rate !== first.rate) return false;
      if (bandOf(next.data) !== band) return false;
      root.update({ trajectory: next.trajectory, data: next.data, density: next.density });
      return true;
    }
  };
}

function trailView(first: SpecOf<"trail">): FigureView {
  const band = bandOf(first.data);
  const root = trailAnimation(first.trajectory, first.chain, first.data, {
    steps: first.steps,
    figure: { label: first.label, band },
    player: { rate: first.rate }
  });
  root.update({ density: first.density });
  let { chain } = first;
  return {
    element: root,
    kind: "trail",
    update(next) {
      const same = next.kind === "trail" && next.label === first.label && next.rate === first.rate;
      if (!same || next.steps !== first.steps || bandOf(next.data) !== band) return false;
      if (next.chain !== chain) {
        chain = next.chain;
        root.value = { step: root.value.step, chain };
      }
      root.update({ trajectory: next.trajectory, data: next.data, density: next.density });
      return true;
    }
  };
}

function tableView(first: SpecOf<"table">): FigureView {
  const root = element("figure", { class: "value-table" });
  show(first);
  function show({ label, columns, rows }: TableSpec): void {
    const shown = columns[0]?.cells.length ?? 0;
    const text = (cell: string | number): string => (typeof cell === "number" ? entryText(cell) : cell);
    const heads = columns.map(({ name }) => element("th", { scope: "col" }, name));
    const lines = Array.from({ length: shown }, (_, i) =>
      element("tr", {}, ...columns.map(({ cells }) => element("td", {}, i < cells.length ? text(cells[i]) : "")))
    );
    root.replaceChildren(
      element(
        "div",
        { class: "tensor-scroll", tabindex: 0, role: "group", "aria-label": label },
        element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...lines))
      ),
      element("figcaption", {}, shown < rows ? `${label}: the first ${shown} of ${rows} rows.` : label)
    );
  }
  return {
    element: root,
    kind: "table",
    update(next) {
      if (next.kind !== "table") return false;
      show(next);
      return true;
    }
  };
}

type Maker<S> = (figure: S, context: FigureContext) => { element: HTMLElement; update(figure: S): boolean };

/** A figure whose drawing is loaded when the first one is met; its room is kept meanwhile. */
function laterView<S extends FigureSpec>(
  first: S,
  load: () => Promise<Maker<S>>,
  context: FigureContext = {
    kernel: () => {
      throw new Error("This figure draws what it is given.");
    }
  }
): FigureView {
  const root = element("div", { class: `figure-later figure-later-${first.kind}` });
  let latest = first;
  let inner: ReturnType<Maker<S>> | null = null;
  let make: Maker<S> | null = null;
  const show = (): void => {
    if (!make || inner?.update(latest)) return;
    inner = make(latest, context);
    root.replaceChildren(inner.element);
  };
  load().then(
    (loaded) => {
      make = loaded;
      show();
    },
    (error: unknown) =>
      root.replaceChildren(element("p", { class: "error-text" }, `The figure can't be loaded: ${error}`))
  );
  return {
    element: root,
    kind: first.kind,
    update(next) {
      if (next.kind !== first.kind) return false;
      latest = next as S;
      show();
      return true;
    }
  };
}
