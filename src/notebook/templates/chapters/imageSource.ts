import type { Points } from "../../../rbm/shapes.js";
import type { Recipe } from "../../../rbm/training/recipe.js";
import { limits } from "../../document/notebook.js";
import { rowsFile } from "../rowsFile.js";
import { numberSource as number, vectorSource } from "../source.js";
import { code, text } from "../template.js";
import type { Draft } from "../template.js";
import { trainSource } from "./training.js";

/** Square images of the reader's own, as the chapter took them. */
export interface OwnImages {
  /** shape (count, side · side) */
  readonly train: Points;
  /** held out; null: none are */
  readonly test: Points | null;
  /** what each shows; null if nobody said */
  readonly labels: { readonly train: ArrayLike<number>; readonly test: ArrayLike<number> } | null;
  /** the examples to play with: rows of those held out, or of all if none are, counted from 0 */
  readonly examples: readonly number[];
}

/**
 * Where the machine of a figure comes from: null is the one that was trained when the site was built; another was trained
 * in the page, on the digits or on images of the reader's own.
 */
export type ImageRun = { readonly recipe: Recipe; readonly images: OwnImages | null } | null;

/** How cells name images and their machine. */
export interface ImageSource {
  /** the cells that come first: the images if they are the reader's, and the machine as `m` */
  readonly cells: readonly Draft[];
  /** pixels of an image, and along its side */
  readonly n: number;
  readonly side: number;
  readonly hidden: number;
  readonly trainCount: number;
  readonly exampleCount: number;
  /** what gives the images; null where there are none such */
  readonly train: string;
  readonly test: string | null;
  readonly labels: { readonly train: string; readonly test: string } | null;
  readonly examples: string;
}

/** @throws Error for images that take more room than a file of a notebook has */
export function imageSource(run: ImageRun): ImageSource {
  if (!run?.images) return digitsSource(run?.recipe ?? null);
  const { recipe, images } = run;
  const { train, test, labels, examples } = images;
  const rows = vectorSource(examples.map((row) => row + 1));
  return {
    cells: [
      text("The images as the chapter took them, a row each. A sixth of them is held out."),
      ...fileOf("Training images", "trainImages", train),
      ...(test ? fileOf("Held-out images", "testImages", test) : []),
      ...(labels ? labelsOf("Training labels", "trainLabels", labels.train) : []),
      ...(labels && test ? [...labelsOf("Held-out labels", "testLabels", labels.test)] : []),
      code(`examples = ${test ? "testImages" : "trainImages"}[${rows}, :]`),
      ...trainingCells(recipe, train.n, "trainImages")
    ],
    ...{ n: train.n, side: Math.sqrt(train.n), hidden: recipe.hidden, trainCount: train.count },
    ...{ exampleCount: examples.length, train: "trainImages", test: test && "testImages", examples: "examples" },
    labels: labels && test && { train: "trainLabels", test: "testLabels" }
  };
}

function digitsSource(recipe: Recipe | null): ImageSource {
  return {
    cells: recipe ? trainingCells(recipe, 64, "digits().train") : [code('m = checkpoint("digits")')],
    ...{ n: 64, side: 8, hidden: recipe?.hidden ?? 256, trainCount: 1500, exampleCount: 10 },
    ...{ train: "digits().train", test: "digits().test", examples: "digits().examples" },
    labels: { train: "digits().trainLabels", test: "digits().testLabels" }
  };
}

function trainingCells(recipe: Recipe, n: number, images: string): Draft[] {
  const { hidden, sigma, seed } = recipe;
  return [
    text(
      "The pixels are standardised before training, and that is undone afterwards. It takes as long as in the chapter."
    ),
    code(`standard = standardise(${images})`),
    code(`untrained = initial(${n}, ${hidden}, sigma = ${number(sigma)}, seed = ${seed})`),
    code(`run = ${trainSource("untrained", "standard.x", recipe).replace(/\)$/, ", fused = true)")}`),
    code("m = unstandardise(run, standard)")
  ];
}

function fileOf(label: string, name: string, { n, count, values }: Points): Draft[] {
  const rows = Array.from({ length: count }, (_, row) => values.subarray(row * n, (row + 1) * n));
  const file = rowsFile(label, rows);
  const { length } = typeof file.value === "object" ? file.value.text : "";
  if (length > limits.file) {
    const room = limits.file.toLocaleString("en");
    throw new Error(
      `your ${count} images of ${n} pixels take ${length.toLocaleString("en")} characters, and a file of a notebook has at most ${room}: take fewer of them, or a smaller side.`
    );
  }
  return [file, code(`${name} = csv(${fileName(label)})`)];
}

function labelsOf(label: string, name: string, labels: ArrayLike<number>): Draft[] {
  const rows = Array.from(labels, (each) => [each]);
  return [rowsFile(label, rows), code(`${name} = csv(${fileName(label)})[:, 1]`)];
}

/** The name that rowsFile gives to a file of this label. */
function fileName(label: string): string {
  return label.toLowerCase().replaceAll(/[ -]/g, "_");
}
