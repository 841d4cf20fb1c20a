import { element, svgElement, uniqueId } from "../../dom/element.js";
import { frameOnce } from "../../dom/frameOnce.js";
import { readable } from "../../dom/readable.js";
import { colourRamp } from "../colour.js";
import { onThemeChange, paletteOf } from "../palette.js";
import { chartScale } from "./chartScale.js";
import type { ChartScale } from "./chartScale.js";

/** What one side of the map stands for. */
export interface HeatMapSide {
  readonly name: string;
  readonly values: readonly string[];
}

export interface HeatMapContent {
  readonly across: HeatMapSide;
  readonly down: HeatMapSide;
  /** what the colours stand for, with its unit */
  readonly measure: string;
  /** row by row; `value` null: no colour; `text` is written in the cell where it fits, and read out */
  readonly cells: readonly { readonly value: number | null; readonly text: string }[];
  /** more that is said of the whole: what the cells have in common */
  readonly common: string;
}

export interface HeatMap extends HTMLElement {
  update(content: HeatMapContent): void;
}

const [top, gap, cellHeight, scaleHeight] = [30, 2, 34, 62];
const shades = 256;

/**
 * A value for each pair of two settings as colour and number, with a scale under it; the least value is framed. A click
 * on a cell is told; a table beside it must offer the same to the keys.
 */
export function heatMap(options: { label: string; onChoose(cell: number): void }): HeatMap {
  let content: HeatMapContent | null = null;
  const svg = svgElement("svg", { class: "chart-axes heat-map", "aria-hidden": "true" });
  const picture = element("div", { role: "img", "aria-label": `${options.label}. No values yet.` }, svg);
  const root = element("figure", { class: "chart" }, picture);
  const rampId = uniqueId("heat-ramp");

  const redraw = frameOnce(() => {
    if (content && picture.clientWidth > 0) draw(content, picture.clientWidth);
  });

  function draw(shown: HeatMapContent, width: number): void {
    const { across, down, cells } = shown;
    const text = parseFloat(getComputedStyle(svg).fontSize) || 12;
    const widest = Math.max(...[down.name, ...down.values].map(({ length }) => length));
    const left = Math.min(width / 3, 14 + 0.56 * text * widest);
    const [columns, rows] = [across.values.length, down.values.length];
    const cellWidth = (width - left) / columns;
    const floor = top + 20 + rows * cellHeight;
    svg.setAttribute("viewBox", `0 0 ${width} ${floor + scaleHeight}`);
    svg.style.height = `${floor + scaleHeight}px`;
    const scale = scaleOf(cells, left, width);
    const { densityLow, densityHigh } = paletteOf(picture);
    const ramp = colourRamp(densityLow, densityHigh, shades);
    const least = leastOf(cells);
    const fits = (words: string) => 0.6 * text * words.length < cellWidth - 4;
    const drawn = cells.map(({ value, text: words }, cell) => {
      const [x, y] = [left + (cell % columns) * cellWidth, top + 20 + Math.floor(cell / columns) * cellHeight];
      const box = { x: x + gap / 2, y: y + gap / 2, width: cellWidth - gap, height: cellHeight - gap };
      const group = svgElement(
        "g",
        { class: value === null ? "heat-cell heat-empty" : "heat-cell" },
        svgElement("rect", { ...box, fill: value === null || !scale ? "none" : shade(ramp, scale, value) }),
        cell === least ? svgElement("rect", { ...box, class: "heat-least" }) : null,
        fits(words) ? svgElement("text", { x: x + cellWidth / 2, y: y + cellHeight / 2, dy: "0.35em" }, words) : null,
        svgElement(
          "title",
          {},
          `${across.name} ${across.values[cell % columns]}, ${down.name} ${down.values[Math.floor(cell / columns)]}: ${words}`
        )
      );
      group.addEventListener("click", () => options.onChoose(cell));
      return group;
    });
    svg.replaceChildren(
      svgElement("text", { class: "axis-name", x: left, y: 12 }, `${across.name} →`),
      svgElement("text", { class: "axis-name", x: 0, y: top + 8 }, `${down.name} ↓`),
      ...across.values.map((value, column) =>
        svgElement("text", { class: "heat-head", x: left + (column + 0.5) * cellWidth, y: top + 8 }, value)
      ),
      ...down.values.map((value, row) =>
        svgElement("text", { class: "heat-side", x: 0, y: top + 20 + (row + 0.5) * cellHeight, dy: "0.35em" }, value)
      ),
      ...drawn,
      ...(scale ? scaleBar(shown.measure, scale, floor + 14, ramp) : [])
    );
  }

  /** The deep end of the ramp is the least value: the best of a score. */
  function scaleBar(measure: string, scale: ChartScale, y: number, ramp: Uint8ClampedArray): SVGElement[] {
    const [from, to] = scale.domain.map(scale.at);
    const stops = [0, 64, 128, 192, 255].map((at) =>
      svgElement("stop", { offset: at / 255, "stop-color": colourAt(ramp, 255 - at) })
    );
    return [
      svgElement("linearGradient", { id: rampId }, ...stops),
      svgElement("rect", { class: "heat-scale", x: from, y, width: to - from, height: 10, fill: `url(#${rampId})` }),
      ...scale.domain.map((end, side) => {
        const place = { x: scale.at(end), y: y + 24, style: `text-anchor:${side === 0 ? "start" : "end"}` };
        return svgElement("text", { class: "heat-head", ...place }, readable(end, 3));
      }),
      ...scale.ticks
        .filter((tick) => Math.min(scale.at(tick) - from, to - scale.at(tick)) > 52)
        .map((tick) => svgElement("text", { class: "heat-head", x: scale.at(tick), y: y + 24 }, scale.format(tick))),
      svgElement("text", { class: "axis-name", x: to, y: y + 42, "text-anchor": "end" }, measure)
    ];
  }

  function describe({ across, down, measure, cells, common }: HeatMapContent): void {
    const columns = across.values.length;
    const rows = down.values.map((value, row) => {
      const found = across.values.map((name, column) => `${name}: ${cells[row * columns + column].text}`);
      return `${down.name} ${value}: ${found.join(", ")}.`;
    });
    picture.setAttribute(
      "aria-label",
      `${options.label}. ${measure}, by ${across.name} across and ${down.name} down. ${rows.join(" ")} ${common}`
    );
  }

  new ResizeObserver(redraw).observe(picture);
  onThemeChange(picture, redraw);
  return Object.assign(root, {
    update(next: HeatMapContent) {
      content = next;
      describe(next);
      redraw();
    }
  });
}

/** From the least value to the greatest; logarithmic if one is many times the other. */
function scaleOf(cells: HeatMapContent["cells"], left: number, width: number): ChartScale | null {
  const values = cells.flatMap(({ value }) => (value !== null && Number.isFinite(value) ? [value] : []));
  if (values.length === 0) return null;
  let [low, high] = [Math.min(...values), Math.max(...values)];
  if (low === high)
    [low, high] = [low - Math.max(1e-6, Math.abs(low) / 10), high + Math.max(1e-6, Math.abs(high) / 10)];
  const kind = low > 0 && high / low > 10 ? "log" : "linear";
  // Room for half a number at each end.
  return chartScale(kind, [low, high], [Math.min(left, 20) + 6, width - 26], Math.max(2, width / 110));
}

function leastOf(cells: HeatMapContent["cells"]): number {
  return cells.reduce((best, { value }, cell) => {
    if (value === null || !Number.isFinite(value)) return best;
    return best < 0 || value < (cells[best].value ?? Infinity) ? cell : best;
  }, -1);
}

function shade(ramp: Uint8ClampedArray, scale: ChartScale, value: number): string {
  const [from, to] = scale.domain.map(scale.at);
  const share = (scale.at(value) - from) / (to - from);
  return Number.isFinite(share) ? colourAt(ramp, Math.round((shades - 1) * (1 - share))) : "none";
}

function colourAt(ramp: Uint8ClampedArray, at: number): string {
  return `rgb(${ramp[4 * at]}, ${ramp[4 * at + 1]}, ${ramp[4 * at + 2]})`;
}
