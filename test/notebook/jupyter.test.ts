import { spawnSync } from "node:child_process";
import { afterAll, expect, it } from "vitest";
import { fromJupyter } from "../../src/notebook/files/fromJupyter.js";
import { toJupyter } from "../../src/notebook/files/jupyter.js";
import { editCell } from "../../src/notebook/document/edits.js";
import { courseNotebook } from "../../src/notebook/templates/course.js";
import { openKernelThread, openNotebook, points } from "./openNotebook.js";
import { pythonWith } from "../exercise/pythonWith.js";

const kernel = openKernelThread();
afterAll(() => kernel.close());
/** Where matplotlib isn't installed its calls go nowhere: what is held here are the numbers. */
const plots = `import sys
from unittest.mock import MagicMock

try:
    import matplotlib.pyplot
except ImportError:
    figures = MagicMock()
    figures.subplots.return_value = (MagicMock(), MagicMock())
    sys.modules["matplotlib"] = MagicMock(pyplot=figures)
    sys.modules["matplotlib.pyplot"] = figures
`;
const python = pythonWith("torch");

it.skipIf(python === null)(
  "the course's notebook as Jupyter runs from top to bottom in PyTorch, to a likelihood of the recipe's",
  async () => {
    const runner = openNotebook(
      editCell(courseNotebook(), "sampling", "draws = sample(run, 50, 20, seed = luck)"),
      kernel
    );
    await runner.settled();
    const text = toJupyter(runner.notebook, {
      valueOf: (name) => runner.state(runner.graph.definedBy.get(name) ?? "").names.get(name) ?? null,
      ring: points("ring-train"),
      heldOut: points("ring-test")
    });
    runner.close();
    expect(fromJupyter(text)).toEqual(runner.notebook);
    const file = JSON.parse(text) as { nbformat: number; cells: { cell_type: string; source: string[] }[] };
    expect(file.nbformat).toBe(4);
    const code = file.cells
      .filter((cell) => cell.cell_type === "code")
      .map((cell) => cell.source.join("").replace("%matplotlib inline", "import matplotlib\nmatplotlib.use('Agg')"))
      .join("\n\n");
    const ran = spawnSync(python!, ["-"], {
      input: `${plots}\n${code}\nprint("NLL", float(run.nllTest), tuple(draws.shape), tuple(c(xTest).shape), tuple(pTest.shape))`,
      encoding: "utf8"
    });
    expect(ran.stderr).not.toContain("Traceback");
    const [, score, shapes] = /NLL ([\d.]+) (.*)/.exec(ran.stdout) ?? [];
    // PyTorch's 40 runs of this recipe on these points lie from 0.988 to 1.383.
    expect(Number(score)).toBeGreaterThan(0.95);
    expect(Number(score)).toBeLessThan(1.5);
    expect(shapes).toBe("(20, 50, 2) (15,) (15, 100)");
  },
  180_000
);
