import type { Machine } from "../../../rbm/model/machine.js";
import { svgElement } from "../../dom/element.js";
import type { PlaneScale } from "../../figures/plane/planeScale.js";
import { ringWindow } from "../../sources/ringWindow.js";
import { arrow, linesBetween } from "./planeSketch.js";
import { cutWindow, sideOf } from "./unitSides.js";

/** Each hidden unit's line; of one, counted from 0, its side, how sharp it is, and its column of W. */
export function unitSketch(machine: Machine, j: number): (scale: PlaneScale) => readonly (SVGElement | null)[] {
  const sides = Array.from({ length: machine.m }, (_, unit) => sideOf(machine, unit));
  const cuts = sides.map((side) => cutWindow(ringWindow, side));
  const level = Math.log(9);
  return (scale) => [
    polygon(scale, cuts[j].above),
    ...cuts.map(
      ({ line }, unit) => line && linesBetween(scale, line[0], line[1], unit === j ? "sketch-line" : "sketch-other")
    ),
    ...[-level, level].map((at) => {
      const { line } = cutWindow(ringWindow, sides[j], at);
      return line && linesBetween(scale, line[0], line[1], "sketch-unsure");
    }),
    arrow(
      scale,
      [machine.b[0], machine.b[1]],
      [machine.b[0] + machine.W[j], machine.b[1] + machine.W[machine.m + j]],
      "sketch-difference"
    ),
    // Wide and unseen: a finger finds a line by it.
    ...cuts.map(({ line }, unit) => {
      const reach = line && linesBetween(scale, line[0], line[1], "sketch-reach");
      reach?.setAttribute("data-unit", String(unit + 1));
      return reach;
    })
  ];
}

function polygon(scale: PlaneScale, corners: readonly (readonly [number, number])[]): SVGElement | null {
  if (corners.length < 3) return null;
  const points = corners.map(([x1, x2]) => `${scale.x(x1).toFixed(2)},${scale.y(x2).toFixed(2)}`).join(" ");
  return svgElement("polygon", { class: "sketch-side", points });
}
