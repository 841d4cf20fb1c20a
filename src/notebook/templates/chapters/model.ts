import type { Notebook } from "../../document/notebook.js";
import { labRecipe } from "../../../rbm/training/recipe.js";
import { code, notebookOf, text } from "../template.js";
import type { Draft } from "../template.js";
import { matrixSource, vectorSource } from "../source.js";
import { trainingNotebook } from "./training.js";

/** The small machine of the page on the model: two visible units, a few hidden, and a point x. */
export interface SmallMachine {
  readonly b: readonly number[];
  readonly sigma: readonly number[];
  readonly W: readonly (readonly number[])[];
  readonly d: readonly number[];
  readonly x: readonly number[];
}

function parameters({ b, sigma, W, d }: SmallMachine): Draft[] {
  return [
    code(
      `b = ${vectorSource(b)}\nsigma = ${vectorSource(sigma)}\nW = ${matrixSource(W)}\nd = ${vectorSource(d)}\nsigma2 = sigma .^ 2`
    ),
    code("m = machine(b, 2 * log(sigma), W, d)")
  ];
}

/** "The exact density of a small machine". */
export function smallMachineNotebook(small: SmallMachine): Notebook {
  return notebookOf("A small machine", [
    text(
      "# The exact density of a small machine\n\nEach cross is one setting of the switches, $b + Wz$; the larger it is, the more often the machine is in it."
    ),
    ...parameters(small),
    code(`x = ${vectorSource(small.x)}`),
    code('p = density(m, window = 2, by = "library")'),
    code(
      'scatter(density = p, centres = m, marks = [x], window = 2,\n  label = "The exact density of a small machine")',
      { id: "figure" }
    )
  ]);
}

/** c(x) by every term of its sum, and by the formula. */
export function enumerationNotebook(small: SmallMachine): Notebook {
  const m = small.d.length;
  const settings = Array.from({ length: 2 ** m }, (_, state) => Array.from({ length: m }, (_, j) => (state >> j) & 1));
  return notebookOf("Summing the switches out", [
    text(
      "# Summing the switches out\n\nEvery setting $z$ of the switches with its energy, and the sum of $e^{-E}$; then the formula, which needs no sum over settings."
    ),
    ...parameters(small),
    code(`x = ${vectorSource(small.x)}`),
    code(`Z = ${matrixSource(settings)}`),
    code("E = sum((x - b).^2 ./ (2 * sigma2)) - Z * ((x ./ sigma2) * W + d)"),
    code('table(Z, E, exp(-E), names = "z 1, z 2, z 3, E, exp(-E)", label = "Every setting of the switches")', {
      id: "figure"
    }),
    code("log(sum(exp(-E)))"),
    code(
      "softplus(a) = maximum(a, 0) + log1p(exp(-abs(a)))\nc(x) = sum(softplus((x ./ sigma2) * W + d), 2) - sum((x - b).^2 ./ (2 * sigma2), 2)"
    ),
    code("c([x])", { id: "formula" })
  ]);
}

/** The two conditionals as formulas. */
export function conditionalsNotebook(small: SmallMachine): Notebook {
  return notebookOf("The two conditionals", [
    text("# The two conditionals"),
    ...parameters(small),
    code(`x = ${vectorSource(small.x)}`),
    code("pZGivenX(x) = sigmoid((x ./ sigma2) * W + d)\nmeanX(z) = b + z * W'"),
    code("pZGivenX([x])", { id: "figure" }),
    code("meanX(bernoulli(pZGivenX([x])))")
  ]);
}

/** "p(x | z)": one Gaussian. */
export function conditionalNotebook(small: SmallMachine, z: readonly number[]): Notebook {
  return notebookOf("Given the switches, the point", [
    text("# p(x | z)\n\nThe ellipses are one and two standard deviations."),
    ...parameters(small),
    code(`z = ${vectorSource(z)}`),
    code("mean_ = b + z * W'"),
    code('scatter(mixture = gaussian(mean_, sigma2), window = 2, mixtureName = "p(x | z)", label = "p(x | z)")', {
      id: "figure"
    })
  ]);
}

/** "The trap of the sign": the course's recipe with F, or with c in its place. */
export function signTrapNotebook(returns: "F" | "c"): Notebook {
  const recipe = { ...labRecipe, sign: returns === "F" ? (1 as const) : (-1 as const) };
  return trainingNotebook(recipe, {
    name: "The trap of the sign",
    intro:
      "# The trap of the sign\n\nThe course’s recipe, with the sign of the loss as one reads its text. Change `sign` to 1 and −1.",
    snapshots: 30,
    steps: 200,
    everyScore: true
  });
}
