import { element, svgElement, uniqueId } from "../../dom/element.js";
import { frameOnce } from "../../dom/frameOnce.js";
import { readable } from "../../dom/readable.js";
import { chartScale } from "./chartScale.js";
import type { Tone } from "./chartSeries.js";

/** A value marked in the distribution, as a line with its name. */
export interface DistributionMark {
  readonly name: string;
  readonly value: number;
  readonly tone: Tone;
}

export interface DotDistributionOptions {
  /** What the figure is: its accessible name. */
  readonly label: string;
  readonly values: readonly number[];
  /** What a dot stands for, as in "PyTorch, one seed each". */
  readonly dotName: string;
  readonly xName: string;
  readonly domain: readonly [number, number];
  readonly marks?: readonly DistributionMark[];
}

export interface DotDistribution extends HTMLElement {
  update(changes: { readonly marks: readonly DistributionMark[] }): void;
}

const bins = 32;
const height = 190;

/** Each value as a dot, stacked over its place, with other values marked among them: is one of these like the rest? */
export function dotDistribution(options: DotDistributionOptions): DotDistribution {
  const { values, domain, label } = options;
  let marks = options.marks ?? [];
  const svg = svgElement("svg", { class: "dots", "aria-hidden": "true", height });
  const picture = element("div", { class: "dots-picture", role: "img", id: uniqueId("dots") }, svg);
  const legend = element("div", { class: "legend" });
  const root = element("figure", { class: "chart dot-distribution" }, legend, picture);

  const redraw = frameOnce(() => {
    const width = picture.clientWidth;
    if (width > 0) draw(width);
  }, root);

  function draw(width: number): void {
    const scale = chartScale("linear", domain, [12, width - 12], Math.max(3, width / 90));
    const floor = height - 34;
    const step = (width - 24) / bins;
    const radius = Math.min(5, step / 2 - 0.5);
    const stacked = new Map<number, number>();
    svg.setAttribute("width", String(width));
    const dots = [...values]
      .sort((a, b) => a - b)
      .map((value) => {
        const bin = Math.floor((scale.at(value) - 12) / step);
        const below = stacked.get(bin) ?? 0;
        stacked.set(bin, below + 1);
        return svgElement("circle", {
          class: "dot",
          cx: 12 + (bin + 0.5) * step,
          cy: floor - radius - 2 - below * (2 * radius + 1),
          r: radius
        });
      });
    const lines = marks.map(({ value, tone }, index) => {
      const x = scale.at(Math.min(domain[1], Math.max(domain[0], value)));
      const dash = ["", "6 3", "2 3"][index % 3];
      return svgElement("line", {
        class: `dots-mark tone-${tone}`,
        "stroke-dasharray": dash,
        x1: x,
        x2: x,
        y1: 4,
        y2: floor
      });
    });
    const axis = svgElement(
      "g",
      { class: "axis" },
      svgElement("line", { x1: 12, x2: width - 12, y1: floor, y2: floor }),
      ...scale.ticks.map((tick) =>
        svgElement("text", { x: scale.at(tick), y: floor + 16, "text-anchor": "middle" }, scale.format(tick))
      ),
      svgElement("text", { class: "axis-name", x: width - 12, y: floor + 31, "text-anchor": "end" }, options.xName)
    );
    svg.replaceChildren(axis, ...dots, ...lines);
  }

  function describe(): void {
    const ordered = [...values].sort((a, b) => a - b);
    const places = marks.map(({ name, value }) => {
      const lower = ordered.filter((each) => each < value).length;
      return `${name} at ${readable(value, 3)}, above ${lower} of them`;
    });
    picture.setAttribute(
      "aria-label",
      `${label}. ${values.length} dots, ${options.dotName}, from ${readable(ordered[0], 3)} to ${readable(ordered[ordered.length - 1], 3)}. ${places.join("; ")}.`
    );
    const dot = svgElement("svg", { class: "swatch", viewBox: "0 0 20 12", "aria-hidden": "true" });
    dot.append(svgElement("circle", { class: "dot", cx: 10, cy: 6, r: 5 }));
    legend.replaceChildren(
      element("span", { class: "legend-entry" }, dot, options.dotName),
      ...marks.map(({ name, value, tone }, index) => {
        const line = svgElement("svg", { class: "swatch-line", viewBox: "0 0 30 12", "aria-hidden": "true" });
        line.append(
          svgElement("path", { class: `tone-${tone}`, d: "M1 6H29", "stroke-dasharray": ["", "6 3", "2 3"][index % 3] })
        );
        return element("span", { class: "legend-entry" }, line, `${name}, ${readable(value, 3)}`);
      })
    );
  }

  new ResizeObserver(redraw).observe(picture);
  describe();
  return Object.assign(root, {
    update(changes: Parameters<DotDistribution["update"]>[0]) {
      ({ marks } = changes);
      describe();
      redraw();
    }
  });
}
