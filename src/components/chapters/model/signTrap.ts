import type { KernelClient } from "../../../kernel/protocol.js";
import { signTrapNotebook } from "../../../notebook/templates/chapters/model.js";
import { labRecipe } from "../../../rbm/training/recipe.js";
import type { Points } from "../../../rbm/shapes.js";
import { snapshotEpochs } from "../../../rbm/training/snapshotEpochs.js";
import { choiceInAddress } from "../../controls/choiceInAddress.js";
import { element } from "../../dom/element.js";
import { seen } from "../../dom/seen.js";
import { runButton } from "../../controls/runButton.js";
import { trainingRun } from "../../sources/trainingRun.js";
import { figureActions } from "../notebook/figureActions.js";
import { trainingView } from "../training/trainingView.js";
import { ringWindow } from "../../sources/ringWindow.js";

const sampling = { chains: 500, steps: 200, seed: 0 };

/** The lab's recipe with F, or with c in its place: one sign apart. */
export function signTrap(client: KernelClient, data: Points, heldOut: Points): HTMLElement {
  const returns = choiceInAddress<"F" | "c">("returns", {
    label: "machine(x) returns",
    kind: "segmented",
    options: [
      { value: "F", label: "the free energy F(x)" },
      { value: "c", label: "the log-partition c(x)" }
    ],
    value: "c"
  });
  const run = runButton({
    label: "Train",
    async run(context) {
      const recipe = { ...labRecipe, sign: returns.value === "F" ? (1 as const) : (-1 as const) };
      const request = {
        data,
        test: heldOut,
        recipe,
        initial: null,
        snapshotEpochs: snapshotEpochs(recipe.epochs),
        grid: ringWindow,
        sampling
      };
      const state = await trainingRun(client, request, context, (each) => view.update(each, recipe));
      if (!state) view.showCancelled();
      else if (state.diverged) return `Stopped at epoch ${state.diverged.epoch}: ${state.diverged.reason}`;
    }
  });
  const controls = element("div", { class: "training-controls" }, returns, run);
  const view = trainingView(client, data, heldOut, controls, { everyScore: true });
  view.append(figureActions("The trap of the sign", () => signTrapNotebook(returns.value)));
  returns.addEventListener("input", () => void run.start());
  // Not before it is looked at: a page is for reading first.
  void seen(controls).then(() => run.start());
  return view;
}
