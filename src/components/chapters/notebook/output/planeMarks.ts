import type { PlaneSpec } from "../../../../notebook/values/figure.js";
import { svgElement } from "../../../dom/element.js";
import { placeOverlay } from "../../../figures/plane/placeOverlay.js";
import type { Margin } from "../../../figures/plane/planeAxes.js";
import type { PlaneOverlay } from "../../../figures/plane/planeFigure.js";
import type { PlaneScale } from "../../../figures/plane/planeScale.js";

type Marks = Pick<PlaneSpec, "centres" | "marks">;

/** Crosses and letters over a plane: the centres b + Wz, each the larger the more it weighs, and named points. */
export function planeMarks(): PlaneOverlay & { show(marks: Marks): void } {
  const overlay = svgElement("svg", { class: "plane-handles plane-marks", "aria-hidden": "true" });
  let scale: PlaneScale | null = null;
  let shown: Marks = { centres: null, marks: [] };

  function draw(): void {
    if (!scale) return;
    const { x, y } = scale;
    const crosses = (shown.centres ?? []).map(({ place: [x1, x2], share }) => {
      const r = 3 + 9 * Math.sqrt(share);
      const [px, py] = [x(x1), y(x2)];
      return svgElement("path", { d: `M${px - r},${py}H${px + r}M${px},${py - r}V${py + r}` });
    });
    const letters = shown.marks.map(({ letter, place }) =>
      svgElement(
        "g",
        { class: "handle", transform: `translate(${x(place[0])},${y(place[1])})` },
        svgElement("circle", { class: "handle-knob", r: 10 }),
        svgElement("text", { dy: "0.35em", "text-anchor": "middle" }, letter)
      )
    );
    overlay.replaceChildren(svgElement("g", { class: "handle-crosses" }, ...crosses), ...letters);
  }

  return Object.assign(overlay, {
    layOut(next: PlaneScale, margin: Margin) {
      scale = next;
      placeOverlay(overlay, next, margin);
      draw();
    },
    show(marks: Marks) {
      shown = marks;
      draw();
    }
  });
}
