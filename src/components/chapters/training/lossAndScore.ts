import type { Checkpoint } from "../../../rbm/checkpoint/checkpoint.js";
import { lossNotebook } from "../../../notebook/templates/chapters/training.js";
import { element } from "../../dom/element.js";
import { statement } from "../../dom/statement.js";
import { lineChart } from "../../figures/chart/lineChart.js";
import { figureActions } from "../notebook/figureActions.js";

/** What a run's loss and its exact score were at one epoch. */
export interface LossAndScore {
  readonly epoch: number;
  /** nats; the mean over the epochs near it, since each is noisy */
  readonly loss: number;
  /** exact, on fresh points, in nats */
  readonly score: number;
}

/** Epochs on either side that a loss is averaged over. */
const near = 5;

/** Loss and score at each snapshot after the first that has a score on fresh points. */
export function lossesAndScores({ losses, snapshots }: Pick<Checkpoint, "losses" | "snapshots">): LossAndScore[] {
  return snapshots.flatMap(({ epoch, nllTest }) => {
    if (epoch === 0 || nllTest === null) return [];
    const around = losses.slice(Math.max(0, epoch - 1 - near), epoch + near);
    return [{ epoch, loss: around.reduce((sum, each) => sum + each, 0) / around.length, score: nllTest }];
  });
}

/** The snapshot with the worst score among those whose loss is within `margin` of 0; null where there is none. */
export function worstWithLossNearZero(all: readonly LossAndScore[], margin: number): LossAndScore | null {
  return all
    .filter(({ loss }) => Math.abs(loss) <= margin)
    .reduce<LossAndScore | null>((worst, each) => (worst && worst.score >= each.score ? worst : each), null);
}

/** The CD loss of a kept run and its exact score, by epoch: move the line to compare two epochs. */
export function lossAndScore(run: Checkpoint): HTMLElement {
  const all = lossesAndScores(run);
  const last = all[all.length - 1];
  const start = worstWithLossNearZero(all, 0.1) ?? all[0];
  const chart = lineChart({
    label: "CD loss beside the exact score",
    xName: "epoch",
    yName: "nats",
    xDomain: [0, last.epoch],
    yDomain: [-0.5, 3.5],
    value: start.epoch
  });
  const x = all.map(({ epoch }) => epoch);
  chart.update({
    series: [
      { name: "CD loss", tone: "ink", dash: "dashed", x, y: all.map(({ loss }) => loss) },
      { name: "exact NLL, fresh points", tone: "draws", x, y: all.map(({ score }) => score) }
    ]
  });
  const summary = statement();
  const actions = figureActions("CD loss beside the exact score", () => lossNotebook(chart.value));
  const root = element("div", { class: "loss-and-score" }, chart, summary, actions);

  function show(): void {
    const chosen = all.reduce((a, b) => (b.epoch <= chart.value ? b : a), all[0]);
    const told = ({ loss, score }: LossAndScore) => [
      { value: loss, digits: 2 },
      " while the machine scores ",
      { value: score, digits: 2, unit: "nats" }
    ];
    summary.update(
      `At epoch ${chosen.epoch} the loss is `,
      ...told(chosen),
      `; at the last, ${last.epoch}, it is `,
      ...told(last),
      "."
    );
  }
  chart.addEventListener("input", show);
  show();
  return root;
}
