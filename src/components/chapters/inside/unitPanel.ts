import { unitLinesNotebook } from "../../../notebook/templates/chapters/inside.js";
import { loopEvaluator } from "../../../rbm/model/loops.js";
import { inAddress, numberCodec } from "../../controls/address.js";
import { emitInput } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { slider } from "../../controls/slider.js";
import { element } from "../../dom/element.js";
import { readable } from "../../dom/readable.js";
import { statement } from "../../dom/statement.js";
import { planeFigure } from "../../figures/plane/planeFigure.js";
import { figureActions } from "../notebook/figureActions.js";
import { figuresTable } from "../playground/figuresTable.js";
import { planeSketch } from "./planeSketch.js";
import { updatesSlider } from "./shownRun.js";
import type { ShownRun } from "./shownRun.js";
import { countOn, lineMeasures, sideOf } from "./unitSides.js";
import { unitSketch } from "./unitSketch.js";

/** Each hidden unit's line p(z = 1 | x) = ½; of one, the side where it is on and how sharp the line is. */
export function unitPanel(shown: ShownRun): HTMLElement {
  const sketch = planeSketch();
  const figure = planeFigure({
    label: "The two sides of each hidden unit",
    overlay: sketch,
    names: { density: "p(x), exact" }
  });
  const words = statement("");
  const table = figuresTable("The data on either side", ["unit", "on", "off", "mean p(z = 1 | x)"]);
  const place = element("div", {});
  let chosen = unitSlider(shown.machine.m);
  let units = shown.machine.m;
  const actions = figureActions("The two sides of each hidden unit", () =>
    unitLinesNotebook(shown.machine, shown.done, chosen.value - 1)
  );

  /** Its end is the number of units, which may change. */
  function unitSlider(most: number): Control<number> {
    const range = { label: "Unit", min: 1, max: most, integer: true } as const;
    const control = inAddress("unit", slider({ ...range, value: 1 }), numberCodec(range));
    control.addEventListener("input", show);
    return control;
  }

  function fitUnits(): void {
    const { m } = shown.machine;
    if (m === units) return;
    units = m;
    if (chosen.value > m) {
      chosen.value = m;
      emitInput(chosen);
    }
    chosen = unitSlider(m);
    place.replaceChildren(chosen);
  }

  function show(): void {
    const { machine, run } = shown;
    const { batch } = run;
    const j = chosen.value - 1;
    const sides = Array.from({ length: machine.m }, (_, unit) => sideOf(machine, unit));
    figure.update({ data: batch, density: shown.density(), contours: [] });
    sketch.update(unitSketch(machine, j));
    const on = sides.map((side) => countOn(side, batch));
    const { distance, width } = lineMeasures(sides[j]);
    words.update(
      `Unit ${j + 1} is more probably on than off at `,
      { value: on[j], digits: 0 },
      ` of the ${batch.count} points, on the tinted side. Its line lies `,
      { value: distance, digits: 3 },
      " from the origin. From p = 0.1 to p = 0.9, the dashed lines, it is ",
      { value: width, digits: 2 },
      " wide."
    );
    const p = loopEvaluator.pZGivenX(machine, Float64Array.from(batch.values));
    table.body.replaceChildren(
      ...on.map((count, unit) => {
        let sum = 0;
        for (let row = 0; row < batch.count; row += 1) sum += p[row * machine.m + unit];
        const cells = [String(count), String(batch.count - count), readable(sum / batch.count, 2)];
        return element(
          "tr",
          unit === j ? { class: "chosen" } : {},
          element("th", { scope: "row" }, String(unit + 1)),
          ...cells.map((text) => element("td", {}, text))
        );
      })
    );
  }

  sketch.addEventListener("click", (event) => {
    const unit = Number((event.target as Element).getAttribute("data-unit"));
    if (!unit || unit === chosen.value) return;
    chosen.value = unit;
    emitInput(chosen);
  });
  shown.onChange(() => {
    fitUnits();
    show();
  });
  place.append(chosen);
  show();
  return element(
    "div",
    { class: "spread inside-panel" },
    element("div", {}, figure, actions),
    element("div", {}, place, updatesSlider(shown), words, table.element)
  );
}
