import { labelsNotebook } from "../../../notebook/templates/chapters/digits.js";
import type { DigitsScores } from "../../../rbm/data/digitsScores.js";
import { keepInside } from "../../controls/control.js";
import { runButton } from "../../controls/runButton.js";
import { element } from "../../dom/element.js";
import { statement } from "../../dom/statement.js";
import { imageGrid } from "../../figures/image/imageGrid.js";
import { noImages } from "../../figures/image/images.js";
import type { ImageSet } from "../../sources/imageSet.js";
import { figureActions } from "../notebook/figureActions.js";
import { imageJob } from "./imageJobs.js";
import { notebookRun } from "./imageModel.js";
import type { ImageModel } from "./imageModel.js";

export interface LabelPanel extends HTMLElement {
  update(changes: { model: ImageModel; images: ImageSet }): void;
}

/** The two accuracies of the published machine; and a classifier fitted here, with every image that it gets wrong. */
export function labelPanel({ accuracy }: DigitsScores): LabelPanel {
  let current: { model: ImageModel; images: ImageSet } | null = null;
  const percent = (share: number) => ({ value: 100 * share, digits: 1, unit: "%" });
  const words = statement(
    "Named correctly, of the 297 test images: ",
    percent(accuracy.hidden.test),
    " from p(z | x), and ",
    percent(accuracy.pixels.test),
    " from the pixels."
  );
  const found = element("div", {});
  const wrong = imageGrid({
    label: "Test images that are named wrongly",
    images: noImages(8, 8),
    side: 64,
    pick: "image"
  });
  wrong.hidden = true;
  const run = runButton({
    label: "Fit it here, and show its mistakes",
    again: "Fit it again",
    async run({ signal }) {
      if (!current) return "";
      const { model, images } = current;
      if (!images.labels || !images.test) throw new Error("These images have no labels: there is nothing to name.");
      const { labels, test } = images;
      const named = await imageJob(
        "name",
        { machine: model.machine, train: images.train, labels: labels.train, test, testLabels: labels.test },
        signal
      );
      const { n } = test;
      const values = new Float64Array(named.mistakes.length * n);
      named.mistakes.forEach(({ row }, at) => values.set(test.values.subarray(row * n, (row + 1) * n), at * n));
      wrong.hidden = named.mistakes.length === 0;
      wrong.update({
        images: { ...model, count: named.mistakes.length, values },
        describe: (at) => {
          const { row, given, probability } = named.mistakes[at];
          return `A ${labels.test[row]}, named ${given} with probability ${probability.toFixed(2)}.`;
        }
      });
      found.replaceChildren(
        statement(
          `The machine ${model.origin}: `,
          percent(named.accuracy),
          ` from p(z | x), ${named.mistakes.length} of ${test.count} wrong.`
        )
      );
    }
  });
  const actions = figureActions("A label on top", () => labelsNotebook(notebookRun(current?.model ?? null)));
  const root = element("div", { class: "digits-labels" }, words, run, found, wrong, actions);
  keepInside(root);
  return Object.assign(root, {
    update(changes: { model: ImageModel; images: ImageSet }) {
      if (current && changes.model !== current.model) {
        run.cancel();
        found.replaceChildren();
        wrong.hidden = true;
      }
      current = changes;
    }
  });
}
