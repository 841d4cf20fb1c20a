import { partsNotebook } from "../../../notebook/templates/chapters/digits.js";
import { keepInside } from "../../controls/control.js";
import { player } from "../../controls/player.js";
import { element } from "../../dom/element.js";
import { imageGrid } from "../../figures/image/imageGrid.js";
import { evenScale, imageAt, noImages } from "../../figures/image/images.js";
import type { Images } from "../../figures/image/images.js";
import { statement } from "../../dom/statement.js";
import { figureActions } from "../notebook/figureActions.js";
import { contributionsOf } from "./contributions.js";
import type { Contributions } from "./contributions.js";
import { filtersOf, notebookRun } from "./imageModel.js";
import type { ImageModel } from "./imageModel.js";

export interface ContributionPanel extends HTMLElement {
  update(changes: { model?: ImageModel; examples?: Images }): void;
}

/** The units that an image switches on, and b + Wz added up one at a time. */
export function contributionPanel(): ContributionPanel {
  let model: ImageModel | null = null;
  let examples: Images | null = null;
  let found: Contributions | null = null;

  const empty = noImages(8, 8);
  const strip = imageGrid({ label: "Images to take apart", images: empty, side: 40, pick: "image", value: 0 });
  const steps = imageGrid({
    label: "The image, what is added, and the sum so far",
    images: empty,
    side: 120,
    across: 3
  });
  const added = imageGrid({
    label: "The filters of the units that are on",
    colours: "signed",
    images: empty,
    side: 32
  });
  const play = player({ label: "Units added up", frames: 1, rate: 5, mode: "once", unit: "unit" });
  const words = element("div", {});
  const filter = imageGrid({ label: "The filter added last", colours: "signed", images: empty, side: 120, across: 1 });
  const sum = imageGrid({ label: "b + Wz so far", images: empty, side: 120, across: 1 });
  const titled = (title: string, figure: HTMLElement) =>
    element("div", {}, element("p", { class: "figure-title" }, title), figure);
  const root = element(
    "div",
    { class: "digits-parts" },
    strip,
    element(
      "div",
      { class: "digits-three" },
      titled("The image, x", steps),
      titled("Added last", filter),
      titled("b + Wz so far", sum)
    ),
    play,
    words,
    titled("The filters of the units that are on, in the order of adding", added),
    figureActions("What one picture switches on", () => partsNotebook(notebookRun(model), strip.value ?? 0, play.value))
  );
  keepInside(root);

  function takeApart(): void {
    if (!model || !examples || examples.count === 0) return;
    const image = imageAt(examples, strip.value ?? 0);
    found = contributionsOf(model.machine, Float64Array.from(image.values));
    steps.update({ images: image });
    const all = filtersOf(model);
    const size = all.rows * all.columns;
    const own = new Float64Array(found.units.length * size);
    found.units.forEach((j, at) => own.set(imageAt(all, j).values, at * size));
    const images = { ...all, count: found.units.length, values: own };
    added.update({ images, scale: evenScale(all) });
    play.setFrames(found.units.length + 1);
    show();
  }

  function show(): void {
    if (!model || !found || !examples) return;
    const { rows, columns, machine } = model;
    const { n } = machine;
    const at = play.value;
    const all = filtersOf(model);
    const values = found.sums.subarray(at * n, (at + 1) * n);
    sum.update({ images: { rows, columns, count: 1, values } });
    filter.update({
      images: at === 0 ? { ...all, count: 1, values: new Float64Array(n) } : imageAt(all, found.units[at - 1]),
      scale: evenScale(all)
    });
    const image = imageAt(examples, strip.value ?? 0).values;
    const error = Math.sqrt(values.reduce((total, value, i) => total + (value - image[i]) ** 2, 0) / n);
    words.replaceChildren(
      statement(
        `${found.units.length} of ${machine.m} units are more likely on than off. With ${at} of them added, a pixel is off by `,
        { value: error, digits: 3 },
        " of the way from paper to ink, root mean square."
      )
    );
  }

  strip.addEventListener("input", () => {
    takeApart();
    play.value = play.state.frames - 1;
    show();
  });
  play.addEventListener("input", show);
  return Object.assign(root, {
    update(changes: { model?: ImageModel; examples?: Images }) {
      model = changes.model ?? model;
      examples = changes.examples ?? examples;
      if (changes.examples) strip.update({ images: changes.examples });
      takeApart();
    }
  });
}
