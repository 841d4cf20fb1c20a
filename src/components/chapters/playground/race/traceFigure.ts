import { choice } from "../../../controls/choice.js";
import { element, svgElement } from "../../../dom/element.js";
import { frameOnce } from "../../../dom/frameOnce.js";
import { readable } from "../../../dom/readable.js";
import { chartScale, niceDomain } from "../../../figures/chart/chartScale.js";
import { seriesPath } from "../../../figures/chart/chartSeries.js";
import type { Tone } from "../../../figures/chart/chartSeries.js";
import type { RaceResult } from "./raceTypes.js";
import { tracesOf } from "./traces.js";
import type { TraceClock, TracedQuantity } from "./traces.js";

const quantities = { angle: "θ, radians", radius: "r, in the units of x" } as const;
const clocks = { cost: "hidden units drawn, in Gibbs steps", time: "time of all chains, ms" } as const;
/** Height of a row with its name, and the space under the last for the axis. */
const [rowHeight, nameHeight, bottom, right] = [74, 20, 46, 14];

export interface TraceFigure extends HTMLElement {
  update(results: readonly RaceResult[]): void;
}

/**
 * Where one chain of each sampler is, step by step, row under row over the same axis: what the numbers beside it sum up.
 * @param tones of the rows in turn
 */
export function traceFigure(tones: readonly Tone[]): TraceFigure {
  let results: readonly RaceResult[] = [];
  const quantity = choice<TracedQuantity>({
    label: "Trace of",
    options: [
      { value: "angle", label: "θ" },
      { value: "radius", label: "r" }
    ]
  });
  const clock = choice<TraceClock>({
    label: "Against",
    options: [
      { value: "cost", label: "Gibbs steps" },
      { value: "time", label: "Time" }
    ]
  });
  const svg = svgElement("svg", { class: "chart-axes intervals", "aria-hidden": "true" });
  const picture = element("div", { class: "traces-picture", role: "img" }, svg);
  const figure = element("figure", { class: "chart interval-chart" }, picture);
  const root = element("div", {}, element("div", { class: "trace-choices" }, quantity, clock), figure);

  const redraw = frameOnce(() => {
    const width = picture.clientWidth;
    if (width > 0) draw(width);
  }, root);

  function draw(width: number): void {
    const text = parseFloat(getComputedStyle(svg).fontSize) || 12;
    const { rows, end } = tracesOf(results, quantity.value, clock.value);
    const left = Math.round(text * 3);
    const floor = rowHeight * Math.max(1, rows.length);
    svg.setAttribute("viewBox", `0 0 ${width} ${floor + bottom}`);
    svg.style.height = `${floor + bottom}px`;
    const x = chartScale(
      "linear",
      [0, rows.length ? end : 1],
      [left, width - right],
      Math.max(2, (width - left) / (text * 7))
    );
    const domain = quantity.value === "angle" ? ([-Math.PI, Math.PI] as const) : radiusDomain(rows);
    const drawn = rows.flatMap((row, at) => {
      const y = chartScale("linear", domain, [(at + 1) * rowHeight - 6, at * rowHeight + nameHeight], 2);
      const marks = quantity.value === "angle" ? [-Math.PI, 0, Math.PI] : y.ticks;
      return [
        ...marks.flatMap((value) => [
          svgElement("line", { class: "grid-line", x1: left, x2: width - right, y1: y.at(value), y2: y.at(value) }),
          svgElement(
            "text",
            { class: "trace-tick", x: left - 6, y: y.at(value), dy: "0.35em", "text-anchor": "end" },
            quantity.value === "angle" ? ["−π", "0", "π"][marks.indexOf(value)] : y.format(value)
          )
        ]),
        svgElement("text", { class: "interval-name", x: left, y: at * rowHeight + nameHeight - 6 }, row.name),
        // Each point a line of no length: a dot, with round caps. A line would cross the plot where θ passes π.
        svgElement("path", { class: `trace-dots tone-${tones[at % tones.length]}`, d: dotsOf(row, x, y) })
      ];
    });
    const axis = svgElement(
      "g",
      { class: "axis" },
      svgElement("line", { x1: left, x2: width - right, y1: floor, y2: floor }),
      ...(rows.length ? x.ticks : []).map((tick) =>
        svgElement("text", { x: x.at(tick), y: floor + 16, "text-anchor": anchorAt(x.at(tick), width) }, x.format(tick))
      ),
      svgElement(
        "text",
        { class: "axis-name", x: width - right, y: floor + 36, "text-anchor": "end" },
        clocks[clock.value]
      ),
      rows.length
        ? null
        : svgElement("text", { class: "chart-empty", x: (left + width) / 2, y: floor / 2 }, "nothing to show yet")
    );
    svg.replaceChildren(axis, ...drawn);
  }

  function describe(): void {
    const { rows, end } = tracesOf(results, quantity.value, clock.value);
    const spoken = rows.map(
      ({ name, y, stride }) =>
        `${name}: ${y.length} steps, from ${readable(Math.min(...y))} to ${readable(Math.max(...y))}, ${readable(stride)} a step.`
    );
    const over = clock.value === "cost" ? `${readable(end, 0)} Gibbs steps’ cost` : `${readable(end, 1)} ms`;
    picture.setAttribute(
      "aria-label",
      `Traces of the samplers. ${rows.length ? `${quantities[quantity.value]}, over ${over}. ${spoken.join(" ")}` : "No values yet."}`
    );
  }

  function show(): void {
    describe();
    redraw();
  }

  for (const control of [quantity, clock]) control.addEventListener("input", show);
  new ResizeObserver(redraw).observe(picture);
  describe();
  return Object.assign(root, {
    update(next: readonly RaceResult[]) {
      results = next;
      show();
    }
  });
}

function radiusDomain(rows: readonly { readonly y: readonly number[] }[]): readonly [number, number] {
  return [0, niceDomain([0, ...rows.flatMap(({ y }) => y)], "linear")![1]];
}

function dotsOf(
  { x, y }: { readonly x: readonly number[]; readonly y: readonly number[] },
  xScale: ReturnType<typeof chartScale>,
  yScale: ReturnType<typeof chartScale>
): string {
  return x.map((each, k) => seriesPath({ x: [each], y: [y[k]] }, xScale, yScale)).join("");
}

/** The last number ends with the axis, so that it stays in the picture. */
function anchorAt(pixel: number, width: number): "middle" | "end" {
  return width - right - pixel < 20 ? "end" : "middle";
}
