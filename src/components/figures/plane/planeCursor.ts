import { element } from "../../dom/element.js";
import type { Margin } from "./planeAxes.js";
import type { PlaneScale } from "./planeScale.js";

type Place = readonly [number, number];

/** What lies over a plane and takes its pointer and keys: a crosshair that reads out a place and picks one. */
export interface PlaneCursor extends HTMLElement {
  /** How to use it, for the readout at rest. */
  readonly hint: string;
  layOut(scale: PlaneScale, margin: Margin): void;
  onMove(callback: (place: Place | null) => void): void;
  onPick(callback: (place: Place) => void): void;
}

export function planeCursor(options: { label: string; pick: boolean; describedBy: string }): PlaneCursor {
  const keys = options.pick
    ? "arrow keys move the cursor, Enter follows the nearest chain"
    : "arrow keys move the cursor";
  const vertical = element("div", { class: "crosshair crosshair-vertical" });
  const horizontal = element("div", { class: "crosshair crosshair-horizontal" });
  const overlay = element(
    "div",
    {
      class: options.pick ? "plane-cursor plane-cursor-pick" : "plane-cursor",
      tabindex: 0,
      role: "application",
      "aria-roledescription": "plane",
      "aria-label": `${options.label}: ${keys}, Escape hides it`,
      "aria-describedby": options.describedBy
    },
    vertical,
    horizontal
  );
  let scale: PlaneScale | null = null;
  let place: Place | null = null;
  let moved: (place: Place | null) => void = () => {};
  let picked: (place: Place) => void = () => {};

  function moveTo(next: Place | null): void {
    place = next && scale?.contains(...next) ? next : null;
    overlay.classList.toggle("plane-cursor-shown", place !== null);
    if (place && scale) {
      vertical.style.left = `${scale.x(place[0])}px`;
      horizontal.style.top = `${scale.y(place[1])}px`;
    }
    moved(place);
  }

  const placeOf = (event: PointerEvent): Place | null => {
    const box = overlay.getBoundingClientRect();
    return scale && scale.invert(event.clientX - box.left, event.clientY - box.top);
  };

  overlay.addEventListener("pointermove", (event) => moveTo(placeOf(event)));
  overlay.addEventListener("pointerleave", () => moveTo(null));
  overlay.addEventListener("blur", () => moveTo(null));
  overlay.addEventListener("click", (event) => {
    moveTo(placeOf(event));
    if (options.pick && place) picked(place);
  });
  overlay.addEventListener("keydown", (event) => {
    if (!scale || event.ctrlKey || event.altKey || event.metaKey) return;
    const { xmin, xmax, ymin, ymax } = scale;
    const [x1, x2] = place ?? [(xmin + xmax) / 2, (ymin + ymax) / 2];
    const stride = event.shiftKey ? 1 / 8 : 1 / 40;
    const directions: Record<string, Place> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowDown: [0, -1],
      ArrowUp: [0, 1]
    };
    const direction = directions[event.key];
    if (direction) {
      const within = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
      moveTo([
        within(x1 + direction[0] * stride * (xmax - xmin), xmin, xmax),
        within(x2 + direction[1] * stride * (ymax - ymin), ymin, ymax)
      ]);
    } else if (event.key === "Enter" && options.pick) {
      if (!place) moveTo([x1, x2]);
      picked([x1, x2]);
    } else if (event.key === "Escape" && place) {
      moveTo(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  return Object.assign(overlay, {
    hint: options.pick ? "Click a draw to follow its chain." : "Point at a place to read it.",
    layOut(next: PlaneScale, margin: Margin) {
      scale = next;
      overlay.style.cssText = `left:${margin.left}px;top:${margin.top}px;width:${next.width}px;height:${next.height}px`;
      if (place) moveTo(place);
    },
    onMove(callback: typeof moved) {
      moved = callback;
    },
    onPick(callback: typeof picked) {
      picked = callback;
    }
  });
}
