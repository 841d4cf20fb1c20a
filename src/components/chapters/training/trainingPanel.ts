import type { KernelClient, RunState } from "../../../kernel/protocol.js";
import { trainingNotebook } from "../../../notebook/templates/chapters/training.js";
import { readCheckpoint, writeCheckpoint } from "../../../rbm/checkpoint/checkpoint.js";
import type { Checkpoint } from "../../../rbm/checkpoint/checkpoint.js";
import type { Recipe } from "../../../rbm/training/recipe.js";
import type { Points } from "../../../rbm/shapes.js";
import { snapshotEpochs } from "../../../rbm/training/snapshotEpochs.js";
import { inAddress, switchCodec } from "../../controls/address.js";
import { button } from "../../controls/button.js";
import { checkpointOf } from "../../sources/checkpoints.js";
import { downloadText } from "../../dom/download.js";
import { countOf } from "../../dom/countOf.js";
import { element } from "../../dom/element.js";
import { errorBox } from "../../dom/errorBox.js";
import { fileInput } from "../../controls/fileInput.js";
import { planePointsFromCSV } from "../../sources/ownPoints.js";
import { figureActions } from "../notebook/figureActions.js";
import type { FinishedRun } from "./questions.js";
import { pytorchSnippet } from "./pytorchSnippet.js";
import { recipeControls } from "./recipeControls.js";
import { runButton } from "../../controls/runButton.js";
import type { RunContext } from "../../controls/runButton.js";
import { toggle } from "../../controls/toggle.js";
import { trainingRun } from "../../sources/trainingRun.js";
import { checkpointOfState, lookingBack, stateOfCheckpoint, trainingView } from "./trainingView.js";
import { ringWindow } from "../../sources/ringWindow.js";

/** After training: the lab's 500 chains of 1000 steps. */
const sampling = { chains: 500, steps: 1000, seed: 0 };

/** A density costs as much as a dozen epochs of the lab's; a short run shows a few, a long one all. */
function densityEvery({ epochs, k, hidden }: Recipe, points: number): number {
  return epochs * k * hidden * points > 1e8 ? 1 : 4;
}

/**
 * The lab's training, with every setting to hand. It opens on a machine trained when the site was built, where the
 * address asks for one of those, and trains anew while a control moves.
 * @param onFinished called with each run that is over
 */
export function trainingPanel(
  client: KernelClient,
  ring: Points,
  heldOut: Points,
  onFinished: (run: FinishedRun) => void = () => {}
): HTMLElement {
  const recipe = recipeControls();
  const live = inAddress("live", toggle({ label: "Train anew while a control moves", value: true }), switchCodec);
  const run = runButton({ label: "Train", run: train });
  const failure = errorBox();
  const controls = element("div", { class: "training-controls" }, recipe, live, run, failure);
  const view = trainingView(client, ring, heldOut, controls);
  let data = ring;
  let finished: { readonly recipe: Recipe; readonly state: RunState } | null = null;

  async function train(context: RunContext): Promise<string> {
    const asked: Recipe = recipe.value;
    const request = {
      data,
      test: data === ring ? heldOut : null,
      recipe: asked,
      initial: null,
      snapshotEpochs: snapshotEpochs(asked.epochs, 16),
      grid: ringWindow,
      densityEvery: densityEvery(asked, data.count),
      sampling
    };
    const state = await trainingRun(client, request, context, (each) => show(each, asked));
    if (!state) {
      view.showCancelled();
      return "";
    }
    if (state.diverged) {
      const { epoch, reason } = state.diverged;
      throw new Error(
        `Training stopped at epoch ${epoch}: ${reason}. Shown is the last finite machine. ` +
          "A smaller learning rate, or the clip, may help."
      );
    }
    const time = Math.round(state.elapsed);
    return `${countOf(state.epochs, "epoch")}, then ${sampling.chains} chains of ${sampling.steps} steps: ${time} ms.`;
  }

  function show(state: RunState, of: Recipe): void {
    view.update(state, of);
    finished = state.phase === "done" ? { recipe: of, state } : null;
    download.disabled = !finished;
    if (finished) onFinished({ recipe: of, score: state.snapshots.at(-1)?.nllTest ?? null });
  }

  function showCheckpoint(checkpoint: Checkpoint): void {
    show(stateOfCheckpoint(checkpoint), checkpoint.recipe);
  }

  recipe.addEventListener("input", () => {
    if (live.value) void run.start();
  });

  const download = button({
    label: "Download this machine",
    onClick: () => {
      if (!finished) return;
      const text = writeCheckpoint(checkpointOfState(finished.state, finished.recipe, "Trained in the browser"));
      downloadText("machine.json", text, "application/json");
    }
  });
  download.disabled = true;
  const opened = fileInput<Checkpoint>({
    label: "Open a machine",
    note: "A file downloaded here.",
    accept: ".json",
    parse(text) {
      const checkpoint = readCheckpoint(text);
      if (checkpoint.n !== 2) throw new Error(`This machine has ${checkpoint.n} visible units; the plane shows two.`);
      return checkpoint;
    },
    summary: ({ name, m }) => `${name}; ${m} hidden units.`
  });
  opened.addEventListener("input", () => {
    if (!opened.value) return;
    run.cancel();
    showCheckpoint(opened.value);
  });
  const points = fileInput<Points>({
    label: "Train on your own points",
    note: "Comma-separated, two values a line, within ±1.6.",
    accept: ".csv,.tsv,.txt",
    example: "0.5, 0.5\n-0.5, 0.5\n0, -0.7",
    parse: planePointsFromCSV,
    summary: ({ count }) => `${count} points.`
  });
  const useRing = button({ label: "Back to the ring", onClick: () => setData(ring) });
  points.addEventListener("input", () => points.value && setData(points.value));

  function setData(next: Points): void {
    data = next;
    view.setData(data, data === ring ? "ring" : "unknown");
    void run.start();
  }

  async function open(): Promise<void> {
    const checkpoint = await checkpointOf(recipe.value);
    // What the reader started meanwhile stays.
    if (view.value || run.value === "running") return;
    if (checkpoint) showCheckpoint(checkpoint);
    else await run.start();
  }
  open().catch((error: unknown) => failure.update(error));

  view.append(
    figureActions("The training", () =>
      trainingNotebook(recipe.value, {
        // A machine that was opened comes without draws, and with the snapshots of the build.
        ...(finished && !finished.state.trajectory ? { steps: lookingBack.steps, snapshots: 30 } : {}),
        points: data === ring ? null : { name: "points.csv", text: csvText(data) }
      })
    ),
    element(
      "details",
      { class: "take-away" },
      element("summary", {}, "Bring your own, take it with you"),
      element("div", { class: "spread" }, element("div", {}, points, useRing), element("div", {}, download, opened)),
      element("p", {}, "In PyTorch, beside the downloaded file:"),
      element("pre", { tabindex: 0, "aria-label": "PyTorch code" }, element("code", {}, pytorchSnippet))
    )
  );
  return view;
}

/** A line for each point. */
function csvText({ n, count, values }: Points): string {
  return Array.from({ length: count }, (_, i) => Array.from(values.subarray(i * n, (i + 1) * n)).join(",")).join("\n");
}
