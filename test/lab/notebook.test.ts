import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cells } from "../../src/lab/cells.js";
import type { CellId } from "../../src/lab/cells.js";
import { toNotebook, toPythonFile } from "../../src/lab/notebook.js";
import type { Finished } from "../../src/lab/notebook.js";
import { readAnswers, solutions } from "../../src/lab/theirFunctions.js";
import { exactScore, trainTheirs } from "../../src/lab/theirMachine.js";
import { pythonWith } from "./pythonWith.js";
import { data } from "./ringData.js";

const folder = mkdtempSync(join(tmpdir(), "lab-notebook-"));
afterAll(() => rmSync(folder, { recursive: true }));

const machine = [...trainTheirs(readAnswers(solutions), data, { hidden: 20, epochs: 40 })].at(-1)!.machine;
const finished: Finished = {
  answers: { ...solutions, softplus: "log(1 + exp(a))\r\n# import os", loss: "-mean(c(data)) + mean(c(draws))" },
  passed: new Set(cells.map((c) => c.id).filter((id) => id !== "softplus")) as ReadonlySet<CellId>,
  data,
  machine
};
const python = pythonWith("torch", "nbconvert", "ipykernel", "matplotlib");

describe("the finished exercise", () => {
  it("as a notebook has the reader's formulas, translated where they passed and as a comment where they did not", () => {
    const notebook = JSON.parse(toNotebook(finished)) as {
      nbformat: number;
      nbformat_minor: number;
      cells: { id: string; source: string[] }[];
    };
    expect([notebook.nbformat, notebook.nbformat_minor]).toEqual([4, 5]);
    expect(new Set(notebook.cells.map((c) => c.id)).size).toBe(notebook.cells.length);
    const source = notebook.cells.map((c) => c.source.join("")).join("\n");
    expect(source).toContain("return -torch.mean(c(data)) + torch.mean(c(draws))");
    expect(source).toContain(
      "# log(1 + exp(a))\n# # import os\n# in its place:\ndef softplus(a):\n    return torch.clamp(a, min=0)"
    );
  });

  it.each([
    ["with the reader's machine", finished],
    ["training one of its own", { ...finished, machine: null }]
  ])("runs from top to bottom, %s, as a notebook and as a file", { timeout: 240_000 }, (_, what) => {
    if (python === null) {
      console.warn("no Python here has torch, nbconvert, ipykernel and matplotlib: the notebook was not run");
      return;
    }
    const path = join(folder, "lab.ipynb");
    writeFileSync(path, toNotebook(what));
    const run = spawnSync(
      python,
      [
        "-m",
        "nbconvert",
        "--to",
        "notebook",
        "--execute",
        "--ExecutePreprocessor.timeout=200",
        "--output",
        "ran.ipynb",
        path
      ],
      { encoding: "utf8" }
    );
    expect(run.status, run.stderr).toBe(0);
    const ran = JSON.parse(readFileSync(join(folder, "ran.ipynb"), "utf8")) as {
      cells: { outputs?: { output_type: string; text?: string[]; data?: object }[] }[];
    };
    const outputs = ran.cells.flatMap((c) => c.outputs ?? []);
    expect(outputs.filter((o) => o.output_type === "error")).toEqual([]);
    expect(outputs.some((o) => o.data && "image/png" in o.data)).toBe(true);
    const nll = Number(/: (-?\d+\.\d+) nats/.exec(outputs.flatMap((o) => o.text ?? []).join(""))![1]);
    if (what.machine) expect(nll).toBeCloseTo(exactScore(what.machine, data), 3);
    else expect(nll).toBeLessThan(1.4);

    const file = join(folder, "lab.py");
    writeFileSync(file, toPythonFile(what));
    const script = spawnSync(python, [file], { encoding: "utf8", env: { ...process.env, MPLBACKEND: "agg" } });
    expect(script.status, script.stderr).toBe(0);
    expect(script.stdout).toContain("negative log-likelihood of the data");
  });
});
