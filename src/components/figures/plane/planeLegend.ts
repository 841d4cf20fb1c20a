import { element, svgElement } from "../../dom/element.js";
import { sharesWithin } from "./contourLines.js";
import type { PlaneContent } from "./planeDescription.js";
import { densityIn, ownUnits } from "./planeUnits.js";
import type { PlaneUnits } from "./planeUnits.js";
import { readable } from "../../dom/readable.js";

export interface LayerNames {
  readonly data?: string;
  readonly draws?: string;
  readonly trail?: string;
  readonly density?: string;
  readonly mixture?: string;
}

type LegendLayer = keyof LayerNames & keyof PlaneContent;

const layers: readonly LegendLayer[] = ["data", "draws", "trail", "mixture", "density"];

/** Which colour and shape means what; only for the layers that are shown. */
export interface PlaneLegend extends HTMLElement {
  /** @param contours shares of the density's mass that its lines enclose */
  update(content: PlaneContent, contours: readonly number[], units?: PlaneUnits): void;
}

export function planeLegend(names: LayerNames): PlaneLegend {
  const root = element("div", { class: "legend" });
  let shown: string | null = null;
  let seen: PlaneContent["density"] = null;
  let peak = 0;
  function update(content: PlaneContent, contours: readonly number[], units = ownUnits): void {
    const texts = layers
      .filter((layer) => content[layer])
      .map((layer) => [layer, text(layer, content, units)] as const);
    // Rising shares: the window may hold less of the density than the last lines would enclose.
    const enclosing = content.density ? contours.slice(0, sharesWithin(content.density, contours).length) : [];
    const lines = enclosing.length ? `lines round ${enclosing.map(percent).join(" and ")} of it` : "";
    const key = [...texts.map(([, value]) => value), lines].join("|");
    if (key === shown) return;
    shown = key;
    if (texts.length === 0) {
      root.replaceChildren(element("span", { class: "legend-empty" }, "nothing to show yet"));
      return;
    }
    root.replaceChildren(
      ...texts.map(([layer, value]) => element("span", { class: "legend-entry" }, swatch(layer), value)),
      ...(lines ? [element("span", { class: "legend-entry" }, lineSwatch(), lines)] : [])
    );
  }
  function text(layer: LegendLayer, content: PlaneContent, units: PlaneUnits): string {
    const name =
      names[layer] ?? { data: "data", draws: "draws", trail: "trail", mixture: "mixture", density: "density" }[layer];
    if (layer === "data" || layer === "draws") return `${content[layer]?.count} ${name}`;
    if (layer !== "density" || !content.density) return name;
    if (content.density !== seen) {
      seen = content.density;
      peak = 0;
      for (const p of seen.density) if (p > peak) peak = p;
    }
    return peak > 0 ? `${name}, 0 to ${readable(densityIn(units, peak))}` : `${name}, 0 here`;
  }
  return Object.assign(root, { update });
}

const percent = (share: number) => `${Math.round(100 * share)} %`;

function lineSwatch(): Element {
  const svg = svgElement("svg", { class: "swatch swatch-lines", viewBox: "0 0 20 12", "aria-hidden": "true" });
  svg.append(svgElement("path", { d: "M1 3.5H19" }), svgElement("path", { d: "M1 9H19", "stroke-dasharray": "5 3" }));
  return svg;
}

/** The mark of a layer as it is drawn in the figure. */
function swatch(layer: LegendLayer): Element {
  if (layer === "density") return element("span", { class: "swatch-ramp", "aria-hidden": "true" });
  const svg = svgElement("svg", { class: `swatch swatch-${layer}`, viewBox: "0 0 20 12", "aria-hidden": "true" });
  const shape = {
    data: () => svgElement("circle", { cx: 10, cy: 6, r: 4 }),
    draws: () => svgElement("path", { d: "M10 0.5L15.5 6L10 11.5L4.5 6Z" }),
    trail: () => svgElement("path", { d: "M1 10L6 3L11 8L15 4", fill: "none" }),
    mixture: () => svgElement("ellipse", { cx: 10, cy: 6, rx: 8.5, ry: 4.5, fill: "none" })
  };
  svg.append(shape[layer]());
  return svg;
}
