import { mendNotebook } from "../../../notebook/templates/chapters/digits.js";
import { button } from "../../controls/button.js";
import { choice } from "../../controls/choice.js";
import { keepInside } from "../../controls/control.js";
import { element } from "../../dom/element.js";
import { errorBox } from "../../dom/errorBox.js";
import { statement } from "../../dom/statement.js";
import { imageGrid } from "../../figures/image/imageGrid.js";
import { imageAt, noImages } from "../../figures/image/images.js";
import type { Images } from "../../figures/image/images.js";
import { pixelEditor, wholeImage } from "../../figures/image/pixelEditor.js";
import type { Brush, PartialImage } from "../../figures/image/pixelEditor.js";
import { figureActions } from "../notebook/figureActions.js";
import { imageJob } from "./imageJobs.js";
import { notebookRun } from "./imageModel.js";
import type { ImageModel } from "./imageModel.js";

/** Chains that mend, the steps each takes, and those that are left out of mean and spread. */
const mending = { chains: 60, steps: 80, burnIn: 30, seed: 0 };
const shownDraws = 12;

export interface MendPanel extends HTMLElement {
  update(changes: { model?: ImageModel; examples?: Images }): void;
}

/** An image that the reader spoils, and what the machine makes of the rest: draws, their mean and their spread. */
export function mendPanel(): MendPanel {
  let model: ImageModel | null = null;
  let examples: Images | null = null;
  let asked: AbortController | null = null;
  let again = false;

  const empty = noImages(8, 8);
  const strip = imageGrid({ label: "Images to mend", images: empty, side: 40, pick: "image", value: 0 });
  const editor = pixelEditor({ label: "The image", image: wholeImage({ ...empty, values: new Float64Array(64) }) });
  const brush = choice<Brush>({
    label: "Brush",
    options: [
      { value: "erase", label: "Erase" },
      { value: "ink", label: "Ink" },
      { value: "paper", label: "Paper" }
    ]
  });
  const part = (label: string, isGone: (row: number, column: number, of: PartialImage) => boolean) =>
    button({
      label,
      onClick: () => {
        const image = editor.value;
        const known = image.known.map((_, at) => {
          return isGone(Math.floor(at / image.columns), at % image.columns, image) ? 0 : 1;
        });
        editor.value = { ...image, known };
        void mend();
      }
    });
  const halves = element(
    "div",
    { class: "presets", role: "group", "aria-label": "Erase a part" },
    part("Lower half", (row, _, { rows }) => row >= rows / 2),
    part("Right half", (_, column, { columns }) => column >= columns / 2),
    part("Middle", (row, column, { rows, columns }) => {
      return Math.abs(row - (rows - 1) / 2) < rows / 4 && Math.abs(column - (columns - 1) / 2) < columns / 4;
    }),
    part("Everything", () => true),
    button({ label: "Nothing", onClick: restore })
  );
  const mean = imageGrid({ label: "Mean of the chains", images: empty, side: 160, across: 1 });
  const spread = imageGrid({
    label: "Spread of the chains",
    images: empty,
    side: 160,
    across: 1,
    scale: { low: 0, high: 0.5 }
  });
  const draws = imageGrid({ label: "The last draw of twelve chains", images: empty, side: 56, across: 6 });
  const words = element("div", { class: "score" });
  const failure = errorBox();
  const titled = (title: string, figure: HTMLElement) =>
    element("div", {}, element("p", { class: "figure-title" }, title), figure);
  const root = element(
    "div",
    { class: "digits-mend" },
    strip,
    element(
      "div",
      { class: "digits-mend-row" },
      element("div", {}, element("p", { class: "figure-title" }, "Spoil this"), editor, brush, halves),
      element("div", { class: "digits-three" }, titled("Mean", mean), titled("Spread", spread)),
      titled("Twelve of sixty chains", draws)
    ),
    words,
    failure,
    figureActions("Mend a digit", () => {
      const { values, known } = editor.value;
      const chosen = strip.value ?? 0;
      const example = examples && imageAt(examples, chosen).values;
      // Whoever drew on the image has pixels of their own; else its place among the examples says it all.
      const isExample = example?.every((value, at) => value === values[at]);
      return mendNotebook(notebookRun(model), isExample ? chosen : values, known);
    })
  );
  keepInside(root);

  function restore(): void {
    if (!examples || examples.count === 0) return;
    editor.value = wholeImage(imageAt(examples, strip.value ?? 0));
    void mend();
  }

  async function mend(): Promise<void> {
    if (!model) return;
    const { rows, columns, values, known } = editor.value;
    if (rows !== model.rows || columns !== model.columns) return;
    if (asked) {
      again = true;
      return;
    }
    asked = new AbortController();
    const { n } = model.machine;
    try {
      const mended = await imageJob("mend", { machine: model.machine, x: values, known, ...mending }, asked.signal);
      const shown = Math.min(shownDraws, mended.draws.count);
      mean.update({ images: { rows, columns, count: 1, values: mended.mean } });
      spread.update({ images: { rows, columns, count: 1, values: mended.spread } });
      draws.update({ images: { rows, columns, count: shown, values: mended.draws.values.subarray(0, shown * n) } });
      const unknown = known.reduce((sum, each) => sum + 1 - each, 0);
      const all = mended.spread.reduce((sum, value) => sum + value, 0);
      words.replaceChildren(
        unknown === 0
          ? statement("Every pixel is known; there is nothing to mend. Erase some.")
          : statement(
              `${unknown} of ${n} pixels are drawn, the others held. The chains’ standard deviation is `,
              { value: all / unknown, digits: 2 },
              " a pixel drawn, paper being 0 and ink 1."
            )
      );
      failure.update(null);
    } catch (error) {
      failure.update(error);
    } finally {
      asked = null;
    }
    if (again) {
      again = false;
      await mend();
    }
  }

  brush.addEventListener("input", () => (editor.brush = brush.value));
  editor.addEventListener("input", () => void mend());
  strip.addEventListener("input", restore);
  return Object.assign(root, {
    update(changes: { model?: ImageModel; examples?: Images }) {
      model = changes.model ?? model;
      // The same images come again with every model: what the reader has erased stays.
      if (changes.examples && !(examples && sameImages(examples, changes.examples))) {
        examples = changes.examples;
        strip.update({ images: examples });
        const image = wholeImage(imageAt(examples, strip.value ?? 0));
        const { rows, columns } = image;
        const known = image.known.map((_, at) => (Math.floor(at / columns) >= rows / 2 ? 0 : 1));
        editor.value = { ...image, known };
      }
      void mend();
    }
  });
}

function sameImages(a: Images, b: Images): boolean {
  return a.rows === b.rows && a.count === b.count && a.values.every((value, at) => value === b.values[at]);
}
