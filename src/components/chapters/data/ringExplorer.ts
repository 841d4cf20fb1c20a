import { ringNotebook } from "../../../notebook/templates/chapters/data.js";
import { ringNegativeLogLikelihood } from "../../../rbm/exact/ringDensity.js";
import type { Points } from "../../../rbm/shapes.js";
import { inAddress, switchCodec } from "../../controls/address.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { toggle } from "../../controls/toggle.js";
import { element } from "../../dom/element.js";
import { statement } from "../../dom/statement.js";
import { ringFigure } from "../../figures/plane/ringFigure.js";
import { ringDensityGrid } from "../../sources/trueDensity.js";
import { figureActions } from "../notebook/figureActions.js";
import { drawCircles, drawHeldOut, ringControls } from "./ringControls.js";
import type { RingChoice } from "./ringControls.js";

/** Points to fit, fresh points of the same law, and the noise of that law. */
export interface RingSample {
  readonly source: "lab" | "drawn";
  /** how they are made */
  readonly law: RingChoice;
  readonly data: Points;
  readonly heldOut: Points;
  /** standard deviation in both directions */
  readonly noise: number;
}

/** The noise of the lab's points. */
const labNoise = 0.1;

/** The ring with its controls; its value is the lab's points, or points drawn anew. */
export function ringExplorer(lab: Pick<RingSample, "data" | "heldOut">): Control<RingSample> {
  const figure = ringFigure({
    label: "The data",
    names: { draws: "inner circle, thrown away", density: "true density" }
  });
  const controls = ringControls();
  const truth = inAddress("truth", toggle({ label: "Show the true density" }), switchCodec);
  const inner = inAddress("inner", toggle({ label: "Show the inner circle" }), switchCodec);
  const actions = figureActions("The data", () =>
    ringNotebook(controls.value, { truth: truth.value, inner: inner.value })
  );
  const root = element(
    "div",
    { class: "spread" },
    element("div", {}, figure, actions),
    element("div", {}, controls, truth, inner)
  );
  keepInside(root);
  let sample = read();

  function read(): RingSample {
    const law = controls.value;
    return law.source === "lab"
      ? { source: "lab", law, ...lab, noise: labNoise }
      : { source: "drawn", law, data: drawCircles(law).outer, heldOut: drawHeldOut(law), noise: law.noise };
  }

  function draw(): void {
    const { data, noise } = sample;
    figure.update({
      data,
      draws: inner.value ? drawCircles({ ...controls.value, count: data.count, noise }).inner : null,
      density: truth.value ? ringDensityGrid(noise) : null
    });
  }

  controls.addEventListener("input", () => {
    sample = read();
    draw();
    emitInput(root);
  });
  for (const each of [truth, inner]) each.addEventListener("input", draw);
  draw();
  return withValue(
    root,
    () => sample,
    () => {
      throw new TypeError("the points follow the controls: set those");
    }
  );
}

/** What the truth scores on fresh points, and on the points above. */
export function trueScores({ data, heldOut, noise }: RingSample): HTMLElement {
  return statement(
    `On ${heldOut.count} fresh points the truth scores `,
    { value: ringNegativeLogLikelihood(heldOut, { noise }), digits: 3, unit: "nats" },
    `; on the ${data.count} above, `,
    { value: ringNegativeLogLikelihood(data, { noise }), digits: 3, unit: "nats" },
    "."
  );
}
