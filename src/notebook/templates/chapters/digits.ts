import type { Recipe } from "../../../rbm/training/recipe.js";
import type { Notebook } from "../../document/notebook.js";
import { numberSource as number, namesSource, vectorSource } from "../source.js";
import { code, notebookOf, text } from "../template.js";
import type { Draft } from "../template.js";
import { trainSource } from "./training.js";

/** The recipe by which a machine was trained on the digits in the page; null: the one trained when the site was built. */
export type DigitsRecipe = Recipe | null;

/** The machine as `m`. */
function machine(recipe: DigitsRecipe): Draft[] {
  if (recipe === null) return [code('m = checkpoint("digits")')];
  const { hidden, sigma, seed } = recipe;
  return [
    text(
      "The pixels are standardised before training, and that is undone afterwards. It takes as long as in the chapter."
    ),
    code("standard = standardise(digits().train)"),
    code(`start = initial(64, ${hidden}, sigma = ${number(sigma)}, seed = ${seed})`),
    code(`run = ${trainSource("start", "standard.x", recipe)}`),
    code("m = unstandardise(run, standard)")
  ];
}

/** Filters and draws. */
export function filtersNotebook(recipe: DigitsRecipe): Notebook {
  return notebookOf("Filters and draws", [
    text("# Filters and draws\n\nThe columns of $W$, and draws after 200 Gibbs steps."),
    ...machine(recipe),
    code('images(m.W\', signed = true, side = 32, label = "Filters, the columns of W")', { id: "figure" }),
    code("draws = sample(m, 40, 200)"),
    code('images(draws, label = "Draws from the machine")', { id: "draws" })
  ]);
}

/** Chains as images beside the mean field. @param example which of the ten, from 0; null: from tossed switches */
export function pictureChainsNotebook(recipe: DigitsRecipe, step: number, example: number | null): Notebook {
  return notebookOf("Chains of pictures", [
    text(
      "# Chains of pictures\n\n24 chains, sampled; and the same starts with every draw replaced by its mean, $x \\leftarrow b + W\\,p(z \\mid x)$."
    ),
    ...machine(recipe),
    ...(example === null
      ? [code("draws = sample(m, 24, 200)\nstart = draws[1, :, :]")]
      : [
          code(`example = slider(1, 10, ${example + 1}, step = 1, label = "Image to start from")`),
          code("start = zeros(24, 64) + digits().examples[example, :]"),
          code("draws = concat(reshape(start, [1, 24, 64]), sample(m, 24, 199, start = start), 1)")
        ]),
    code("onward(x) = m.b + sigmoid((x ./ m.sigma2) * m.W + m.d) * m.W'\nmeans = iterate(onward, start, 200)"),
    code(`step = slider(1, 200, ${step + 1}, step = 1, label = "Step")`),
    code('images(draws[step, :, :], side = 64, across = 6, label = "Chains, sampled")', { id: "figure" }),
    code('images(means[step, :, :], side = 64, across = 6, label = "The same starts, by the mean field")', {
      id: "means"
    })
  ]);
}

/** One image, put together from the filters that it switches on. @param units how many are added */
export function partsNotebook(recipe: DigitsRecipe, example: number, units: number): Notebook {
  return notebookOf("What one picture switches on", [
    text(
      "# What one picture switches on\n\nThe units that are more likely on than off, given the picture; the longest filter is added first."
    ),
    ...machine(recipe),
    code(`example = slider(1, 10, ${example + 1}, step = 1, label = "Image")`),
    code("x = digits().examples[example, :]"),
    code("on = sigmoid((x ./ m.sigma2) * m.W + m.d) > 0.5"),
    text("The place of each unit: how many that are on have a longer filter."),
    code("reach = sum(m.W .^ 2, 1)\nplace = sum(on' .* (reach' > reach), 1)"),
    code(`units = slider(0, 256, ${units}, step = 1, label = "Units added")`),
    code("z = on .* (place < units)\nsoFar = m.b + z * m.W'\nlast = (on .* (place == units - 1)) * m.W'"),
    code('images(soFar, side = 120, across = 1, label = "b + Wz so far")', { id: "figure" }),
    code('images(last, signed = true, like = m.W, side = 120, across = 1, label = "The filter added last")', {
      id: "last"
    }),
    code('images(x, side = 120, across = 3, label = "The image")', { id: "image" }),
    code("inOrder = (((0:sum(on) - 1)' == place) .* on) * m.W'"),
    code('images(inOrder, signed = true, like = m.W, side = 32, label = "The filters of the units that are on")', {
      id: "filters"
    })
  ]);
}

/** Draws, and under each the training image nearest to it. */
export function copiesNotebook(recipe: DigitsRecipe): Notebook {
  return notebookOf("Is it copying?", [
    text("# Is it copying?\n\nSixteen draws, and under each the nearest of the 1500 training images."),
    ...machine(recipe),
    code("set = digits()"),
    code("draws = sample(m, 16, 400, seed = 1)\nshown = draws[400, :, :]"),
    code("near = nearest(shown, set.train)"),
    code(
      'images(concat(shown, zeros(16, 8), set.train[near.index, :]), rows = 17, side = 120,\n  label = "Draws, each above its nearest training image")',
      { id: "figure" }
    ),
    code("fresh = nearest(set.test, set.train)"),
    code(
      'table(mean(near.distance), mean(fresh.distance), names = "from a draw, from a test image",\n  label = "Distance to the nearest training image, root mean square of a pixel")'
    )
  ]);
}

/**
 * What chains make of an image of which some pixels are not known.
 * @param x its pixels, or which of the ten examples it is, from 0 @param known 1 or 0 for each pixel
 */
export function mendNotebook(recipe: DigitsRecipe, x: ArrayLike<number> | number, known: ArrayLike<number>): Notebook {
  return notebookOf("Mend a digit", [
    text(
      "# Mend a digit\n\nThe known pixels are held, the others drawn by sixty chains. In the chapter they are erased with a brush; here they are the zeros of `known`."
    ),
    ...machine(recipe),
    code(typeof x === "number" ? `x = digits().examples[${x + 1}, :]` : `x = ${vectorSource(x)}`),
    code(`known = ${vectorSource(known)}`),
    code('images(x .* known, side = 160, across = 1, label = "What is known")'),
    code("mended = mend(m, x, known)"),
    code('images(mended.mean, side = 160, across = 1, label = "Mean of the chains")', { id: "figure" }),
    code('images(mended.spread, high = 0.5, side = 160, across = 1, label = "Spread of the chains")', {
      id: "spread"
    }),
    code('images(mended.draws[1:12, :], across = 6, label = "The last draw of twelve chains")', { id: "draws" })
  ]);
}

/** A row of the table of scores. */
export interface ScoredModel {
  readonly name: string;
  readonly test: number;
  readonly train: number;
}

/** The published scores, and the machine's by its two estimates of log Z, in nats an image. */
export function scoresNotebook(
  models: readonly ScoredModel[],
  logZ: { readonly forward: number; readonly reverse: number }
): Notebook {
  return notebookOf("How good is it?", [
    text(
      "# How good is it?\n\nNegative log-likelihoods in nats an image, on fresh images and on those trained on. Lower is better. The other models were fitted when the site was built."
    ),
    code(
      `table(${models.map(({ test, train }) => vectorSource([test, train])).join(", ")},\n  names = ${namesSource(models.map(({ name }) => name))},\n  label = "Fresh images above, training images below")`,
      { id: "figure" }
    ),
    text(
      "The machine’s own score is $\\log Z$ less the mean of $c(x)$. The two numbers are estimates of $\\log Z$ by annealing, forward and in reverse."
    ),
    ...machine(null),
    code(`logZ_ = ${vectorSource([logZ.forward, logZ.reverse])}`),
    code(
      "softplus(a) = maximum(a, 0) + log1p(exp(-abs(a)))\nc(x) = sum(softplus((x ./ m.sigma2) * m.W + m.d), 2) - sum((x - m.b) .^ 2 ./ (2 * m.sigma2), 2)"
    ),
    code("set = digits()"),
    code("scores = logZ_ - mean(c(set.test))", { id: "scores" })
  ]);
}

/** Names by multinomial regression on p(z | x), and the test images that it gets wrong. */
export function labelsNotebook(recipe: DigitsRecipe): Notebook {
  return notebookOf("A label on top", [
    text("# A label on top\n\nMultinomial regression on $p(z \\mid x)$, and the test images that it names wrongly."),
    ...machine(recipe),
    code("set = digits()"),
    code("hidden(x) = sigmoid((x ./ m.sigma2) * m.W + m.d)"),
    code("naming = classify(hidden(set.train), set.trainLabels, hidden(set.test), set.testLabels)"),
    code('images(set.test[naming.mistakes, :], side = 64, label = "Test images that are named wrongly")', {
      id: "figure"
    }),
    code(
      'table(set.testLabels[naming.mistakes], naming.named[naming.mistakes], naming.probability[naming.mistakes],\n  names = "is, named, probability", label = "The mistakes")'
    ),
    code("naming.accuracy", { id: "accuracy" })
  ]);
}
