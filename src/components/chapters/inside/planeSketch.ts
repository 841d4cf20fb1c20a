import { svgElement } from "../../dom/element.js";
import { placeOverlay } from "../../figures/plane/placeOverlay.js";
import type { Margin } from "../../figures/plane/planeAxes.js";
import type { PlaneOverlay } from "../../figures/plane/planeFigure.js";
import type { PlaneScale } from "../../figures/plane/planeScale.js";

/** A drawing over a plane in the plane's own units, made anew whenever the plane's place or the drawing changes. */
export interface PlaneSketch extends SVGSVGElement, Pick<PlaneOverlay, "layOut"> {
  update(draw: (scale: PlaneScale) => readonly (SVGElement | null)[]): void;
}

export function planeSketch(): PlaneSketch {
  const overlay = svgElement("svg", { class: "plane-handles plane-sketch", "aria-hidden": "true" });
  let scale: PlaneScale | null = null;
  let draw: (scale: PlaneScale) => readonly (SVGElement | null)[] = () => [];
  const show = () => {
    if (scale) overlay.replaceChildren(...draw(scale).filter((each) => each !== null));
  };
  return Object.assign(overlay, {
    layOut(next: PlaneScale, margin: Margin) {
      scale = next;
      placeOverlay(overlay, next, margin);
      show();
    },
    update(next: typeof draw) {
      draw = next;
      show();
    }
  });
}

type Place = readonly [number, number];

/** Many lines as one path, each from a place to another, (x₁, x₂) flat and alike in length. */
export function linesBetween(
  { x, y }: PlaneScale,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  className: string
): SVGElement {
  let d = "";
  for (let at = 0; at < from.length; at += 2)
    d += `M${short(x(from[at]))},${short(y(from[at + 1]))}L${short(x(to[at]))},${short(y(to[at + 1]))}`;
  return svgElement("path", { class: className, d });
}

/** Crosses as one path. @param reach half the length of an arm, in pixels */
export function crossesAt(
  { x, y }: PlaneScale,
  places: ArrayLike<number>,
  reach: number,
  className: string
): SVGElement {
  let d = "";
  for (let at = 0; at < places.length; at += 2) {
    const [px, py] = [x(places[at]), y(places[at + 1])];
    d += `M${short(px - reach)},${short(py)}h${2 * reach}M${short(px)},${short(py - reach)}v${2 * reach}`;
  }
  return svgElement("path", { class: className, d });
}

/** An arrow with an open head; one too short to be seen is nothing. */
export function arrow({ x, y }: PlaneScale, from: Place, to: Place, className: string): SVGElement | null {
  const [x0, y0, x1, y1] = [x(from[0]), y(from[1]), x(to[0]), y(to[1])];
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (!(length > 1)) return null;
  const head = Math.min(8, length / 2);
  const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length];
  const side = (turn: number) =>
    `${short(x1 - head * (ux - turn * 0.5 * uy))},${short(y1 - head * (uy + turn * 0.5 * ux))}`;
  const d = `M${short(x0)},${short(y0)}L${short(x1)},${short(y1)}M${side(1)}L${short(x1)},${short(y1)}L${side(-1)}`;
  return svgElement("path", { class: className, d });
}

/** An open circle. @param radius in pixels */
export function circleAt({ x, y }: PlaneScale, place: Place, radius: number, className: string): SVGElement {
  return svgElement("circle", { class: className, cx: short(x(place[0])), cy: short(y(place[1])), r: radius });
}

const short = (pixels: number) => Number(pixels.toFixed(2));
