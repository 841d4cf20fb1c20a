import { plainMachine } from "../../rbm/model/machine.js";
import type { Machine } from "../../rbm/model/machine.js";
import type { Points } from "../../rbm/shapes.js";
import { pointRows } from "../../rbm/shapes.js";
import { cells } from "../cells/cells.js";
import type { Cell, CellId } from "../cells/cells.js";
import { preludes } from "../../language/translate/prelude.js";
import { parameterSetter } from "./parameterSetter.js";
import { translate } from "./python.js";
import type { Answers } from "../learner/learnerFunctions.js";
import { solutions } from "../learner/learnerFunctions.js";

/** What goes into the notebook: the learner's formulas, which of them passed, the data, and the machine trained by them. */
export interface Finished {
  readonly answers: Answers;
  readonly passed: ReadonlySet<CellId>;
  readonly data: Points;
  /** null: the notebook trains one itself */
  readonly machine: Machine | null;
}

/** A cell of a notebook, before it gets an id. */
type Part = { readonly kind: "markdown" | "code"; readonly source: string };

/**
 * The exercise as a Jupyter notebook, nbformat 4.5, in PyTorch. A formula that passed is translated; one that didn't
 * stands as a comment above our solution.
 */
export function toNotebook(finished: Finished): string {
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
      language_info: { name: "python" }
    },
    cells: parts(finished).map(({ kind, source }, k) => ({
      id: `cell-${k}`,
      cell_type: kind,
      metadata: {},
      source: source.split(/(?<=\n)/),
      ...(kind === "code" ? { execution_count: null, outputs: [] } : {})
    }))
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

/** The same as one Python file; what is prose there is a comment here. */
export function toPythonFile(finished: Finished): string {
  const blocks = parts(finished).map(({ kind, source }) => {
    if (kind === "markdown") return commented(source);
    return source.replace("%matplotlib inline\n", "");
  });
  return `${blocks.join("\n\n")}\n`;
}

function parts(finished: Finished): Part[] {
  const rows = (values: readonly (readonly number[])[]): string =>
    values.map((row) => `    [${row.map((v) => Number(v.toPrecision(7))).join(", ")}],`).join("\n");
  return [
    markdown(
      "# A Gaussian–Bernoulli RBM\n\nE(x, z) = Σᵢ (xᵢ − bᵢ)² / (2σᵢ²) − Σᵢⱼ xᵢ Wᵢⱼ zⱼ / σᵢ² − Σⱼ dⱼ zⱼ, for x real and z of zeros and ones. The functions below name the parameters `b`, `logSigma2`, `sigma2`, `W`, `d` and their sizes `n` and `m`."
    ),
    code(`%matplotlib inline\n${preludes.pytorch}\n\n\n${parameterSetter("pytorch")}`),
    markdown("## The data: points of a ring"),
    code(`data = array([\n${rows(pointRows(finished.data))}\n])\ndata.shape`),
    ...cells.flatMap((cell) => [markdown(`## ${cell.title}\n\n${cell.task}`), code(cellCode(cell, finished))]),
    markdown(
      finished.machine
        ? "## Your machine\n\nThe parameters as you trained them on the page."
        : "## Training\n\nContrastive divergence from the data: full batch, 300 steps of gradient descent, each clipped to norm 1."
    ),
    code(finished.machine ? parametersCode(finished.machine) : trainingCode),
    markdown("## How good it is\n\nThe exact negative log-likelihood of the data, by a sum over a fine grid."),
    code(scoreCode),
    markdown("## The last state of 500 chains after 1000 steps, over the data"),
    code(plotCode)
  ];
}

function cellCode(cell: Cell, { answers, passed }: Finished): string {
  const ours = translate(cell.id, cell.solution, "pytorch");
  if (!("code" in ours)) throw new Error(`the solution of ${cell.id} has no translation: ${ours.problem}`);
  const typed = answers[cell.id];
  const own = passed.has(cell.id) ? translate(cell.id, typed, "pytorch") : null;
  if (own && "code" in own) return `${commented(`as typed in the exercise:\n${typed}`)}\n${own.code}`;
  const isOwnText = typed.trim() !== "" && typed !== cell.start && typed !== solutions[cell.id];
  return isOwnText
    ? `${commented(`yours, which did not pass:\n${typed}`)}\n${commented("in its place:")}\n${ours.code}`
    : ours.code;
}

function parametersCode(machine: Machine): string {
  const { b, logSigma2, W, d } = plainMachine(machine);
  return `import json

machine = json.loads("""${JSON.stringify({ b, logSigma2, W, d })}""")
set_parameters(*(array(machine[name]) for name in ("b", "logSigma2", "W", "d")))
(n, m)`;
}

const trainingCode = `n, m = 2, 100
b = torch.zeros(n)
logSigma2 = torch.full((n,), math.log(0.1**2))
W = torch.randn(n, m) * 0.01
d = torch.randn(m) * 0.1
trained = [b, W, d]
for parameter in trained:
    parameter.requires_grad_(True)
set_parameters(b, logSigma2, W, d)
optimizer = torch.optim.SGD(trained, lr=1e-3)
for epoch in range(300):
    with torch.no_grad():
        draws = gibbsStep(data)
    optimizer.zero_grad()
    value = loss(data, draws)
    value.backward()
    torch.nn.utils.clip_grad_norm_(trained, 1.0)
    optimizer.step()
set_parameters(*(parameter.detach() for parameter in (b, logSigma2, W, d)))
float(value)`;

const scoreCode = `with torch.no_grad():
    side = torch.linspace(-2.5, 2.5, 401)
    grid = torch.cartesian_prod(side, side)
    values = torch.cat([c(part) for part in grid.split(20000)])
    logZ = torch.logsumexp(values, 0) + 2 * math.log(5 / 400)
    nll = float(logZ - c(data).mean())
print(f"negative log-likelihood of the data: {nll:.4f} nats a point")`;

const plotCode = `import matplotlib.pyplot as plt

with torch.no_grad():
    trajectory = sample(500, 1000)
figure, (left, right) = plt.subplots(1, 2, figsize=(11, 5))
left.imshow(
    torch.exp(values - logZ).reshape(401, 401).T, origin="lower", extent=(-2.5, 2.5, -2.5, 2.5), cmap="viridis"
)
left.set_title("density")
right.scatter(*data.T, s=8, label="data")
right.scatter(*trajectory[-1].T, s=8, marker="^", label="draws")
right.set_aspect("equal")
right.legend()
plt.show()`;

function markdown(source: string): Part {
  return { kind: "markdown", source };
}

function code(source: string): Part {
  return { kind: "code", source };
}

function commented(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map((line) => `# ${line}`.trimEnd())
    .join("\n");
}
