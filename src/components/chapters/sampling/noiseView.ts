import { wrongNoiseNotebook } from "../../../notebook/templates/chapters/sampling.js";
import { variances } from "../../../rbm/model/machine.js";
import type { Machine } from "../../../rbm/model/machine.js";
import type { Points } from "../../../rbm/shapes.js";
import { choiceInAddress } from "../../controls/choiceInAddress.js";
import { element } from "../../dom/element.js";
import { errorBox } from "../../dom/errorBox.js";
import { seen } from "../../dom/seen.js";
import { statement } from "../../dom/statement.js";
import { ringFigure } from "../../figures/plane/ringFigure.js";
import { figureActions } from "../notebook/figureActions.js";
import { ringOf } from "./noise.js";
import type { NoiseRequest } from "./noise.js";
import type { NoiseAnswer } from "./noiseWorker.js";
import { withRecipe } from "./samplingPanel.js";
import type { SamplingChoice } from "./samplingPanel.js";

type Noise = "right" | "root" | "square";

const chains = 500;
const steps = 60;

/** What stands in the draw of x given z, by the σ of the machine. */
const deviations: Readonly<Record<Noise, (sigma: number) => number>> = {
  right: (sigma) => sigma,
  root: Math.sqrt,
  square: (sigma) => sigma ** 2
};

export interface NoiseView extends HTMLElement {
  /** Another machine, and what the page's controls ask for. */
  update(changes: { readonly machine: Machine; readonly wanted: SamplingChoice }): void;
  close(): void;
}

/**
 * Gibbs chains whose noise is right or wrong, over the data, and two numbers of them: one that the mistake passes and
 * one that it does not. Drawn in a worker when the figure is seen.
 */
export function noiseView(data: Points): NoiseView {
  const noise = choiceInAddress<Noise>("noise", {
    label: "Standard deviation of the draw of x",
    kind: "radio",
    options: [
      { value: "right", label: "σ = 0.1", note: "right" },
      { value: "root", label: "√σ = 0.316", note: "σ was taken for the variance" },
      { value: "square", label: "σ² = 0.01", note: "the variance was taken for σ" }
    ],
    value: "root"
  });
  const figure = ringFigure({ label: "Draws with a noise of their own" });
  const summary = statement("The chains are drawn when this is seen.");
  const failure = errorBox();
  let worker: Worker | null = null;
  let wanted: Parameters<NoiseView["update"]>[0] | null = null;
  const actions = figureActions("Draws with a noise of their own", () => {
    if (!wanted) throw new Error("the machine is not there yet; try again in a moment.");
    return wrongNoiseNotebook({ ...withRecipe(wanted.wanted), chains, steps }, deviations[noise.value]);
  });
  const root = element(
    "div",
    { class: "noise-view" },
    element(
      "div",
      { class: "spread" },
      element("div", {}, figure, actions),
      element("div", {}, noise, summary, failure)
    )
  );
  figure.update({ data });
  let inView = false;
  let running = false;

  function request(): NoiseRequest | null {
    if (!wanted || !inView) return null;
    const { machine } = wanted;
    return { machine, noise: deviations[noise.value](Math.sqrt(variances(machine)[0])), chains, steps, seed: 0 };
  }

  /** One request at a time: what was asked for meanwhile is asked when the answer is there. */
  function draw(): void {
    const next = request();
    if (!next || running) return;
    running = true;
    worker ??= openWorker();
    worker.postMessage(next);
  }

  function openWorker(): Worker {
    const opened = new Worker(import.meta.resolve("./noiseWorker.js"), { type: "module" });
    opened.addEventListener("message", ({ data: answer }: MessageEvent<NoiseAnswer>) => show(answer));
    opened.addEventListener("error", ({ message }) => {
      running = false;
      failure.update(`The chains could not be drawn: ${message}`);
    });
    return opened;
  }

  function show({ request: drawn, draws, exactSpread }: NoiseAnswer): void {
    running = false;
    const now = request();
    if (now && (now.machine !== wanted?.machine || now.noise !== drawn.noise)) return draw();
    failure.update(null);
    figure.update({ draws: { n: 2, count: chains, values: draws } });
    const { share, spread } = ringOf(draws);
    summary.update(
      "Of 500 draws, ",
      { value: 100 * share, digits: 0, unit: "%" },
      " lie on the ring, from radius 0.8 to 1.2. Their radii have a standard deviation of ",
      { value: spread, digits: 3 },
      "; those of the machine’s exact density have ",
      { value: exactSpread, digits: 3 },
      "."
    );
  }

  noise.addEventListener("input", draw);
  void seen(root, "100px").then(() => {
    inView = true;
    draw();
  });
  return Object.assign(root, {
    update(changes: Parameters<NoiseView["update"]>[0]) {
      wanted = changes;
      draw();
    },
    close: () => worker?.terminate()
  });
}
