import { reachableMeans } from "../../../rbm/exact/zonotope.js";
import type { Machine } from "../../../rbm/model/machine.js";
import { svgElement } from "../../dom/element.js";
import type { PlaneScale } from "../../figures/plane/planeScale.js";
import { componentsOf, mostDrawn } from "./gaussians.js";
import type { Component } from "./gaussians.js";

/** Borders of earlier machines, every so many updates. */
const earlierEvery = 30;

/** The machines whose borders are drawn beside that of a later one. */
export function earlierMachines(machines: readonly Machine[], done: number): Machine[] {
  return Array.from({ length: Math.ceil(done / earlierEvery) }, (_, i) => machines[i * earlierEvery]);
}

/** A disc for each Gaussian unless they are too many, the border of all means, and the borders of earlier machines. */
export function meansSketch(machine: Machine, earlier: readonly Machine[]): (scale: PlaneScale) => SVGElement[] {
  const border = reachableMeans(machine);
  const before = earlier.map(reachableMeans);
  const components = machine.m <= mostDrawn ? componentsOf(machine) : [];
  return (scale) => [
    ...before.map((corners) => outline(scale, corners, "sketch-earlier")),
    outline(scale, border, "sketch-border"),
    dots(scale, components)
  ];
}

function outline(scale: PlaneScale, corners: readonly (readonly [number, number])[], className: string): SVGElement {
  const path = corners.map(([x1, x2]) => `${scale.x(x1).toFixed(2)},${scale.y(x2).toFixed(2)}`).join("L");
  return svgElement("path", { class: className, d: `M${path}Z` });
}

/** A disc for each, its area as its weight; the lightest are still a point. */
function dots(scale: PlaneScale, components: readonly Component[]): SVGElement {
  const d = components.map(({ weight, centre: [x1, x2] }) => {
    const r = Math.max(1.2, 0.09 * scale.width * Math.sqrt(weight));
    return `M${(scale.x(x1) - r).toFixed(2)},${scale.y(x2).toFixed(2)}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0`;
  });
  return svgElement("path", { class: "sketch-dots", d: d.join("") });
}
