import { energyNotebook } from "../../../notebook/templates/chapters/inside.js";
import { loopEvaluator } from "../../../rbm/model/loops.js";
import { inAddress, numberCodec } from "../../controls/address.js";
import { emitInput } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { slider } from "../../controls/slider.js";
import { element } from "../../dom/element.js";
import { frameOnce } from "../../dom/frameOnce.js";
import { statement } from "../../dom/statement.js";
import { lineChart } from "../../figures/chart/lineChart.js";
import { ringWindow } from "../../sources/ringWindow.js";
import { figureActions } from "../notebook/figureActions.js";
import { energySurface, sectionDistances, sectionEnds, sectionPlaces, shownNats } from "./energySurface.js";
import { componentsOf, mixtureDensity, mostDrawn } from "./gaussians.js";
import { updatesSlider } from "./shownRun.js";
import type { ShownRun } from "./shownRun.js";
import { surfaceFigure } from "./surfaceFigure.js";

const side = 61;

/** The free energy as a surface to turn, and a section through it beside −log p. */
export function surfacePanel(shown: ShownRun): HTMLElement {
  const angle = (name: string, label: string, range: { min: number; max: number; value: number }): Control<number> => {
    const options = { label, units: "°", integer: true, ...range };
    return inAddress(name, slider(options), numberCodec(options));
  };
  const turn = angle("turn", "Turn", { min: -180, max: 180, value: 30 });
  const tilt = angle("tilt", "Tilt", { min: 10, max: 90, value: 45 });
  const section = angle("section", "Direction of the section", { min: 0, max: 180, value: 0 });
  const figure = surfaceFigure("The free energy as a surface");
  const chart = lineChart({
    label: "A section through the surface",
    xName: "distance from the origin, in σ",
    yName: "nats",
    xDomain: [-8, 8],
    playhead: false
  });
  const words = statement("");
  const actions = figureActions("A section through the surface", () =>
    energyNotebook(shown.machine, section.value, ends)
  );
  let ends: readonly [number, number] = [0, 1];

  const show = frameOnce(() => {
    const { machine, run } = shown;
    const surface = energySurface(machine, ringWindow, side, shownNats);
    const places = sectionPlaces(section.value, sectionDistances);
    const F = loopEvaluator.c(machine, places).map((c) => -c);
    const along = Float64Array.from({ length: 3 * F.length }, (_, i) =>
      i % 3 === 2 ? F[(i - 2) / 3] : places[2 * Math.floor(i / 3) + (i % 3)]
    );
    figure.update({ surface, view: { turn: turn.value, tilt: tilt.value }, data: run.batch, section: along });

    const { logZ } = shown.density();
    const isAddedUp = machine.m <= mostDrawn;
    const surprise = isAddedUp
      ? mixtureDensity(machine, componentsOf(machine), places).map((p) => -Math.log(p))
      : Array.from(F, (value) => value + logZ);
    const apart = surprise.map((value, i) => value - F[i]);
    const x = sectionDistances.map((distance) => distance / run.recipe.sigma);
    ends = sectionEnds(F, surprise);
    chart.update({
      series: [
        { name: "F(x)", tone: "ink", x, y: F },
        { name: "−log p(x)", tone: "draws", dash: "dashed", x, y: surprise }
      ],
      yDomain: ends
    });
    words.update(
      "log Z is ",
      { value: logZ, digits: 4, unit: "nats" },
      ...(isAddedUp
        ? [
            `. With p(x) added up from its ${2 ** machine.m} Gaussians, −log\u00a0p(x)\u00a0−\u00a0F(x) is from `,
            { value: Math.min(...apart), digits: 4 },
            " to ",
            { value: Math.max(...apart), digits: 4 },
            " along the section."
          ]
        : [
            `. Up to ${mostDrawn} hidden units p(x) is added up from its Gaussians here; for this machine it is e^−F / Z.`
          ])
    );
  });

  figure.onDrag((turned, tilted) => {
    const wrapped = ((((turn.value + turned + 180) % 360) + 360) % 360) - 180;
    turn.value = Math.round(wrapped);
    tilt.value = Math.round(Math.min(90, Math.max(10, tilt.value + tilted)));
    for (const control of [turn, tilt]) emitInput(control);
  });
  for (const control of [turn, tilt, section]) control.addEventListener("input", show);
  shown.onChange(show);
  show();
  return element(
    "div",
    { class: "spread inside-panel" },
    element("div", {}, figure, turn, tilt),
    element("div", {}, updatesSlider(shown), chart, section, words, actions)
  );
}
