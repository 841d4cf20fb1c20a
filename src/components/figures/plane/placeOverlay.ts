import type { Margin } from "./planeAxes.js";
import type { PlaneScale } from "./planeScale.js";

type Size = Pick<PlaneScale, "width" | "height">;

/** Lays a drawing exactly over the plane, inside the axes' margin. */
export function placeOverlay(overlay: SVGSVGElement, size: Size, margin: Margin): void {
  overlay.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
  placeLayer(overlay, size, margin);
}

/**
 * Lays what is drawn over the plane: on the screen to the pixel, on paper, where the figure has another width, in parts of
 * the figure (src/style/print.css).
 */
export function placeLayer(layer: HTMLElement | SVGElement, { width, height }: Size, margin: Margin): void {
  const { left, top, right, bottom } = margin;
  const [across, down] = [left + width + right, top + height + bottom];
  const part = (pixels: number, of: number) => `${(100 * pixels) / of}%`;
  layer.classList.add("plane-layer");
  layer.style.cssText =
    `left:${left}px;top:${top}px;width:${width}px;height:${height}px;` +
    `--left:${part(left, across)};--top:${part(top, down)};--width:${part(width, across)};--height:${part(height, down)}`;
}
