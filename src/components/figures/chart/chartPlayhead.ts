import type { PlotArea } from "./chartAxes.js";
import { element } from "../../dom/element.js";

/** The part of a chart that takes pointer and keys: a slider along x. */
export interface ChartPlayhead extends HTMLElement {
  layOut(plot: PlotArea, invert: (pixel: number) => number): void;
  update(domain: readonly [number, number], at: number, spoken: string): void;
}

export function chartPlayhead(options: { label: string; onMove: (x: number) => void }): ChartPlayhead {
  const overlay = element("div", {
    class: "chart-playhead",
    role: "slider",
    tabindex: 0,
    "aria-label": options.label,
    "aria-orientation": "horizontal"
  });
  let toX: (pixel: number) => number = () => NaN;
  let domain: readonly [number, number] = [0, 1];
  let at = 0;

  const dragTo = (event: PointerEvent) => {
    const x = toX(event.clientX - overlay.getBoundingClientRect().left);
    if (Number.isFinite(x)) options.onMove(x);
  };
  overlay.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    overlay.setPointerCapture(event.pointerId);
    dragTo(event);
  });
  overlay.addEventListener("pointermove", (event) => {
    if (overlay.hasPointerCapture(event.pointerId)) dragTo(event);
  });
  overlay.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const large = Math.max(1, Math.round((domain[1] - domain[0]) / 10));
    const stride = event.shiftKey ? large : 1;
    const next: Record<string, number> = {
      ArrowLeft: at - stride,
      ArrowDown: at - stride,
      ArrowRight: at + stride,
      ArrowUp: at + stride,
      PageDown: at - large,
      PageUp: at + large,
      Home: domain[0],
      End: domain[1]
    };
    if (next[event.key] === undefined) return;
    event.preventDefault();
    options.onMove(next[event.key]);
  });

  return Object.assign(overlay, {
    layOut(plot: PlotArea, invert: (pixel: number) => number) {
      overlay.style.cssText = `left:${plot.left}px;top:${plot.top}px;width:${plot.right - plot.left}px;height:${plot.bottom - plot.top + 14}px`;
      toX = invert;
    },
    update(nextDomain: readonly [number, number], nextAt: number, spoken: string) {
      domain = nextDomain;
      at = nextAt;
      overlay.setAttribute("aria-valuemin", String(domain[0]));
      overlay.setAttribute("aria-valuemax", String(domain[1]));
      overlay.setAttribute("aria-valuenow", String(at));
      overlay.setAttribute("aria-valuetext", spoken);
    }
  });
}
