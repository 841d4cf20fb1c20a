import { afterAll, describe, expect, it } from "vitest";
import { editCell } from "../../src/notebook/document/edits.js";
import { courseNotebook, holesNotebook } from "../../src/notebook/templates/course.js";
import { failures, openKernelThread, openNotebook, valueNamed } from "./openNotebook.js";

const kernel = openKernelThread();
afterAll(() => kernel.close());

describe("the course's notebook", () => {
  it("computes from end to end, trained by the kernel since its formulas are right", async () => {
    const runner = openNotebook(courseNotebook(), kernel);
    await runner.settled();
    expect(failures(runner)).toEqual({});
    const run = valueNamed(runner, "run");
    if (run.kind !== "run") throw new Error("no run");
    expect(run.run.by).toBe("kernel");
    // 40 runs of this recipe on these points in PyTorch: 0.988 to 1.383 on the fresh ones.
    expect(run.run.snapshots.at(-1)!.nllTest).toBeGreaterThan(0.95);
    expect(run.run.snapshots.at(-1)!.nllTest).toBeLessThan(1.39);
    expect(valueNamed(runner, "draws")).toMatchObject({ shape: [1000, 500, 2] });
    runner.close();
  });

  it("trains by the formulas where they are others than the library's, and says so", async () => {
    const runner = openNotebook(courseNotebook(), kernel);
    // The trap: c where the free energy belongs, one sign apart.
    const wrong =
      "activation(x) = (x ./ sigma2) * W + d\nc(x) = sum((x - b).^2 ./ (2 * sigma2), 2) - sum(softplus(activation(x)), 2)";
    runner.show(editCell(editCell(runner.notebook, "c", wrong), "epochs", "epochs = 20"));
    await runner.settled();
    expect(failures(runner)).toEqual({});
    const run = valueNamed(runner, "run");
    expect(run.kind === "run" && run.run.by).toBe("formulas");
    runner.close();
  });

  it("with its holes open fails at each hole, and at what needs it, with a message", async () => {
    const runner = openNotebook(holesNotebook(), kernel);
    await runner.settled();
    const failed = failures(runner);
    for (const id of ["softplus", "c", "p-z-given-x", "p-x-given-z"]) expect(failed[id]).toContain("TODO");
    expect(failed.training).toMatch(/has no value: see its cell/);
    expect(runner.state("data-plot").status).toBe("idle");
    runner.close();
  });
});
