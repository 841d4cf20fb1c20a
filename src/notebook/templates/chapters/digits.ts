import type { Notebook } from "../../document/notebook.js";
import { namesSource, vectorSource } from "../source.js";
import { code, notebookOf, text } from "../template.js";
import { imageSource } from "./imageSource.js";
import type { ImageRun } from "./imageSource.js";

/** Filters and draws. */
export function filtersNotebook(run: ImageRun): Notebook {
  const { cells } = imageSource(run);
  return notebookOf("Filters and draws", [
    text("# Filters and draws\n\nThe columns of $W$, and draws after 200 Gibbs steps."),
    ...cells,
    code('images(m.W\', signed = true, side = 32, label = "Filters, the columns of W")', { id: "figure" }),
    code("draws = sample(m, 40, 200)"),
    code('images(draws, label = "Draws from the machine")', { id: "draws" })
  ]);
}

/** Chains as images beside the mean field. @param example which of them, from 0; null: from tossed switches */
export function pictureChainsNotebook(run: ImageRun, step: number, example: number | null): Notebook {
  const { cells, n, examples, exampleCount } = imageSource(run);
  return notebookOf("Chains of pictures", [
    text(
      "# Chains of pictures\n\n24 chains, sampled; and the same starts with every draw replaced by its mean, $x \\leftarrow b + W\\,p(z \\mid x)$."
    ),
    ...cells,
    ...(example === null
      ? [code("draws = sample(m, 24, 200)\nstart = draws[1, :, :]")]
      : [
          code(`example = slider(1, ${exampleCount}, ${example + 1}, step = 1, label = "Image to start from")`),
          code(`start = zeros(24, ${n}) + ${examples}[example, :]`),
          code(`draws = concat(reshape(start, [1, 24, ${n}]), sample(m, 24, 199, start = start), 1)`)
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
export function partsNotebook(run: ImageRun, example: number, units: number): Notebook {
  const { cells, hidden, examples, exampleCount } = imageSource(run);
  return notebookOf("What one picture switches on", [
    text(
      "# What one picture switches on\n\nThe units that are more likely on than off, given the picture; the longest filter is added first."
    ),
    ...cells,
    code(`example = slider(1, ${exampleCount}, ${example + 1}, step = 1, label = "Image")`),
    code(`x = ${examples}[example, :]`),
    code("on = sigmoid((x ./ m.sigma2) * m.W + m.d) > 0.5"),
    text("The place of each unit: how many that are on have a longer filter."),
    code("reach = sum(m.W .^ 2, 1)\nplace = sum(on' .* (reach' > reach), 1)"),
    code(`units = slider(0, ${hidden}, ${units}, step = 1, label = "Units added")`),
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
export function copiesNotebook(run: ImageRun): Notebook {
  const { cells, side, train, test, trainCount } = imageSource(run);
  return notebookOf("Is it copying?", [
    text(`# Is it copying?\n\nSixteen draws, and under each the nearest of the ${trainCount} training images.`),
    ...cells,
    code(`learned = ${train}`),
    code("draws = sample(m, 16, 400, seed = 1)\nshown = draws[400, :, :]"),
    code("near = nearest(shown, learned)"),
    code(
      `images(concat(shown, zeros(16, ${side}), learned[near.index, :], zeros(16, ${2 * side})), rows = ${2 * side + 3}, side = 133,\n  label = "Draws, each above its nearest training image")`,
      { id: "figure" }
    ),
    ...(test
      ? [
          code(`fresh = nearest(${test}, learned)`),
          code(
            'table(mean(near.distance), mean(fresh.distance), names = "from a draw, from a test image",\n  label = "Distance to the nearest training image, root mean square of a pixel")'
          )
        ]
      : [])
  ]);
}

/**
 * What chains make of an image of which some pixels are not known.
 * @param x its pixels, or which of the examples it is, from 0 @param known 1 or 0 for each pixel
 */
export function mendNotebook(run: ImageRun, x: ArrayLike<number> | number, known: ArrayLike<number>): Notebook {
  const { cells, examples } = imageSource(run);
  return notebookOf("Mend a digit", [
    text(
      "# Mend a digit\n\nThe known pixels are held, the others drawn by sixty chains. In the chapter they are erased with a brush; here they are the zeros of `known`."
    ),
    ...cells,
    code(typeof x === "number" ? `x = ${examples}[${x + 1}, :]` : `x = ${vectorSource(x)}`),
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
      "# How good is it?\n\nNegative log-likelihoods in nats an image, on fresh images and on those trained on. Lower is better. These numbers were computed when the site was built, as some take longer than a cell may: the Gaussian has the mean and the covariance of the 1500 training images; factor analysis and the mixtures were fitted to them by expectation–maximisation, each mixture from three starts. The machine’s are computed below."
    ),
    code(
      `table(${models.map(({ test, train }) => vectorSource([test, train])).join(", ")},\n  names = ${namesSource(models.map(({ name }) => name))},\n  label = "Fresh images above, training images below")`,
      { id: "figure" }
    ),
    text(
      "The machine’s own score is $\\log Z$ less the mean of $c(x)$. The two numbers are estimates of $\\log Z$ by annealed importance sampling, 100 chains over 600 temperatures, forward and in reverse. The mean of both scores is its row in the table."
    ),
    ...imageSource(null).cells,
    code(`logZ_ = ${vectorSource([logZ.forward, logZ.reverse])}`),
    code(
      "softplus(a) = maximum(a, 0) + log1p(exp(-abs(a)))\nc(x) = sum(softplus((x ./ m.sigma2) * m.W + m.d), 2) - sum((x - m.b) .^ 2 ./ (2 * m.sigma2), 2)"
    ),
    code("set = digits()"),
    code("scores = logZ_ - mean(c(set.test))", { id: "scores" }),
    code("mean(scores)", { id: "own" })
  ]);
}

/** Names by multinomial regression on p(z | x), and the test images that it gets wrong. @throws Error without labels */
export function labelsNotebook(run: ImageRun): Notebook {
  const { cells, train, test, labels } = imageSource(run);
  if (!labels || !test) throw new Error("these images have no labels: there is nothing to name.");
  return notebookOf("A label on top", [
    text("# A label on top\n\nMultinomial regression on $p(z \\mid x)$, and the test images that it names wrongly."),
    ...cells,
    code(`held = ${test}\nheldLabels = ${labels.test}`),
    code("hidden(x) = sigmoid((x ./ m.sigma2) * m.W + m.d)"),
    code(`naming = classify(hidden(${train}), ${labels.train}, hidden(held), heldLabels, classes = 10)`),
    code('images(held[naming.mistakes, :], side = 64, label = "Test images that are named wrongly")', {
      id: "figure"
    }),
    code(
      'table(heldLabels[naming.mistakes], naming.named[naming.mistakes], naming.probability[naming.mistakes],\n  names = "is, named, probability", label = "The mistakes")'
    ),
    code("naming.accuracy", { id: "accuracy" })
  ]);
}
