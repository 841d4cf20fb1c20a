import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cells } from "../../src/exercise/cells/cells.js";
import { toNotebook, toPythonFile } from "../../src/exercise/export/notebook.js";
import type { Finished } from "../../src/exercise/export/notebook.js";
import { readAnswers, solutions } from "../../src/exercise/learner/learnerFunctions.js";
import { exactScore, trainByFormulas } from "../../src/exercise/learner/learnerMachine.js";
import { pythonWith } from "./pythonWith.js";
import { data } from "./ringData.js";

const folder = mkdtempSync(join(tmpdir(), "exercise-notebook-"));
afterAll(() => rmSync(folder, { recursive: true }));

const machine = [...trainByFormulas(readAnswers(solutions), data, { hidden: 20, epochs: 40 })].at(-1).machine;
const finished: Finished = {
  answers: { ...solutions, softplus: "log(1 + exp(a))\r\n# import os", loss: "-mean(c(data)) + mean(c(draws))" },
  passed: new Set(cells.map((c) => c.id).filter((id) => id !== "softplus")),
  data,
  machine
};
const python = pythonWith("torch", "nbconvert", "ipykernel", "matplotlib");

describe("the finished exercise", () => {
  it("as a notebook has the learner's formulas, translated if they passed and as a comment otherwise", () => {
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

  it(
    "runs from top to bottom as a notebook, to the score that the page gives the learner's machine",
    { timeout: 240_000 },
    () => {
      if (python === null) return sayWhyNot();
      const path = join(folder, "exercise.ipynb");
      writeFileSync(path, toNotebook(finished));
      const execute = ["-m", "nbconvert", "--to", "notebook", "--execute", "--ExecutePreprocessor.timeout=200"];
      const run = spawnSync(python, [...execute, "--output", "ran.ipynb", path], { encoding: "utf8" });
      expect(run.status, run.stderr).toBe(0);
      const ran = JSON.parse(readFileSync(join(folder, "ran.ipynb"), "utf8")) as {
        cells: { outputs?: { output_type: string; text?: string[]; data?: object }[] }[];
      };
      const outputs = ran.cells.flatMap((c) => c.outputs ?? []);
      expect(outputs.filter((o) => o.output_type === "error")).toEqual([]);
      expect(outputs.some((o) => o.data && "image/png" in o.data)).toBe(true);
      expect(scoreIn(outputs.flatMap((o) => o.text ?? []).join(""))).toBeCloseTo(exactScore(machine, data), 3);
    }
  );

  // The lab's recipe scores 1.07 with a standard deviation of 0.06 over its seeds, before training it is above 3.
  it(
    "runs as a Python file too, which trains a machine of its own where the reader has none",
    { timeout: 240_000 },
    () => {
      if (python === null) return sayWhyNot();
      const file = join(folder, "exercise.py");
      writeFileSync(file, toPythonFile({ ...finished, machine: null }));
      const script = spawnSync(python, [file], { encoding: "utf8", env: { ...process.env, MPLBACKEND: "agg" } });
      expect(script.status, script.stderr).toBe(0);
      expect(scoreIn(script.stdout)).toBeLessThan(1.07 + 5 * 0.06);
    }
  );
});

function scoreIn(text: string): number {
  return Number(/negative log-likelihood of the data: (-?\d+\.\d+) nats/.exec(text)![1]);
}

function sayWhyNot(): void {
  console.warn("no Python here has torch, nbconvert, ipykernel and matplotlib: the notebook was not run");
}
