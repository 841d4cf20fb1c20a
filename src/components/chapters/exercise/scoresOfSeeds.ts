import { seedsNotebook } from "../../../notebook/templates/chapters/training.js";
import { element } from "../../dom/element.js";
import { dotDistribution } from "../../figures/chart/dotDistribution.js";
import type { DistributionMark } from "../../figures/chart/dotDistribution.js";
import { figureActions } from "../notebook/figureActions.js";
import { pytorchScores } from "./pytorchScores.js";

/** The lab's recipe in PyTorch, forty seeds on the site's points, with other machines of the same points among them. */
export function scoresOfSeeds(marks: readonly DistributionMark[]): HTMLElement {
  const figure = dotDistribution({
    label: "Scores of the lab’s recipe",
    values: pytorchScores,
    dotName: `PyTorch, ${pytorchScores.length} seeds`,
    xName: "NLL on fresh points, nats",
    domain: [0.92, 1.42],
    marks
  });
  const actions = figureActions("Scores of the lab’s recipe", () => seedsNotebook(pytorchScores, marks));
  return element("div", { class: "scores-of-seeds" }, figure, actions);
}

/** Where one score stands among the forty, as a sentence. */
export function placeAmongSeeds(score: number): HTMLElement {
  const lower = pytorchScores.filter((each) => each < score).length;
  return element(
    "p",
    {},
    `Of PyTorch’s ${pytorchScores.length} runs on these very points, ${lower} score lower and ${pytorchScores.length - lower} higher than your ${score.toFixed(3)}.`
  );
}
