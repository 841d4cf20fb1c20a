import { element } from "../../dom/element.js";
import { dotDistribution } from "../../figures/chart/dotDistribution.js";
import type { DistributionMark, DotDistribution } from "../../figures/chart/dotDistribution.js";
import { pytorchScores } from "./pytorchScores.js";

/** The lab's recipe in PyTorch, forty seeds on the site's points, with other machines of the same points among them. */
export function scoresOfSeeds(marks: readonly DistributionMark[]): DotDistribution {
  return dotDistribution({
    label: "Scores of the lab’s recipe",
    values: pytorchScores,
    dotName: `PyTorch, ${pytorchScores.length} seeds`,
    xName: "NLL on fresh points, nats",
    domain: [0.92, 1.42],
    marks
  });
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
