import { scoresNotebook } from "../../../notebook/templates/chapters/digits.js";
import type { DigitsBaselines, DigitsScores, ImageScore } from "../../../rbm/data/digitsScores.js";
import type { Standardisation } from "../../../rbm/data/standardise.js";
import { logScale } from "../../../rbm/data/unstandardised.js";
import { element } from "../../dom/element.js";
import { readable } from "../../dom/readable.js";
import { runButton } from "../../controls/runButton.js";
import { statement } from "../../dom/statement.js";
import type { ImageSet } from "../../sources/imageSet.js";
import { figureActions } from "../notebook/figureActions.js";
import { imageJob } from "./imageJobs.js";
import type { ImageModel } from "./imageModel.js";

export interface ScorePanel extends HTMLElement {
  update(changes: { model: ImageModel; images: ImageSet }): void;
}

/**
 * The published machine among other models: negative log-likelihoods, the best first; and a score for another machine.
 * @param standardisation of the pixels that the published log Z is of
 */
export function scorePanel(
  scores: DigitsScores,
  baselines: DigitsBaselines,
  standardisation: Standardisation
): ScorePanel {
  const scale = logScale(standardisation);
  let current: { model: ImageModel; images: ImageSet } | null = null;
  const middle = (part: keyof ImageScore) => (scores.forward[part] + scores.reverse[part]) / 2;
  const rows = [
    { name: "one Gaussian, full covariance", score: baselines.gaussian, parameters: 64 + (64 * 65) / 2 },
    { name: "factor analysis, 20 factors", score: baselines.factors, parameters: 64 * 22 },
    {
      name: "mixture of 10 Gaussians, full covariances",
      score: baselines.mixtureFull,
      parameters: 9 + 10 * (64 + (64 * 65) / 2)
    },
    { name: "mixture of 60 Gaussians, diagonal", score: baselines.mixtureDiagonal, parameters: 59 + 60 * 128 },
    {
      name: "this machine",
      score: { train: middle("train"), test: middle("test") },
      parameters: 64 * 256 + 2 * 64 + 256
    }
  ].sort((one, other) => one.score.test - other.score.test);
  const table = element(
    "table",
    { class: "digits-scores" },
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        ...["model", "fresh images", "training images", "free numbers"].map((name, at) =>
          element("th", { scope: "col", class: at ? "number" : null }, name)
        )
      )
    ),
    element(
      "tbody",
      {},
      ...rows.map(({ name, score, parameters }) =>
        element(
          "tr",
          { class: name === "this machine" ? "own" : null },
          element("th", { scope: "row" }, name),
          element("td", { class: "number" }, readable(score.test, 2)),
          element("td", { class: "number" }, readable(score.train, 2)),
          element("td", { class: "number" }, parameters.toLocaleString("en"))
        )
      )
    )
  );
  const { forward, reverse } = scores;
  const bracket = statement(
    "log Z of this machine: ",
    { value: forward.logZ, digits: 2 },
    " forward (standard error ",
    { value: forward.standardError, digits: 2 },
    "), ",
    { value: reverse.logZ, digits: 2 },
    " in reverse (",
    { value: reverse.standardError, digits: 2 },
    "). They are ",
    // To one digit, which both the estimates and the scores bear out as they are rounded.
    { value: Math.abs(reverse.logZ - forward.logZ), digits: 1, unit: "nats" },
    " apart. Its score on fresh images lies between ",
    { value: Math.min(forward.test, reverse.test), digits: 2 },
    " and ",
    { value: Math.max(forward.test, reverse.test), digits: 2 },
    "."
  );
  const own = element("div", {});
  const run = runButton({
    label: "Score the current machine",
    async run({ signal }) {
      if (!current) return "";
      const { model, images } = current;
      const found = await imageJob(
        "bracket",
        { machine: model.machine, train: images.train, test: images.test, chains: 50, temperatures: 500, seed: 0 },
        signal
      );
      const nll = (logZ: number) => logZ - (found.meanC.test ?? found.meanC.train);
      own.replaceChildren(
        statement(
          `The machine ${model.origin}: between `,
          { value: Math.min(nll(found.forward.logZ), nll(found.reverse.logZ)), digits: 2 },
          " and ",
          { value: Math.max(nll(found.forward.logZ), nll(found.reverse.logZ)), digits: 2, unit: "nats" },
          images.test
            ? " an image on fresh images; standard errors "
            : " an image on its training images; standard errors ",
          { value: found.forward.standardError, digits: 2 },
          " and ",
          { value: found.reverse.standardError, digits: 2 },
          ". 50 chains, 500 temperatures each way."
        )
      );
    }
  });
  const actions = figureActions("The scores", () =>
    scoresNotebook(
      rows.map(({ name, score }) => ({ name, ...score })),
      // Of the machine of pixels as they are seen: what its score has more than the mean of −c(x).
      { forward: scores.forward.logZ + scale, reverse: scores.reverse.logZ + scale }
    )
  );
  return Object.assign(element("div", { class: "digits-score" }, bracket, table, run, own, actions), {
    update(changes: { model: ImageModel; images: ImageSet }) {
      if (current && changes.model !== current.model) {
        run.cancel();
        own.replaceChildren();
      }
      current = changes;
    }
  });
}
