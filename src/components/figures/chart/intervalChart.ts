import { element, svgElement } from "../../dom/element.js";
import { frameOnce } from "../../dom/frameOnce.js";
import { readable } from "../../dom/readable.js";
import { chartScale, niceDomain } from "./chartScale.js";
import type { ChartScale } from "./chartScale.js";
import type { Reference, Tone } from "./chartSeries.js";

/** A value with what it may be off by, and the values that it is the mean of, if they are to be seen. */
export interface Interval {
  /** which of the legend's entries it is */
  readonly of: string;
  readonly value: number;
  /** half the length of its bar */
  readonly reach: number;
  readonly parts?: readonly number[];
}

export interface IntervalRow {
  readonly name: string;
  readonly intervals: readonly Interval[];
}

export interface IntervalChartOptions {
  /** What the chart is: its accessible name. */
  readonly label: string;
  readonly xName: string;
  /** What the rows are, over their names. */
  readonly rowName: string;
  /** The entries of the legend; each has a mark of its own, so that colour is not all that tells them apart. */
  readonly kinds: readonly { readonly name: string; readonly tone: Tone }[];
  readonly digits?: number;
}

export interface IntervalChartContent {
  readonly rows: readonly IntervalRow[];
  readonly references?: readonly Reference[];
}

export interface IntervalChart extends HTMLElement {
  update(content: IntervalChartContent): void;
}

const lineHeight = 22;
const [top, bottom, right] = [20, 44, 14];

/** Values with error bars, row under row, and upright lines to read them against. */
export function intervalChart({ label, xName, rowName, kinds, digits = 3 }: IntervalChartOptions): IntervalChart {
  let content: IntervalChartContent = { rows: [] };
  const svg = svgElement("svg", { class: "chart-axes intervals", "aria-hidden": "true" });
  const picture = element("div", { class: "intervals-picture", role: "img" }, svg);
  const legend = element(
    "div",
    { class: "legend" },
    ...kinds.map(({ name, tone }, kind) => {
      const swatch = svgElement("svg", { class: "swatch-line", viewBox: "0 0 30 12", "aria-hidden": "true" });
      swatch.append(svgElement("path", { class: `interval-bar tone-${tone}`, d: "M3 6H27" }), mark(kind, tone, 15, 6));
      return element("span", { class: "legend-entry" }, swatch, element("span", {}, name));
    })
  );
  const root = element("figure", { class: "chart interval-chart" }, legend, picture);

  const redraw = frameOnce(() => {
    const width = picture.clientWidth;
    if (width > 0) draw(width);
  }, root);

  function draw(width: number): void {
    const text = parseFloat(getComputedStyle(svg).fontSize) || 12;
    const { rows, references = [] } = content;
    const left = Math.min(
      width / 3,
      16 + 0.56 * text * Math.max(...[rowName, ...rows.map(({ name }) => name)].map(({ length }) => length))
    );
    const heights = rows.map(({ intervals }) => lineHeight * Math.max(1, intervals.length) + 8);
    const height =
      top +
      bottom +
      Math.max(
        40,
        heights.reduce((sum, each) => sum + each, 0)
      );
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.style.height = `${height}px`;
    const domain = niceDomain(valuesOf(content), "linear");
    const scale = chartScale(
      "linear",
      domain ?? [0, 1],
      [left, width - right],
      Math.max(2, (width - left) / (text * 7))
    );
    const axis = axisOf(scale, height - bottom, left, domain !== null);
    const lines = references.map(({ value }) =>
      svgElement("line", {
        class: "reference",
        x1: scale.at(value),
        x2: scale.at(value),
        y1: top - 6,
        y2: height - bottom
      })
    );
    const names = references.map(({ name, value }) => {
      const end = scale.at(value) > (left + width) / 2;
      return svgElement(
        "text",
        {
          class: "reference-name",
          x: scale.at(value) + (end ? -5 : 5),
          y: top - 8,
          "text-anchor": end ? "end" : "start"
        },
        name
      );
    });
    let y = top;
    const drawn = rows.flatMap(({ name, intervals }, row) => {
      const middle = y + heights[row] / 2;
      const parts = intervals.flatMap((interval, at) => drawInterval(interval, y + 4 + lineHeight * (at + 0.5), scale));
      y += heights[row];
      return [svgElement("text", { class: "interval-name", x: 0, y: middle, dy: "0.35em" }, name), ...parts];
    });
    svg.replaceChildren(axis, ...lines, ...names, ...drawn);
  }

  function axisOf(scale: ChartScale, floor: number, left: number, filled: boolean): SVGElement {
    const [low, high] = scale.domain.map(scale.at);
    return svgElement(
      "g",
      { class: "axis" },
      svgElement("line", { x1: left, x2: high, y1: floor, y2: floor }),
      ...(filled ? scale.ticks : []).map((tick) =>
        svgElement(
          "text",
          { x: scale.at(tick), y: floor + 16, "text-anchor": anchorAt(tick, scale) },
          scale.format(tick)
        )
      ),
      svgElement("text", { class: "axis-name", x: 0, y: top - 8 }, rowName),
      svgElement("text", { class: "axis-name", x: high, y: floor + 36, "text-anchor": "end" }, xName),
      filled
        ? null
        : svgElement("text", { class: "chart-empty", x: (low + high) / 2, y: floor - 14 }, "nothing to show yet")
    );
  }

  function drawInterval({ of, value, reach, parts = [] }: Interval, y: number, scale: ChartScale): SVGElement[] {
    const kind = kinds.findIndex(({ name }) => name === of);
    const { tone } = kinds[kind];
    const [from, to] = [scale.at(value - reach), scale.at(value + reach)];
    const cap = (x: number) => `M${x} ${y - 4}V${y + 4}`;
    return [
      ...parts.map((part) => svgElement("circle", { class: "interval-part", cx: scale.at(part), cy: y, r: 2 })),
      svgElement("path", { class: `interval-bar tone-${tone}`, d: `M${from} ${y}H${to}${cap(from)}${cap(to)}` }),
      mark(kind, tone, scale.at(value), y)
    ];
  }

  function describe(): void {
    const { rows, references = [] } = content;
    const spoken = rows.map(({ name, intervals }) => {
      const values = intervals.map(
        ({ of, value, reach }) => `${of} ${readable(value, digits)} give or take ${readable(reach, digits)}`
      );
      return `${name}: ${values.join(", ")}.`;
    });
    const lines = references.map(({ name, value }) => `For reference, ${name}: ${readable(value, digits)}.`);
    const words = rows.length ? [...spoken, ...lines].join(" ") : "No values yet.";
    picture.setAttribute("aria-label", `${label}. ${words}`);
  }

  new ResizeObserver(redraw).observe(picture);
  describe();
  return Object.assign(root, {
    update(next: IntervalChartContent) {
      content = next;
      describe();
      redraw();
    }
  });
}

/** The last number ends with the axis, so that it stays in the picture. */
function anchorAt(tick: number, { domain, at }: ChartScale): "middle" | "end" {
  return at(domain[1]) - at(tick) < 20 ? "end" : "middle";
}

/** A filled disc for the first kind, an open square for the second, a diamond for any other. */
function mark(kind: number, tone: Tone, x: number, y: number): SVGElement {
  const marks = [
    () => svgElement("circle", { class: `interval-mark tone-${tone} filled`, cx: x, cy: y, r: 4.5 }),
    () => svgElement("rect", { class: `interval-mark tone-${tone}`, x: x - 4, y: y - 4, width: 8, height: 8 })
  ];
  const diamond = () =>
    svgElement("path", { class: `interval-mark tone-${tone}`, d: `M${x} ${y - 5.5}l5.5 5.5l-5.5 5.5l-5.5 -5.5Z` });
  return (marks[kind] ?? diamond)();
}

function* valuesOf({ rows, references = [] }: IntervalChartContent): Iterable<number> {
  for (const { intervals } of rows)
    for (const { value, reach, parts = [] } of intervals) yield* [value - reach, value + reach, ...parts];
  for (const { value } of references) yield value;
}
