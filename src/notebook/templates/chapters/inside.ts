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
