import type { Standardisation } from "../../../rbm/data/standardise.js";
import { createRandom } from "../../../rbm/random.js";
import { inAddress } from "../../controls/address.js";
import { button } from "../../controls/button.js";
import { choice } from "../../controls/choice.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { element } from "../../dom/element.js";
import type { Points } from "../../../rbm/shapes.js";
import { drawingOverlay } from "./drawingOverlay.js";
import type { DrawingOverlay } from "./drawingOverlay.js";
import { mostPoints, ownPoints } from "./ownPoints.js";
import { canBePacked, mostPacked, packedPoints } from "./packedPoints.js";
import type { Tool } from "./ownPoints.js";

/** The tools to draw one's own points with, and the sheet they are drawn on; the value is the points so far, which the address holds if they fit. */
export interface DrawingControls extends Control<Points | null> {
  readonly sheet: DrawingOverlay;
  /** the way back to the units of the file that the points are from; null: they were drawn */
  readonly units: Standardisation | null;
  /** Takes points of a file in place of what was drawn, and tells of it. */
  take(points: Points, units: Standardisation | null): void;
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
    const { points } = own;
    const packed = !points || canBePacked(points) ? "" : ` The address can't hold them: ${reason(points)}.`;
    status.textContent = points ? `${own.count} points${full}.${packed}` : "Draw on the plane.";
  }

  function rowsOf({ count, values }: Points): [number, number][] {
    return Array.from({ length: count }, (_, row) => [values[2 * row], values[2 * row + 1]]);
  }

  show();
  const control = withValue<Points | null, HTMLDivElement>(
    root,
    () => own.points,
    (points) => {
      own.set(points ? rowsOf(points) : []);
      show();
    }
  );
  const withUnits = Object.defineProperty(inAddress("drawn", control, packedPoints), "units", {
    get: () => own.units
  }) as typeof control & { readonly units: Standardisation | null };
  return Object.assign(withUnits, {
    sheet,
    take: (points: Points, units: Standardisation | null) => change(() => own.set(rowsOf(points), units)),
    update({ active }: { readonly active: boolean }) {
      root.hidden = !active;
      sheet.update({ active });
    }
  });
}

function reason({ count }: Points): string {
  return count > mostPacked ? `at most ${mostPacked} fit` : "a file's points would lose digits";
}
