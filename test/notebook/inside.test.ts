/** What the page that looks inside a machine opens in the notebook. */
import { afterAll, describe, expect, it } from "vitest";
import { sectionPlaces } from "../../src/components/chapters/inside/energySurface.js";
import { smallRun } from "../../src/components/chapters/inside/smallRun.js";
import { countOn, sideOf } from "../../src/components/chapters/inside/unitSides.js";
import { updateStages } from "../../src/components/chapters/inside/updateStages.js";
import { toAddress } from "../../src/notebook/files/address.js";
import type { Notebook } from "../../src/notebook/document/notebook.js";
import * as inside from "../../src/notebook/templates/chapters/inside.js";
import { code, notebookOf } from "../../src/notebook/templates/template.js";
import type { FigureSpec, TableSpec } from "../../src/notebook/values/figure.js";
import type { FigureValue, TensorValue, Value } from "../../src/notebook/values/value.js";
import { exactLogPartition } from "../../src/rbm/exact/likelihood.js";
import { loopEvaluator } from "../../src/rbm/model/loops.js";
import { failures, openKernelThread, openNotebook } from "./openNotebook.js";

const client = openKernelThread();
afterAll(() => client.close());

/** The figure of a notebook that computed without a failure, and what its other cells gave. */
async function opened<K extends FigureSpec["kind"]>(notebook: Notebook, kind: K) {
  const runner = openNotebook(notebook, client);
  await runner.settled();
  expect(failures(runner)).toEqual({});
  const values = new Map(notebook.cells.map(({ id }) => [id, runner.state(id).value]));
  runner.close();
  const value = (id: string): Value => values.get(id)!;
  const { figure } = value("figure") as FigureValue;
  if (figure.kind !== kind) throw new Error(`the cell gave ${figure.kind}`);
  return { figure: figure as FigureSpec & { kind: K }, value };
}

const numbers = (values: ArrayLike<number>) => Array.from(values);

describe("the notebook of a figure of the page that looks inside", () => {
  it.each([
    ["sigma2", true],
    ["sigma", false],
    ["none", true]
  ] as const)(
    "for one update: the batch, coins and noise of the page, and by their formulas its next W; coupling %s, clipped %s",
    async (coupling, clipped) => {
      const run = smallRun({ hidden: 8, seed: 0, coupling, clipped });
      const { before: machine, z, draws } = updateStages(run, 60);
      const { learningRate: rate, clip } = run.recipe;
      const shown = { machine, updates: 60, z, draws, rate, clip, coupling, stage: 4, point: 7 };
      const { figure, value } = await opened(inside.updateNotebook(shown), "inside");
      expect(numbers(figure.data.values)).toEqual(numbers(run.batch.values));
      expect(figure.sketch).toEqual({ kind: "update", stage: 4, point: 7, z, draws, rate, clip, coupling });
      const { W } = run.machines[61];
      const after = numbers((value("after") as TensorValue).values);
      after.forEach((entry, i) => expect(Math.abs(entry - W[i])).toBeLessThan(1e-7));
    }
  );

  it("for the Gaussians, the units and the energy of the machine taken apart: earlier borders, who is on where, F and log Z", async () => {
    const { machines } = smallRun({ hidden: 8, seed: 0, coupling: "sigma2", clipped: true });
    const machine = machines[200];
    const means = (await opened(inside.mixtureOfMachineNotebook(machine, 200, [machines[0], machines[30]]), "inside"))
      .figure;
    expect(means.sketch).toMatchObject({
      kind: "means",
      earlier: [machines[0], machines[30]].map(({ b, W }) => ({ b, W }))
    });
    expect(numbers(means.machine.W)).toEqual(numbers(machine.W));

    const units = await opened(inside.unitLinesNotebook(machine, 200, 2), "inside");
    expect(units.figure.sketch).toEqual({ kind: "sides", unit: 2 });
    const batch = units.figure.data;
    const [unit, on, off] = (units.value("table") as FigureValue & { figure: TableSpec }).figure.columns.map(
      ({ cells }) => cells
    );
    expect(unit).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(on).toEqual(unit.map((_, j) => countOn(sideOf(machine, j), batch)));
    expect(off).toEqual(on.map((count) => 100 - Number(count)));

    const lines = (await opened(inside.energyNotebook(machine, 30, [-20, 14]), "lines")).figure;
    const [F, surprise] = lines.series.map(({ y }) => numbers(y));
    const places = sectionPlaces(
      30,
      numbers(lines.series[0].x).map((distance) => distance * 0.2)
    );
    loopEvaluator.c(machine, places).forEach((value, i) => expect(F[i]).toBeCloseTo(-value, 8));
    for (const [i, value] of surprise.entries()) expect(value - F[i]).toBeCloseTo(exactLogPartition(machine), 5);
    expect(lines.yDomain).toEqual([-20, 14]);
  });

  it("fits into an address, the largest machine's update too", async () => {
    const run = smallRun({ hidden: 20, seed: 0, coupling: "sigma2", clipped: true });
    const { before: machine, z, draws } = updateStages(run, 300);
    const at = { updates: 300, rate: 0.01, clip: 1, coupling: "sigma2", stage: 0, point: 0 } as const;
    const earlier = run.machines.filter((_, i) => i < 300 && i % 30 === 0);
    for (const notebook of [
      inside.updateNotebook({ machine, z, draws, ...at }),
      inside.mixtureOfMachineNotebook(machine, 300, earlier)
    ])
      expect((await toAddress(notebook)).length).toBeLessThan(16_000);
  });

  it.each([
    ["unitLines(m, data, 4)", "unit"],
    ["zonotope(m, data, [1, 2, 3])", "earlier has the shape"],
    ["oneUpdate(m, data, zeros(4, 3), data)", "z has the shape (5, 3)"],
    ["oneUpdate(m, data, 0.5 * ones(5, 3), data)", "z holds 0 and 1"],
    ["oneUpdate(m, data, zeros(5, 3), zeros(4, 2))", "draws has the shape (5, 2)"],
    ["unitLines(initial(3, 3), data)", "n = 2"]
  ])("%s fails with a message that says %s", async (source, words) => {
    const notebook = notebookOf("wrong", [
      code("m = initial(2, 3)"),
      code("data = circles(5)"),
      code(source, { id: "figure" })
    ]);
    const runner = openNotebook(notebook, client);
    await runner.settled();
    expect(failures(runner).figure).toContain(words);
    runner.close();
  });
});
