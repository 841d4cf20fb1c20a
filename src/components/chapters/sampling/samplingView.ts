import { lastDrawsNotebook } from "../../../notebook/templates/chapters/sampling.js";
import type { Points } from "../../../rbm/shapes.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { element } from "../../dom/element.js";
import { statement } from "../../dom/statement.js";
import { ringFigure } from "../../figures/plane/ringFigure.js";
import { drawsAt } from "../../figures/plane/trajectoryView.js";
import { figureActions } from "../notebook/figureActions.js";
import { samplingControls, withRecipe } from "./samplingPanel.js";
import type { DrawnChains, SamplingChoice } from "./samplingPanel.js";

/** The last draw of each chain over the data; its value is what the controls ask for. */
export interface SamplingView extends Control<SamplingChoice> {
  update(drawn: DrawnChains): void;
}

export function samplingView(data: Points): SamplingView {
  const controls = samplingControls();
  const figure = ringFigure({
    label: "The last draw of each chain over the data",
    names: { density: "p(x), exact" }
  });
  const actions = figureActions("The last draws", () => lastDrawsNotebook(withRecipe(controls.value)));
  const summary = statement();
  const root = element(
    "div",
    { class: "sampling-view" },
    element("div", { class: "spread" }, element("div", {}, figure, actions), element("div", {}, controls)),
    summary
  );
  keepInside(root);
  figure.update({ data });
  controls.addEventListener("input", () => emitInput(root));
  const control = withValue<SamplingChoice, HTMLDivElement>(
    root,
    () => controls.value,
    (next) => {
      controls.value = next;
    }
  );
  return Object.assign(control, {
    update({ trajectory, density, elapsed, nll }: DrawnChains) {
      figure.update({ draws: drawsAt(trajectory, trajectory.steps - 1), density });
      summary.update(
        `${trajectory.chains} chains of ${trajectory.steps} steps took `,
        { value: elapsed, digits: 0, unit: "ms" },
        ". The machine they draw from scores ",
        { value: nll, digits: 3, unit: "nats" },
        " on fresh points, exactly computed."
      );
    }
  });
}
