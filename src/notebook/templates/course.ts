import type { Notebook } from "../document/notebook.js";
import { code, notebookOf, text } from "./template.js";
import type { Draft } from "./template.js";

/** What the reader writes in the exercise, each with what stands in its place before. */
interface Formulas {
  readonly softplus: string;
  readonly c: string;
  readonly pZGivenX: string;
  readonly pXGivenZ: string;
}

const solved: Formulas = {
  softplus: "softplus(a) = maximum(a, 0) + log1p(exp(-abs(a)))",
  c: "activation(x) = (x ./ sigma2) * W + d\nc(x) = sum(softplus(activation(x)), 2) - sum((x - b).^2 ./ (2 * sigma2), 2)",
  pZGivenX: "pZGivenX(x) = sigmoid((x ./ sigma2) * W + d)",
  pXGivenZ: "meanX(z) = b + z * W'\nvarianceX(z) = sigma2"
};

const open: Formulas = {
  softplus: "softplus(a) = TODO",
  c: "activation(x) = TODO\nc(x) = sum(softplus(activation(x)), 2) - TODO",
  pZGivenX: "pZGivenX(x) = sigmoid(TODO)",
  pXGivenZ: "meanX(z) = TODO\nvarianceX(z) = TODO"
};

/** The course's notebook, cell for cell, finished. */
export function courseNotebook(): Notebook {
  return notebookOf("The course’s notebook", cells(solved));
}

/** The same with the holes of the exercise. */
export function holesNotebook(): Notebook {
  return notebookOf("The course’s notebook, to fill in", cells(open));
}

export function emptyNotebook(): Notebook {
  return notebookOf("Untitled", [code("")]);
}

function cells(formulas: Formulas): Draft[] {
  return [
    text(
      "# A Gaussian–Bernoulli RBM on a ring\n\nEach cell below can be changed; what depends on it follows. Press Shift-Enter to run a cell and go to the next."
    ),
    text("## The data\n\n500 points about a circle, pushed off it by Gaussian noise with a standard deviation of 0.1."),
    code("data = ring()", { id: "data" }),
    code('scatter(data, label = "The data")', { id: "data-plot" }),
    text(
      "## The parameters\n\nA machine has two kinds of unit: visible ones $x$, which are $n$ real numbers, and hidden ones $z$, which are $m$ switches, each 0 or 1. Its parameters are a bias $b$ and a variance $\\sigma^2$ for each visible unit, a bias $d$ for each hidden unit, and the weights $W$.\n\n$$\\begin{aligned} E(x, z) = {} & \\sum_i \\frac{(x_i - b_i)^2}{2\\sigma_i^2} \\\\ & - \\sum_{i,j} \\frac{x_i W_{ij} z_j}{\\sigma_i^2} - \\sum_j d_j z_j \\end{aligned}$$"
    ),
    code('hidden = slider(2, 400, 100, label = "Hidden units, m", log = true, step = 1)', { id: "hidden" }),
    code('luck = seed(0, label = "Seed")', { id: "seed" }),
    code(
      "b = zeros(2)\nlogSigma2 = log(0.1^2) * ones(2)\nW = 0.01 * normal(zeros(2, hidden), 1, seed = luck)\nd = 0.1 * normal(zeros(hidden), 1, seed = luck)",
      { id: "parameters" }
    ),
    code("sigma2 = exp(logSigma2)", { id: "sigma2" }),
    text(
      "## The formulas\n\n$c(x) = \\log \\sum_z e^{-E(x, z)}$, for a batch of points, a row each: one number for each row. First a softplus, $\\log(1 + e^a)$, that does not overflow."
    ),
    code(formulas.softplus, { id: "softplus" }),
    code(formulas.c, { id: "c" }),
    text("$p(z_j = 1 \\mid x)$: given the point, each switch is a coin of its own."),
    code(formulas.pZGivenX, { id: "p-z-given-x" }),
    text(
      "$p(x_i \\mid z)$: given the switches, each coordinate is a Gaussian of its own, with this mean and variance."
    ),
    code(formulas.pXGivenZ, { id: "p-x-given-z" }),
    text(
      "## The shapes\n\nFor 15 points: one $c$ each, `(15,)`; $m$ probabilities each; and back from the switches two coordinates each."
    ),
    code("xTest = normal(zeros(15, 2), 1)", { id: "x-test" }),
    code("c(xTest)", { id: "shape-c" }),
    code("pTest = pZGivenX(xTest)", { id: "shape-z" }),
    code("meanX(bernoulli(pTest))", { id: "shape-x" }),
    text(
      "## Training\n\nContrastive divergence lowers the free energy $F(x) = -c(x)$ of the data and raises that of draws one Gibbs step away: all points at once, 300 steps of gradient descent, each clipped to length 1. It trains by the formulas above. If they are right, the compiled kernel computes the same faster; if you change them, it trains by what you wrote."
    ),
    code('epochs = slider(10, 1000, 300, label = "Epochs", step = 10)', { id: "epochs" }),
    code(
      "run = train(machine(b, logSigma2, W, d), data, epochs,\n  seed = luck, test = heldOut(),\n  c = c, pZGivenX = pZGivenX, meanX = meanX, varianceX = varianceX)",
      { id: "training" }
    ),
    code('line(run.loss, label = "Loss", xName = "epoch", yName = "loss, nats")', { id: "loss" }),
    text(
      "The loss compares two crowds that follow each other: it is not the likelihood. That can be computed here, since two coordinates can be summed over."
    ),
    code(
      'line(run.nllCurve, run.nllTestCurve, x = run.nllEpochs, names = "data, fresh points",\n  label = "Exact negative log-likelihood", xName = "epoch", yName = "NLL, nats per point",\n  reference = trueNll(heldOut()), referenceName = "the truth", log = true)',
      { id: "nll" }
    ),
    text("## Sampling\n\n500 chains of 1000 Gibbs steps, side by side. Every state is kept: (steps, chains, 2)."),
    code("draws = sample(run, 500, 1000, seed = luck)", { id: "sampling" }),
    code('scatter(data, draws, density = density(run), label = "The last draw of each chain over the data")', {
      id: "last-draws"
    }),
    text("## All chains, and one of them"),
    code("animate(draws, data = data)", { id: "chains" }),
    code("trail(draws, 1, data = data)", { id: "trail" })
  ];
}
