import { mixtureOfMachineNotebook } from "../../../notebook/templates/chapters/inside.js";
import { polygonArea, polygonHolds, reachableMeans } from "../../../rbm/exact/zonotope.js";
import { loopEvaluator } from "../../../rbm/model/loops.js";
import { element } from "../../dom/element.js";
import { readable } from "../../dom/readable.js";
import { statement } from "../../dom/statement.js";
import { planeFigure } from "../../figures/plane/planeFigure.js";
import { figureActions } from "../notebook/figureActions.js";
import { figuresTable } from "../playground/figuresTable.js";
import { componentsOf, cornerWeight, heaviest, mixtureDensity, mostDrawn, switchesText } from "./gaussians.js";
import { earlierMachines, meansSketch } from "./meansSketch.js";
import { planeSketch } from "./planeSketch.js";
import { updatesSlider } from "./shownRun.js";
import type { ShownRun } from "./shownRun.js";

const listed = 8;

/** The Gaussians that the density is made of, each at its mean, and the border of all means that can be reached. */
export function mixturePanel(shown: ShownRun): HTMLElement {
  const sketch = planeSketch();
  const figure = planeFigure({
    label: "The Gaussians of the mixture",
    overlay: sketch,
    names: { density: "p(x), exact" }
  });
  const words = statement("");
  const reach = statement("");
  const table = figuresTable("The heaviest Gaussians", ["z", "b + Wz", "p(z)"]);
  const actions = figureActions("The Gaussians of the mixture", () =>
    mixtureOfMachineNotebook(shown.machine, shown.done, earlier())
  );

  const earlier = () => earlierMachines(shown.run.machines, shown.done);

  function show(): void {
    const { machine, run, done } = shown;
    const { batch } = run;
    const density = shown.density();
    const border = reachableMeans(machine);
    const components = machine.m <= mostDrawn ? componentsOf(machine) : [];
    figure.update({ data: batch, density, contours: [] });
    sketch.update(meansSketch(machine, earlier()));
    const held = Array.from({ length: batch.count }, (_, row) =>
      polygonHolds(border, batch.values[2 * row], batch.values[2 * row + 1])
    ).filter(Boolean).length;
    reach.update(
      `After ${done} updates the means lie in an area of `,
      { value: polygonArea(border), digits: 2 },
      `, with ${border.length} corners. `,
      { value: held, digits: 0 },
      ` of the ${batch.count} points lie in it.`
    );
    table.element.hidden = components.length === 0;
    if (components.length === 0) {
      words.update(`2^${machine.m} Gaussians are too many to draw. Set at most ${mostDrawn} hidden units to see each.`);
      return;
    }
    const x = Float64Array.from(batch.values);
    const formula = loopEvaluator.c(machine, x).map((c) => Math.exp(c - density.logZ));
    const off = mixtureDensity(machine, components, x).map((value, i) => Math.abs(value / formula[i] - 1));
    words.update(
      `${components.length} Gaussians. The heaviest `,
      { value: heaviest(components, 0.9), digits: 0 },
      " hold nine tenths of the weight; ",
      { value: 100 * cornerWeight(components, border), digits: 0, unit: "%" },
      " of it lies on the corners. Added up at each of the points they give the density of the formula, to a relative difference of ",
      { value: Math.max(...off), digits: 1 },
      "."
    );
    table.body.replaceChildren(
      ...components
        .slice(0, listed)
        .map(({ state, weight, centre: [x1, x2] }) =>
          element(
            "tr",
            {},
            element("th", { scope: "row" }, switchesText(state, machine.m)),
            element("td", {}, `(${readable(x1)}, ${readable(x2)})`),
            element("td", {}, readable(weight, 4))
          )
        )
    );
  }

  shown.onChange(show);
  show();
  return element(
    "div",
    { class: "spread inside-panel" },
    element("div", {}, figure, actions),
    element("div", {}, updatesSlider(shown), reach, words, table.element)
  );
}
