import type { KernelClient } from "../../../kernel/protocol.js";
import { copiesNotebook } from "../../../notebook/templates/chapters/digits.js";
import { element } from "../../dom/element.js";
import { errorBox } from "../../dom/errorBox.js";
import { statement } from "../../dom/statement.js";
import { imageGrid } from "../../figures/image/imageGrid.js";
import { noImages } from "../../figures/image/images.js";
import type { ImageSet } from "../../sources/imageSet.js";
import { figureActions } from "../notebook/figureActions.js";
import { imageJob } from "./imageJobs.js";
import { notebookRun } from "./imageModel.js";
import type { ImageModel } from "./imageModel.js";

const shown = 16;
const drawn = { chains: shown, steps: 400, seed: 1 };

export interface CopyPanel extends HTMLElement {
  update(changes: { model: ImageModel; images: ImageSet }): void;
}

/** Draws, and under each the training image nearest to it. */
export function copyPanel(client: KernelClient): CopyPanel {
  let asked = new AbortController();
  const pairs = imageGrid({
    label: "Draws, each above its nearest training image",
    images: noImages(8, 8),
    side: 133
  });
  const words = element("div", {});
  const failure = errorBox();
  let shownModel: ImageModel | null = null;
  const actions = figureActions("Draws and their neighbours", () => copiesNotebook(notebookRun(shownModel)));
  const root = element("div", { class: "digits-copies" }, pairs, words, failure, actions);

  async function show({ rows, columns, machine }: ImageModel, images: ImageSet): Promise<void> {
    asked.abort();
    const { signal } = (asked = new AbortController());
    const { n } = machine;
    try {
      const { x } = await client.sample({ ...drawn, machine, start: null }, { signal });
      const last = Float64Array.from(x.subarray(-shown * n));
      const nearest = await imageJob("nearest", { x: { n, count: shown, values: last }, among: images.train }, signal);
      // Each draw above its neighbour, a line of paper between: one tall image, so that they stay together. Two more keep
      // the next row of pairs away.
      const tall = (2 * rows + 3) * columns;
      const values = new Float64Array(shown * tall);
      nearest.index.forEach((row, at) => {
        values.set(last.subarray(at * n, (at + 1) * n), at * tall);
        values.set(images.train.values.subarray(row * n, (row + 1) * n), at * tall + n + columns);
      });
      pairs.update({ images: { rows: 2 * rows + 3, columns, count: shown, values } });
      const fresh = images.test && (await imageJob("nearest", { x: images.test, among: images.train }, signal));
      const mean = (distances: Float64Array) => distances.reduce((sum, value) => sum + value, 0) / distances.length;
      words.replaceChildren(
        statement(
          "From a draw to its nearest training image, a pixel differs by ",
          { value: mean(nearest.distance), digits: 3 },
          ...(fresh
            ? [
                ` on average. From a test image, which the machine never saw, it is `,
                { value: mean(fresh.distance), digits: 3 },
                "."
              ]
            : ["."])
        )
      );
      failure.update(null);
    } catch (error) {
      if (!signal.aborted) failure.update(error);
    }
  }

  return Object.assign(root, {
    update({ model, images }: { model: ImageModel; images: ImageSet }) {
      shownModel = model;
      if (images.rows === model.rows && images.columns === model.columns) void show(model, images);
    }
  });
}
