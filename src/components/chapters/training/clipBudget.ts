import type { KernelClient, RunState } from "../../../kernel/protocol.js";
import { clipNotebook } from "../../../notebook/templates/chapters/training.js";
import { labRecipe } from "../../../rbm/training/recipe.js";
import type { Points } from "../../../rbm/shapes.js";
import { slider } from "../../controls/slider.js";
import { element } from "../../dom/element.js";
import { errorBox } from "../../dom/errorBox.js";
import { seen } from "../../dom/seen.js";
import { statement } from "../../dom/statement.js";
import { lineChart } from "../../figures/chart/lineChart.js";
import { figureActions } from "../notebook/figureActions.js";
import { pathLengths } from "./pathLength.js";

/**
 * The way that the parameters have gone, by epoch: the lab's recipe with a clip to set, beside the same without one.
 * Trained when the figure is seen, and again for another clip.
 * @param client of this figure alone: a run of another figure would be overtaken
 */
export function clipBudget(client: KernelClient, data: Points, heldOut: Points): HTMLElement {
  const { learningRate, epochs } = labRecipe;
  const clip = slider({ label: "Clip of this run", min: 0.01, max: 1000, log: true, value: labRecipe.clip! });
  const chart = lineChart({
    label: "Length of the parameters’ path",
    xName: "epoch",
    yName: "path length",
    yScale: "log",
    yDomain: [1e-3, 1e3],
    xDomain: [1, epochs],
    playhead: false
  });
  const summary = statement("The two runs are made when this is seen.");
  const failure = errorBox();
  const actions = figureActions("The clip’s budget", () => clipNotebook(clip.value));
  const root = element("div", { class: "clip-budget" }, chart, clip, summary, failure, actions);
  let free: RunState | null = null;
  let asked = 0;

  async function run(greatest: number | null): Promise<RunState> {
    const recipe = { ...labRecipe, clip: greatest };
    const request = { data, test: heldOut, recipe, initial: null, snapshotEpochs: [], grid: null, sampling: null };
    const training = client.train(request, () => {});
    const outcome = await training.finished;
    if (!training.state) throw new Error(`The run ended before its first epoch: ${outcome}.`);
    return training.state;
  }

  async function show(): Promise<void> {
    const mine = (asked += 1);
    const greatest = clip.value;
    const clipped = await run(greatest);
    if (mine !== asked) return;
    free ??= await run(null);
    if (mine !== asked) return;
    failure.update(null);
    const length = pathLengths(clipped.gradientNorms, learningRate, greatest);
    const freeLength = pathLengths(free.gradientNorms, learningRate, null);
    const epochsOf = (lengths: readonly number[]) => lengths.map((_, i) => i + 1);
    chart.update({
      series: [
        { name: `clip at ${Number(greatest.toPrecision(3))}`, tone: "draws", x: epochsOf(length), y: length },
        { name: "no clip", tone: "ink", dash: "dotted", x: epochsOf(freeLength), y: freeLength }
      ],
      references: [{ name: "the whole budget", value: learningRate * greatest * epochs }]
    });
    const shortened = Array.from(clipped.gradientNorms).filter((norm) => norm > greatest).length;
    const score = clipped.diverged ? null : clipped.snapshots.at(-1)?.nllTest;
    summary.update(
      `${shortened} of ${length.length} steps were shortened, and the path is `,
      { value: length[length.length - 1], digits: 3 },
      " long. ",
      ...(typeof score === "number"
        ? ["The machine scores ", { value: score, digits: 3, unit: "nats" }, " on fresh points."]
        : [`Training stopped at epoch ${clipped.diverged?.epoch ?? clipped.epoch}.`]),
      " Without a clip ",
      free.diverged ? `it stops at epoch ${free.diverged.epoch}: ${free.diverged.reason}.` : "it goes on to the end."
    );
  }

  const start = () => void show().catch((error: unknown) => failure.update(error));
  clip.addEventListener("input", start);
  void seen(root, "100px").then(start);
  return root;
}
