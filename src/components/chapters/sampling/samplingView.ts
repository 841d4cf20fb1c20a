import { lastDrawsNotebook } from "../../../notebook/templates/chapters/sampling.js";
import type { Points } from "../../../rbm/shapes.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { element } from "../../dom/element.js";
import { errorBox } from "../../dom/errorBox.js";
import { frameOnce } from "../../dom/frameOnce.js";
import { statement } from "../../dom/statement.js";
import { ringFigure } from "../../figures/plane/ringFigure.js";
import { drawsAt } from "../../figures/plane/trajectoryView.js";
import { figureActions } from "../notebook/figureActions.js";
import { samplingControls, withRecipe } from "./samplingPanel.js";
import type { SamplingChoice } from "./samplingPanel.js";
import type { SamplingStudy } from "./samplingStudy.js";

/** The last draw of each chain over the data. Its value is what the controls ask for, and what the study is asked. */
export function samplingView(data: Points, study: SamplingStudy): Control<SamplingChoice> {
  const controls = samplingControls();
  const figure = ringFigure({
    label: "The last draw of each chain over the data",
    names: { density: "p(x), exact" }
  });
  const actions = figureActions("The last draws", () => lastDrawsNotebook(withRecipe(controls.value)));
  const summary = statement();
  const failure = errorBox();
  const root = element(
    "div",
    { class: "sampling-view" },
    element("div", { class: "spread" }, element("div", {}, figure, actions), element("div", {}, controls, failure)),
    summary
  );
  keepInside(root);
  figure.update({ data });
  controls.addEventListener("input", () => emitInput(root));
  study.onDrawn(({ trajectory, density, elapsed, nll }) => {
    figure.update({ draws: drawsAt(trajectory, trajectory.steps - 1), density });
    summary.update(
      `${trajectory.chains} chains of ${trajectory.steps} steps took `,
      { value: elapsed, digits: 0, unit: "ms" },
      ". The machine they draw from scores ",
      { value: nll, digits: 3, unit: "nats" },
      " on fresh points, exactly computed."
    );
  });
  study.onFailure((error) => failure.update(error));
  const ask = () => study.ask(controls.value);
  root.addEventListener("input", frameOnce(ask));
  ask();
  return withValue<SamplingChoice, HTMLDivElement>(
    root,
    () => controls.value,
    (next) => {
      controls.value = next;
      ask();
    }
  );
}
