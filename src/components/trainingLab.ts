import type { KernelClient } from "../kernel/protocol.js";
import type { Recipe } from "../rbm/recipe.js";
import type { Points } from "../rbm/shapes.js";
import { snapshotEpochs } from "../rbm/snapshotEpochs.js";
import { inAddress, switchCodec } from "./address.js";
import { checkpointOf } from "./checkpoints.js";
import { element } from "./element.js";
import { recipeControls } from "./recipeControls.js";
import { runButton } from "./runButton.js";
import type { RunContext } from "./runButton.js";
import { toggle } from "./toggle.js";
import { stateOfCheckpoint, trainingView } from "./trainingView.js";
import { ringWindow } from "./trueDensity.js";

/** After training: the lab's 500 chains of 1000 steps. */
const sampling = { chains: 500, steps: 1000, seed: 0 };

/**
 * The lab's training, with every setting to hand. It opens on a machine trained when the site was built, where the
 * address asks for one of those, and trains anew while a control moves.
 */
export function trainingLab(client: KernelClient, data: Points, heldOut: Points): HTMLElement {
  const recipe = recipeControls();
  const live = inAddress("live", toggle({ label: "Train anew while a control moves", value: true }), switchCodec);
  const view = trainingView(client, data, heldOut);
  const run = runButton({ label: "Train", run: train });

  async function train({ signal, progress }: RunContext): Promise<string> {
    const asked: Recipe = recipe.value;
    const states = client.states({
      data,
      test: heldOut,
      recipe: asked,
      initial: null,
      snapshotEpochs: snapshotEpochs(asked.epochs),
      grid: ringWindow,
      sampling
    });
    signal.addEventListener("abort", () => void states.return("cancelled"));
    for await (const state of states) {
      if (signal.aborted) break;
      view.show(state, asked);
      progress(state.epoch / state.epochs, `epoch ${state.epoch} of ${state.epochs}`);
      if (state.diverged) {
        const { epoch, reason } = state.diverged;
        throw new Error(
          `Training stopped at epoch ${epoch}: ${reason} Shown is the last finite machine. ` +
            "A smaller learning rate, or the clip, may help."
        );
      }
      if (state.phase === "done") {
        const time = Math.round(state.elapsed);
        return `${state.epochs} epochs, then ${sampling.chains} chains of ${sampling.steps} steps: ${time} ms.`;
      }
    }
    return "";
  }

  recipe.addEventListener("input", () => {
    if (live.value) void run.start();
  });

  async function open(): Promise<void> {
    const checkpoint = await checkpointOf(recipe.value);
    if (checkpoint) view.show(stateOfCheckpoint(checkpoint), checkpoint.recipe);
    else await run.start();
  }
  void open();

  return element(
    "div",
    { class: "training-lab" },
    view.plane,
    element("div", { class: "training-controls" }, recipe, live, run),
    view.charts
  );
}
