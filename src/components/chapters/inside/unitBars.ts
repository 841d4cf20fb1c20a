import { element, svgElement } from "../../dom/element.js";
import { frameOnce } from "../../dom/frameOnce.js";
import { readable } from "../../dom/readable.js";

/** A unit of one point: how probable it is that it is on, and what its coin said. */
export interface UnitBar {
  readonly p: number;
  /** the uniform number, and whether the unit is on; null where nothing is drawn */
  readonly drawn: { readonly coin: number; readonly on: boolean } | null;
  /** p of the other phase, to compare with */
  readonly before: number | null;
}

export interface UnitBars extends HTMLElement {
  update(content: { readonly name: string; readonly bars: readonly UnitBar[] }): void;
}

const height = 150;
const margin = { top: 10, right: 8, bottom: 30, left: 34 };

/** A bar for each hidden unit, as high as p; a coin is a line across it, and a unit that is on is filled. */
export function unitBars(label: string): UnitBars {
  let bars: readonly UnitBar[] = [];
  const svg = svgElement("svg", { class: "chart-axes unit-bars", "aria-hidden": "true" });
  const picture = element("div", { class: "unit-bars-picture", role: "img", "aria-label": label }, svg);
  const title = element("div", { class: "legend" });
  const root = element("figure", { class: "chart" }, title, picture);

  const redraw = frameOnce(() => {
    const width = picture.clientWidth;
    if (width === 0) return;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const floor = height - margin.bottom;
    const y = (p: number) => floor - p * (floor - margin.top);
    const slot = (width - margin.left - margin.right) / bars.length;
    const thick = Math.min(30, 0.64 * slot);
    svg.replaceChildren(
      axis(width, y),
      ...bars.flatMap((bar, j) => drawn(bar, j, margin.left + slot * (j + 0.5), thick, y))
    );
  }, root);

  function describe(name: string): void {
    const words = bars.map(({ p, drawn: draw, before }, j) => {
      const coin = draw ? `, coin ${readable(draw.coin)}, ${draw.on ? "on" : "off"}` : "";
      return `unit ${j + 1}: p ${readable(p)}${before === null ? "" : `, before ${readable(before)}`}${coin}`;
    });
    picture.setAttribute("aria-label", `${label}. ${name}: ${words.join("; ")}.`);
  }

  new ResizeObserver(redraw).observe(picture);
  return Object.assign(root, {
    update(content: Parameters<UnitBars["update"]>[0]) {
      ({ bars } = content);
      title.replaceChildren(element("span", { class: "legend-entry" }, content.name));
      describe(content.name);
      redraw();
    }
  });
}

function axis(width: number, y: (p: number) => number): SVGElement {
  return svgElement(
    "g",
    { class: "axis" },
    ...[0, 0.5, 1].flatMap((p) => [
      svgElement("line", { x1: margin.left - 5, x2: p === 0 ? width - margin.right : margin.left, y1: y(p), y2: y(p) }),
      svgElement("text", { x: margin.left - 8, y: y(p), dy: "0.35em", "text-anchor": "end" }, String(p))
    ])
  );
}

function drawn(
  { p, drawn: draw, before }: UnitBar,
  j: number,
  x: number,
  thick: number,
  y: (p: number) => number
): SVGElement[] {
  const on = draw?.on ?? false;
  return [
    svgElement("rect", {
      class: on ? "unit-bar unit-bar-on" : "unit-bar",
      x: x - thick / 2,
      y: y(p),
      width: thick,
      height: y(0) - y(p)
    }),
    draw && svgElement("path", { class: "unit-coin", d: `M${x - thick / 2 - 3} ${y(draw.coin)}h${thick + 6}` }),
    before === null
      ? null
      : svgElement("path", { class: "unit-before", d: `M${x - thick / 2 - 3} ${y(before)}h${thick + 6}` }),
    svgElement("text", { class: "unit-name", x, y: y(0) + 18, "text-anchor": "middle" }, String(j + 1))
  ].filter((each) => each !== null);
}
