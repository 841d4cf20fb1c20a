import type { KernelClient } from "../../../kernel/protocol.js";
import { filtersNotebook } from "../../../notebook/templates/chapters/digits.js";
import { trainingDigits } from "../../../rbm/data/digitsSplit.js";
import type { ImageMachine } from "../../../rbm/checkpoint/imageMachine.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { runButton } from "../../controls/runButton.js";
import type { RunContext } from "../../controls/runButton.js";
import { countOf } from "../../dom/countOf.js";
import { element } from "../../dom/element.js";
import { errorBox } from "../../dom/errorBox.js";
import { imageGrid } from "../../figures/image/imageGrid.js";
import { evenScale } from "../../figures/image/images.js";
import type { ImageSet } from "../../sources/imageSet.js";
import { figureActions } from "../notebook/figureActions.js";
import { digitsRecipeControls } from "./digitsRecipeControls.js";
import { roughly, trainingSeconds } from "./trainingWork.js";
import { filtersOf, imageModel, notebookRun } from "./imageModel.js";
import type { ImageModel } from "./imageModel.js";
import { trainImages } from "./trainImages.js";

/** Chains shown beside the filters, and the steps each takes before it is shown. */
const shownDraws = { chains: 40, steps: 200, seed: 0 };

export interface TrainingStudio extends Control<ImageModel> {
  /** Trains on other images, by the recipe as it stands. */
  train(images: ImageSet): Promise<void>;
  /** Back to the digits, and to the machine of them that was there first. */
  restore(): void;
}

/**
 * The wall of filters and some draws of one machine, and the recipe to train another. It opens on the one trained when
 * the site was built; while another trains, filters and draws follow it. Its value is the last finished machine.
 * @param draws a client of its own, so that draws needn't wait for training
 */
export function trainingStudio(
  clients: { train: KernelClient; draws: KernelClient },
  start: ImageMachine,
  imagesToTrainOn: () => Promise<ImageSet>
): TrainingStudio {
  let own: ImageSet | null = null;
  const first = imageModel(start, "trained when this site was built");
  let model = first;
  let shown = model;
  const recipe = digitsRecipeControls(start.recipe);
  const filters = imageGrid({
    label: "Filters, the columns of W",
    colours: "signed",
    images: filtersOf(model),
    scale: evenScale(filtersOf(model)),
    side: 32,
    pick: "filter",
    describe: (index) => `Hidden unit ${index + 1}: orange pixels gain ink where it is on, blue ones lose it.`
  });
  const draws = imageGrid({
    label: "Draws from the machine",
    images: { ...model, count: 0, values: new Float64Array(0) },
    side: 56
  });
  const failure = errorBox();
  const run = runButton({ label: "Train in this browser", again: "Train again", run: train });

  const work = element("p", { class: "control-note", "aria-live": "polite" });
  function tellWork(): void {
    const { count, n } = own ? own.train : { count: trainingDigits, n: start.machine.n };
    const seconds = trainingSeconds(recipe.value, count, n);
    const what = own ? own.name : "handwritten digits";
    work.textContent = `${count} ${what} of ${n} pixels: about ${roughly(seconds)} on a laptop.`;
  }
  recipe.addEventListener("input", tellWork);
  tellWork();

  let drawing: AbortController | null = null;
  let waiting = false;
  async function redraw(): Promise<void> {
    if (drawing) {
      waiting = true;
      return;
    }
    drawing = new AbortController();
    draws.ariaBusy = "true";
    const of = shown;
    try {
      const { x } = await clients.draws.sample({ ...shownDraws, machine: of.machine, start: null }, drawing);
      const { n } = of.machine;
      draws.update({ images: { ...of, count: shownDraws.chains, values: x.subarray(-shownDraws.chains * n) } });
    } catch (error) {
      failure.update(error);
    } finally {
      drawing = null;
    }
    if (waiting) {
      waiting = false;
      await redraw();
    } else draws.ariaBusy = "false";
  }

  function show(next: ImageModel): void {
    shown = next;
    const columns = filtersOf(next);
    filters.update({ images: columns, scale: evenScale(columns) });
    void redraw();
  }

  async function train(context: RunContext): Promise<string> {
    const chosen = own;
    const images = chosen ?? (await imagesToTrainOn());
    const asked = recipe.value;
    const last = await trainImages(clients.train, images, asked, context, ({ image }) => show(imageModel(image, "")));
    if (!last) {
      show(model);
      return "";
    }
    if (last.state.diverged) {
      show(model);
      const { epoch, reason } = last.state.diverged;
      throw new Error(`Training stopped at epoch ${epoch}: ${reason}. A smaller learning rate may help.`);
    }
    model = imageModel(last.image, `trained in this browser on ${images.train.count} ${images.name}`, {
      images: chosen,
      recipe: asked
    });
    show(model);
    emitInput(root);
    return `${countOf(asked.epochs, "epoch")} in ${(last.state.elapsed / 1000).toFixed(1)} s. Every figure below now shows this machine.`;
  }

  const root = element(
    "div",
    { class: "digits-studio" },
    element("div", { class: "digits-wall" }, element("p", { class: "figure-title" }, "Filters"), filters),
    element(
      "div",
      { class: "digits-side" },
      element("p", { class: "figure-title" }, "Draws"),
      draws,
      run,
      work,
      failure,
      element("details", {}, element("summary", {}, "Recipe"), recipe),
      figureActions("Filters and draws", () => filtersNotebook(notebookRun(model)))
    )
  );
  keepInside(root);
  void redraw();
  const result = withValue<ImageModel, HTMLDivElement>(
    root,
    () => model,
    (next) => {
      model = next;
      show(next);
    }
  );
  return Object.assign(result, {
    train(images: ImageSet) {
      own = images;
      tellWork();
      return run.start();
    },
    restore() {
      run.cancel();
      own = null;
      tellWork();
      result.value = first;
      emitInput(root);
    }
  });
}
