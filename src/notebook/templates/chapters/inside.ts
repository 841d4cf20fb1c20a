import { plainMachine } from "../../../rbm/model/machine.js";
import type { Machine } from "../../../rbm/model/machine.js";
import type { Notebook } from "../../document/notebook.js";
import type { Coupling } from "../../../rbm/model/coupling.js";
import { rowsFile } from "../rowsFile.js";
import { matrixSource, numberSource as number, vectorSource } from "../source.js";
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

/** An update as the page shows it: what it started from, what chance decided, and where the reader looks. */
export interface ShownUpdate {
  readonly machine: Machine;
  /** updates before it */
  readonly updates: number;
  /** hidden draws, (count, m) row-major */
  readonly z: ArrayLike<number>;
  /** x drawn given z, (count, 2) row-major */
  readonly draws: ArrayLike<number>;
  readonly rate: number;
  readonly clip: number | null;
  readonly coupling: Coupling;
  /** counted from 0 */
  readonly stage: number;
  /** counted from 0 */
  readonly point: number;
}

/** How a gradient for W becomes one for the W of a convention, and a step of that W a step of ours. */
const factors: Readonly<Record<Coupling, string>> = { sigma2: "", sigma: " .* sigma'", none: " .* sigma2'" };

/** "One update in slow motion": the page's machine, batch, coins and noise. */
export function updateNotebook(shown: ShownUpdate): Notebook {
  const { machine, updates, z, draws, rate, clip, coupling, stage, point } = shown;
  const factor = factors[coupling];
  return notebookOf("One update", [
    text(
      `# One update of contrastive divergence\n\nA machine after ${updates} updates, and the next one, line by line. Coins and noise are the page’s. To toss your own, let \`z = bernoulli(p)\` and \`draws = normal(means, sigma)\`.`
    ),
    code("data = circles(100)"),
    ...parameters(machine),
    code("pOn(x) = sigmoid((x ./ sigma2) * W + d)"),
    code("p = pOn(data)"),
    rowsFile("Hidden draws", rowsOf(z, machine.m)),
    code("z = csv(hidden_draws)"),
    code("means = b + z * W'"),
    rowsFile("Draws given z", rowsOf(draws, 2)),
    code("draws = csv(draws_given_z)"),
    code(`stage = slider(1, 8, ${stage + 1}, step = 1, label = "Stage")`),
    code(`point = slider(1, 100, ${point + 1}, step = 1, label = "Followed point")`),
    code(
      `oneUpdate(m, data, z, draws, stage, point, rate = ${number(rate)}, clip = ${number(clip ?? 0)}, coupling = "${coupling}")`,
      { id: "figure" }
    ),
    code("pull = (data ./ sigma2)' * p / 100"),
    code("push = -(draws ./ sigma2)' * pOn(draws) / 100"),
    code(`left = (pull + push)${factor}`),
    code("leftB = (sum(data, 1) - sum(draws, 1)) / 100 ./ sigma2"),
    code("leftD = (sum(p, 1) - sum(pOn(draws), 1)) / 100"),
    code("total = sqrt(sum(left .^ 2) + sum(leftB .^ 2) + sum(leftD .^ 2))"),
    code(`W + ${number(rate)}${clip === null ? "" : ` * minimum(1, ${number(clip)} / total)`} * left${factor}`, {
      id: "after"
    })
  ]);
}

/** "The Gaussians of the mixture". @param earlier machines whose borders are shown too */
export function mixtureOfMachineNotebook(
  machine: Machine,
  updates: number,
  earlier: readonly Pick<Machine, "b" | "W">[]
): Notebook {
  const rows = earlier.map(({ b, W }) => [...b, ...W]);
  return notebookOf("A mixture of Gaussians", [
    text(
      `# The Gaussians of a machine\n\nAfter ${updates} updates: a disc at each mean $b + Wz$, as large as the Gaussian there weighs, and the border of all means.`
    ),
    code("data = circles(100)"),
    ...parameters(machine),
    ...(rows.length === 0
      ? [code("zonotope(m, data)", { id: "figure" })]
      : [
          text("Borders of earlier machines: a row is $b$, then $W$ row by row."),
          rowsFile("Earlier machines", rows),
          code("zonotope(m, data, csv(earlier_machines))", { id: "figure" })
        ])
  ]);
}

/** "The two sides of each hidden unit". @param unit counted from 0 */
export function unitLinesNotebook(machine: Machine, updates: number, unit: number): Notebook {
  return notebookOf("The two sides of a unit", [
    text(
      `# The two sides of a unit\n\nAfter ${updates} updates: the line $p(z_j = 1 \\mid x) = \\tfrac12$ of each hidden unit, where its activation is 0.`
    ),
    code("data = circles(100)"),
    ...parameters(machine),
    code(`unit = slider(1, ${machine.m}, ${unit + 1}, step = 1, label = "Unit")`),
    code("unitLines(m, data, unit)", { id: "figure" }),
    code("activation(x) = (x ./ sigma2) * W + d"),
    code("on = sum(activation(data) > 0, 1)"),
    code("p = mean(sigmoid(activation(data)), 1)"),
    code(
      `table(1:${machine.m}, on, 100 - on, p, names = "unit, on, off, mean p(z = 1 | x)", label = "The data on either side")`,
      { id: "table" }
    )
  ]);
}

/**
 * "A section through the surface": F along a straight line through the origin, and −log p beside it.
 * @param ends of the axis of nats
 */
export function energyNotebook(
  machine: Machine,
  degrees: number,
  [lowest, highest]: readonly [lowest: number, highest: number]
): Notebook {
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
      `line(F(x), F(x) + logZ(m), x = s / sigma[1], names = "F(x), −log p(x)", tones = "ink, draws", dashes = "solid, dashed",\n  left = -8, right = 8, lowest = ${number(lowest)}, highest = ${number(highest)}, playhead = false,\n  xName = "distance from the origin, in σ", yName = "nats", label = "A section through the surface")`,
      { id: "figure" }
    )
  ]);
}

function rowsOf(values: ArrayLike<number>, width: number): number[][] {
  return Array.from({ length: values.length / width }, (_, row) =>
    Array.from({ length: width }, (_, at) => values[row * width + at])
  );
}
