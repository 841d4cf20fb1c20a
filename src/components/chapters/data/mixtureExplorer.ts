import { mixtureNotebook, mixtureScoresNotebook } from "../../../notebook/templates/chapters/data.js";
import { ringNegativeLogLikelihood } from "../../../rbm/exact/ringDensity.js";
import { inAddress, numberCodec } from "../../controls/address.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { slider } from "../../controls/slider.js";
import { element } from "../../dom/element.js";
import { statement } from "../../dom/statement.js";
import { lineChart } from "../../figures/chart/lineChart.js";
import { ringFigure } from "../../figures/plane/ringFigure.js";
import { figureActions } from "../notebook/figureActions.js";
import { mixtureStudy, planeMixture } from "./mixtureStudy.js";
import type { MixtureScore } from "./mixtureStudy.js";
import type { RingSample } from "./ringExplorer.js";

const mostComponents = 24;
const firstComponents = 8;
const range = { min: 1, max: mostComponents, integer: true };

/** Gaussian mixtures of the sample's points; its value is the number of components shown. */
export interface MixtureExplorer extends Control<number> {
  update(changes: { readonly sample: RingSample; readonly scores: readonly MixtureScore[] }): void;
}

/** One mixture for each K, the one shown at first before all others. */
export function mixturesOf({ data, heldOut }: RingSample): AsyncGenerator<readonly MixtureScore[]> {
  const all = Array.from({ length: mostComponents }, (_, i) => i + 1);
  const components = [firstComponents, ...all.filter((k) => k !== firstComponents)].filter((k) => k <= data.count);
  return mixtureStudy({ data, heldOut, components });
}

export function mixtureExplorer(): MixtureExplorer {
  const figure = ringFigure({
    label: "A Gaussian mixture fitted to the data",
    names: { mixture: "components, one and two standard deviations" }
  });
  const components = inAddress(
    "K",
    slider({ label: "Components, K", ...range, value: firstComponents }),
    numberCodec(range)
  );
  const chart = lineChart({
    label: "Negative log-likelihood of the mixture",
    xName: "components K",
    yName: "NLL, nats per point",
    xDomain: [1, mostComponents],
    value: components.value,
    caption: "Each K is fitted anew. Drag the line, or use the slider, to choose one."
  });
  const summary = element("div", {});
  const root = element(
    "div",
    { class: "mixture-explorer" },
    element(
      "div",
      { class: "spread" },
      element(
        "div",
        {},
        figure,
        figureActions("A Gaussian mixture", () => mixtureNotebook(law(), components.value))
      ),
      element(
        "div",
        {},
        components,
        chart,
        figureActions("Its score", () => mixtureScoresNotebook(law()))
      )
    ),
    summary
  );
  keepInside(root);
  let sample: RingSample | null = null;
  let scores: readonly MixtureScore[] = [];

  function law(): RingSample["law"] {
    if (!sample) throw new Error("the points are not there yet; try again in a moment.");
    return sample.law;
  }

  function draw(): void {
    if (!sample) return;
    const shown = scores.find((score) => score.components === components.value);
    figure.update({ data: sample.data, mixture: shown ? planeMixture(shown.mixture) : null });
    const floor = ringNegativeLogLikelihood(sample.heldOut, { noise: sample.noise });
    const x = scores.map((score) => score.components);
    chart.update({
      series: [
        { name: "fitted points", tone: "data", dash: "dashed", x, y: scores.map((score) => score.nllData) },
        { name: "fresh points", tone: "draws", x, y: scores.map((score) => score.nllHeldOut) }
      ],
      references: [{ name: "the truth", value: floor }]
    });
    summary.replaceChildren(...summaryOf(sample.data.count, floor));
  }

  function summaryOf(count: number, floor: number): HTMLElement[] {
    const wanted = Math.min(mostComponents, count);
    const done = scores.length >= wanted;
    const best = scores.reduce<MixtureScore | null>((a, b) => (a && a.nllHeldOut < b.nllHeldOut ? a : b), null);
    const tooFew =
      components.value > count
        ? [statement(`There are ${count} points, too few for ${components.value} components: choose at most ${count}.`)]
        : [];
    if (!done || !best) return [...tooFew, statement(`Fitting: ${scores.length} of ${wanted} done.`)];
    return [
      ...tooFew,
      statement(
        `Of these, K = ${best.components} does best on fresh points: `,
        { value: best.nllHeldOut, digits: 3, unit: "nats" },
        ", against ",
        { value: floor, digits: 3, unit: "nats" },
        " for the truth."
      )
    ];
  }

  components.addEventListener("input", () => {
    chart.value = components.value;
    draw();
    emitInput(root);
  });
  chart.addEventListener("input", () => {
    const chosen = Math.max(1, Math.round(chart.value));
    if (chosen === components.value) return;
    components.value = chosen;
    emitInput(components);
  });
  const control = withValue<number, HTMLDivElement>(
    root,
    () => components.value,
    (next) => {
      components.value = next;
      chart.value = next;
      draw();
    }
  );
  return Object.assign(control, {
    update(changes: Parameters<MixtureExplorer["update"]>[0]) {
      ({ sample, scores } = changes);
      draw();
    }
  });
}
