import { element } from "../../dom/element.js";
import type { Margin } from "../../figures/plane/planeAxes.js";
import type { PlaneOverlay } from "../../figures/plane/planeFigure.js";
import type { PlaneScale } from "../../figures/plane/planeScale.js";

/** Where a stroke is, and whether it begins there. */
export type StrokeListener = (place: readonly [number, number], begins: boolean) => void;

/** A sheet over the plane that takes strokes of a mouse, a finger or the keys while it is switched on. */
export interface DrawingOverlay extends HTMLElement, Pick<PlaneOverlay, "layOut"> {
  update(changes: { readonly active: boolean }): void;
}

/**
 * With the keys: arrows move a brush (Shift: in larger steps), Space or Enter puts it down once, and undo is Ctrl+Z.
 */
export function drawingOverlay(options: { onStroke: StrokeListener; onUndo: () => void }): DrawingOverlay {
  const brush = element("div", { class: "drawing-brush", "aria-hidden": "true" });
  const overlay = element(
    "div",
    {
      class: "drawing-sheet",
      tabindex: 0,
      role: "application",
      "aria-roledescription": "drawing sheet",
      "aria-label": "Draw points: arrow keys move the brush, Space puts it down, Control and Z undoes"
    },
    brush
  );
  overlay.hidden = true;
  let scale: PlaneScale | null = null;
  let place: [number, number] = [0, 0];
  let down = false;

  function moveTo(next: readonly [number, number]): void {
    if (!scale) return;
    const { xmin, xmax, ymin, ymax } = scale;
    place = [Math.min(xmax, Math.max(xmin, next[0])), Math.min(ymax, Math.max(ymin, next[1]))];
    brush.style.left = `${scale.x(place[0])}px`;
    brush.style.top = `${scale.y(place[1])}px`;
  }

  const follow = (event: PointerEvent) => {
    if (!scale) return;
    const box = overlay.getBoundingClientRect();
    moveTo(scale.invert(event.clientX - box.left, event.clientY - box.top));
  };

  overlay.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    overlay.setPointerCapture(event.pointerId);
    down = true;
    follow(event);
    options.onStroke(place, true);
  });
  overlay.addEventListener("pointermove", (event) => {
    // A fast stroke reports several places at once.
    const places = event.getCoalescedEvents?.() ?? [];
    for (const each of places.length > 0 ? places : [event]) {
      follow(each);
      if (down) options.onStroke(place, false);
    }
  });
  for (const type of ["pointerup", "pointercancel"] as const) overlay.addEventListener(type, () => (down = false));
  overlay.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey)) options.onUndo();
    else if (event.ctrlKey || event.altKey || event.metaKey) return;
    else if (event.key === " " || event.key === "Enter") options.onStroke(place, true);
    else {
      const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (!direction) return;
      const stride = event.shiftKey ? 0.2 : 0.04;
      moveTo([place[0] + stride * direction[0], place[1] + stride * direction[1]]);
    }
    event.preventDefault();
    event.stopPropagation();
  });

  return Object.assign(overlay, {
    layOut(next: PlaneScale, margin: Margin) {
      scale = next;
      overlay.style.cssText = `left:${margin.left}px;top:${margin.top}px;width:${next.width}px;height:${next.height}px`;
      moveTo(place);
    },
    update({ active }: { readonly active: boolean }) {
      overlay.hidden = !active;
    }
  });
}
