import { createRandom } from "../../../rbm/random.js";
import { button } from "../../controls/button.js";
import { choice } from "../../controls/choice.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { element } from "../../dom/element.js";
import type { Points } from "../../../rbm/shapes.js";
import { drawingOverlay } from "./drawingOverlay.js";
import type { DrawingOverlay } from "./drawingOverlay.js";
import { mostPoints, ownPoints } from "./ownPoints.js";
import type { Tool } from "./ownPoints.js";

/** The tools to draw one's own points with, and the sheet they are drawn on; the value is the points so far. */
export interface DrawingControls extends Control<Points | null> {
  readonly sheet: DrawingOverlay;
  update(changes: { readonly active: boolean }): void;
}

export function drawingControls(): DrawingControls {
  const own = ownPoints();
  const random = createRandom(0, "spray");
  const status = element("p", { class: "run-status", role: "status" });
  const tool = choice<Tool>({
    label: "Draw with",
    options: [
      { value: "spray", label: "Spray" },
      { value: "brush", label: "Brush" },
      { value: "eraser", label: "Eraser" }
    ]
  });
  const undo = button({ label: "Undo", onClick: () => change(() => own.undo()) });
  const clear = button({ label: "Clear", onClick: () => change(() => own.clear()) });
  const root = element(
    "div",
    { class: "control drawing-controls" },
    tool,
    element("div", { class: "run-row" }, undo, clear),
    status
  );
  keepInside(root);
  const sheet = drawingOverlay({
    onStroke: (place, begins) =>
      change(() => {
        if (begins) own.begin();
        own.apply(tool.value, place, () => random.uniform());
      }),
    onUndo: () => change(() => own.undo())
  });

  function change(act: () => void): void {
    act();
    show();
    emitInput(root);
  }

  function show(): void {
    undo.disabled = !own.canUndo;
    clear.disabled = own.count === 0;
    const full = own.count >= mostPoints ? `, which is the most that may be drawn` : "";
    status.textContent = own.count === 0 ? "Draw on the plane." : `${own.count} points${full}.`;
  }

  show();
  const control = withValue<Points | null, HTMLDivElement>(
    root,
    () => own.points,
    (points) => {
      own.set(
        points ? Array.from({ length: points.count }, (_, i) => [points.values[2 * i], points.values[2 * i + 1]]) : []
      );
      show();
    }
  );
  return Object.assign(control, {
    sheet,
    update({ active }: { readonly active: boolean }) {
      root.hidden = !active;
      sheet.update({ active });
    }
  });
}
