import type { Margin } from "./planeAxes.js";
import type { PlaneScale } from "./planeScale.js";

/** Lays a drawing exactly over the plane, inside the axes' margin. */
export function placeOverlay(overlay: SVGSVGElement, { width, height }: PlaneScale, { left, top }: Margin): void {
  overlay.setAttribute("width", String(width));
  overlay.setAttribute("height", String(height));
  overlay.style.cssText = `left:${left}px;top:${top}px`;
}
