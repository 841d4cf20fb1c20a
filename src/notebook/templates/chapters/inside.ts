import { plainMachine } from "../../../rbm/model/machine.js";
import type { Machine } from "../../../rbm/model/machine.js";
import type { Notebook } from "../../document/notebook.js";
import { matrixSource, vectorSource } from "../source.js";
import { code, notebookOf, text } from "../template.js";
import type { Draft } from "../template.js";

function parameters(machine: Machine): Draft[] {
  const { b, logSigma2, W, d } = plainMachine(machine);
  const sigma = logSigma2.map((value) => Number(Math.exp(value / 2).toPrecision(12)));
  return [
    code(
      `b = ${vectorSource(b)}\nsigma = ${vectorSource(sigma)}\nW = ${matrixSource(W)}\nd = ${vectorSource(d)}\nsigma2 = sigma .^ 2`
    ),
    code("m = machine(b, 2 * log(sigma), W, d)")
  ];
}

/** "One update in slow motion": the page's machine and batch, with coins and noise of the notebook's own. */
export function updateNotebook(
  machine: Machine,
  { updates, learningRate }: { readonly updates: number; readonly learningRate: number }
): Notebook {
  return notebookOf("One update", [
    text(
      `# One update of contrastive divergence\n\nA machine after ${updates} updates, and the next one, line by line. Coins and noise are tossed anew here.`
    ),
    code("data = circles(100)"),
    ...parameters(machine),
    code("pOn(x) = sigmoid((x ./ sigma2) * W + d)"),
    code("p = pOn(data)"),
    code("z = bernoulli(p)"),
    code("means = b + z * W'"),
    code("draws = normal(means, sigma)"),
    code('scatter(data, draws, density = density(m), label = "One update in slow motion")', { id: "figure" }),
    code("pull = (data ./ sigma2)' * p / 100"),
    code("push = -(draws ./ sigma2)' * pOn(draws) / 100"),
    code("left = pull + push"),
    code("leftB = (sum(data, 1) - sum(draws, 1)) / 100 ./ sigma2"),
    code("leftD = (sum(p, 1) - sum(pOn(draws), 1)) / 100"),
    code("total = sqrt(sum(left .^ 2) + sum(leftB .^ 2) + sum(leftD .^ 2))"),
    code(`W + ${learningRate} * minimum(1, 1 / total) * left`)
  ]);
}

/** "The Gaussians of the mixture". @throws RangeError for more hidden units than the notebook draws centres of */
export function mixtureOfMachineNotebook(machine: Machine, updates: number): Notebook {
  if (machine.m > 8)
    throw new RangeError(`the notebook draws the Gaussians of at most 8 hidden units; this machine has ${machine.m}.`);
  return notebookOf("A mixture of Gaussians", [
    text(
      `# The Gaussians of a machine\n\nAfter ${updates} updates: a cross at each mean $b + Wz$, the larger the more the Gaussian there weighs.`
    ),
    code("data = circles(100)"),
    ...parameters(machine),
    code('p = density(m, by = "library")'),
    code('scatter(data, density = p, centres = m, label = "The Gaussians of the mixture")', { id: "figure" })
  ]);
}

/** "A section through the surface": F along a straight line through the origin, and −log p beside it. */
export function energyNotebook(machine: Machine, degrees: number): Notebook {
  const angle = (degrees * Math.PI) / 180;
  return notebookOf("A section through the energy", [
    text(
      "# A section through the energy\n\nThe free energy along a line through the origin, and $-\\log p(x)$: the same curve, $\\log Z$ higher."
    ),
    ...parameters(machine),
    code(`direction = ${vectorSource([Math.cos(angle), Math.sin(angle)])}`),
    code("s = (-80:80) / 50"),
    code("x = reshape(s, [161, 1]) .* direction"),
    code(
      "softplus(a) = maximum(a, 0) + log1p(exp(-abs(a)))\nF(x) = sum((x - b).^2 ./ (2 * sigma2), 2) - sum(softplus((x ./ sigma2) * W + d), 2)"
    ),
    code(
      'line(F(x), F(x) + logZ(m), x = s, names = "F(x), -log p(x)", xName = "distance from the origin", yName = "nats", label = "A section through the surface")',
      { id: "figure" }
    )
  ]);
}
