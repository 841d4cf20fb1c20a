import type { KernelClient } from "../../../kernel/protocol.js";
import { pictureChainsNotebook } from "../../../notebook/templates/chapters/digits.js";
import type { Trajectory } from "../../../rbm/sampling/trajectory.js";
import { choice } from "../../controls/choice.js";
import { keepInside } from "../../controls/control.js";
import { player } from "../../controls/player.js";
import { element } from "../../dom/element.js";
import { errorBox } from "../../dom/errorBox.js";
import { imageGrid } from "../../figures/image/imageGrid.js";
import { imageAt, noImages } from "../../figures/image/images.js";
import type { Images } from "../../figures/image/images.js";
import { figureActions } from "../notebook/figureActions.js";
import { imageJob } from "./imageJobs.js";
import { notebookRun } from "./imageModel.js";
import type { ImageModel } from "./imageModel.js";

const chains = 24;
const steps = 200;

export interface ChainsPanel extends HTMLElement {
  update(changes: { model?: ImageModel; examples?: Images }): void;
}

/**
 * Chains as images, step by step: from tossed switches or from an example, and beside each what becomes of the same
 * start if every draw is replaced by its mean.
 */
export function chainsPanel(client: KernelClient): ChainsPanel {
  let model: ImageModel | null = null;
  let examples: Images | null = null;
  let sampled: Trajectory | null = null;
  let mean: Trajectory | null = null;
  let asked = new AbortController();

  const empty = noImages(8, 8);
  const layout = { images: empty, side: 64, across: 6 };
  const draws = imageGrid({ label: "Chains, sampled", ...layout });
  const means = imageGrid({ label: "The same starts, by the mean field", ...layout });
  const from = choice<"noise" | "example">({
    label: "Start from",
    options: [
      { value: "noise", label: "Tossed switches" },
      { value: "example", label: "An image" }
    ]
  });
  const strip = imageGrid({ label: "Images to start from", images: empty, side: 40, pick: "image", value: 0 });
  const play = player({ label: "Chains", frames: steps, rate: 10, mode: "once", watch: draws });
  const failure = errorBox();
  strip.hidden = true;
  const root = element(
    "div",
    { class: "digits-chains" },
    element("div", { class: "run-row" }, from),
    strip,
    element(
      "div",
      { class: "spread" },
      element("div", {}, element("p", { class: "figure-title" }, "Sampled"), draws),
      element("div", {}, element("p", { class: "figure-title" }, "Mean field"), means)
    ),
    play,
    failure,
    figureActions("Chains of pictures", () => {
      const run = notebookRun(model);
      return pictureChainsNotebook(run, play.value, from.value === "example" ? (strip.value ?? 0) : null);
    })
  );
  keepInside(root);

  const frameOf = ({ x, chains, n }: Trajectory, step: number, of: ImageModel): Images => ({
    ...{ rows: of.rows, columns: of.columns, count: chains },
    values: x.subarray(step * chains * n, (step + 1) * chains * n)
  });

  function show(): void {
    if (model && sampled) draws.update({ images: frameOf(sampled, play.value, model) });
    if (model && mean) means.update({ images: frameOf(mean, play.value, model) });
  }

  async function draw(): Promise<void> {
    if (!model) return;
    asked.abort();
    const { signal } = (asked = new AbortController());
    const { machine } = model;
    const { n } = machine;
    const example = from.value === "example" && examples ? imageAt(examples, strip.value ?? 0).values : null;
    const start = example && Float64Array.from({ length: chains * n }, (_, at) => example[at % n]);
    try {
      const drawn = await client.sample(
        { machine, chains, steps: start ? steps - 1 : steps, seed: 0, start },
        { signal }
      );
      // The first frame is where the chains start; from tossed switches it is the first x they give.
      sampled = start ? startingAt(start, drawn) : drawn;
      const x = start ?? Float64Array.from(drawn.x.subarray(0, chains * n));
      mean = startingAt(x, await imageJob("meanField", { machine, x, steps: steps - 1 }, signal));
      failure.update(null);
      show();
    } catch (error) {
      if (!signal.aborted) failure.update(error);
    }
  }

  play.addEventListener("input", show);
  from.addEventListener("input", () => {
    strip.hidden = from.value === "noise";
    play.value = 0;
    void draw();
  });
  strip.addEventListener("input", () => {
    play.value = 0;
    void draw();
  });
  return Object.assign(root, {
    update(changes: { model?: ImageModel; examples?: Images }) {
      model = changes.model ?? model;
      if (changes.examples) {
        examples = changes.examples;
        strip.update({ images: examples });
      }
      void draw();
    }
  });
}

function startingAt(x: Float64Array, { steps, chains, n, x: after }: Trajectory): Trajectory {
  const all = new Float64Array(x.length + after.length);
  all.set(x);
  all.set(after, x.length);
  return { steps: steps + 1, chains, n, x: all };
}
