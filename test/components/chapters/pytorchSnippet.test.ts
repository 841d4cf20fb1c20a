import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { pytorchSnippet } from "../../../src/components/chapters/training/pytorchSnippet.js";
import { c, createMachine, labRecipe, writeCheckpoint } from "../../../src/rbm/index.js";

const python = ["python3", "/usr/bin/python3"].find((each) => spawnSync(each, ["-c", "import torch"]).status === 0);

it.skipIf(!python)(
  "a downloaded machine has the same c(x) in PyTorch, and its chains run (where torch is installed)",
  () => {
    const { cases } = JSON.parse(readFileSync("data/reference/model.json", "utf8"));
    const { params, x } = cases[2];
    const machine = createMachine(params);
    const folder = mkdtempSync(join(tmpdir(), "rbm-torch-"));
    const checkpoint = {
      name: "one",
      recipe: { ...labRecipe, hidden: machine.m, epochs: 1 },
      n: machine.n,
      m: machine.m,
      snapshots: [{ epoch: 1, machine, nllTrain: null, nllTest: null }],
      losses: [0],
      gradientNorms: [0]
    };
    writeFileSync(join(folder, "machine.json"), writeCheckpoint(checkpoint));
    const script = `${pytorchSnippet}\nprint(json.dumps([c(torch.tensor(${JSON.stringify(x)})).tolist(), list(x.shape), bool(x.isfinite().all())]))\n`;
    const [values, shape, finite] = JSON.parse(
      execFileSync(python!, ["-c", script], { cwd: folder, encoding: "utf8" })
    );
    const expected = c(machine, x);
    // float32 on both sides of the file.
    values.forEach((value: number, i: number) =>
      expect(Math.abs(value - expected[i])).toBeLessThan(1e-4 * Math.max(1, Math.abs(expected[i])))
    );
    expect(shape).toEqual([500, machine.n]);
    expect(finite).toBe(true);
  }
);
