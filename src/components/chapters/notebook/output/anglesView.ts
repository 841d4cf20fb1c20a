import type { AnglesSpec } from "../../../../notebook/values/figure.js";
import { element } from "../../../dom/element.js";
import { angleChart } from "../../sampling/angleChart.js";
import { angularDensity } from "../../sampling/angularDensity.js";

/** Angles of draws beside the machine's own density of the angle, as wide as there is room. */
export function anglesView(first: AnglesSpec): { element: HTMLElement; update(figure: AnglesSpec): boolean } {
  const root = element("div", { class: "angles" });
  let figure = first;
  let width = 0;
  const draw = (): void => {
    if (width === 0) return;
    const { angles, machine, logZ } = figure;
    root.replaceChildren(angleChart({ angles, exact: angularDensity(machine, logZ) }, width));
  };
  new ResizeObserver(() => {
    const next = Math.max(280, Math.min(root.clientWidth, 680));
    if (next === width) return;
    width = next;
    draw();
  }).observe(root);
  return {
    element: root,
    update(next) {
      figure = next;
      draw();
      return true;
    }
  };
}
