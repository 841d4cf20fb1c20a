import { afterAll, describe, expect, it } from "vitest";
import { axisCodec } from "../../../../../src/components/chapters/playground/grid/axisInput.js";
import { gridCsv } from "../../../../../src/components/chapters/playground/grid/gridCsv.js";
import { cellText, measured } from "../../../../../src/components/chapters/playground/grid/gridMeasures.js";
import { cellCount, planOf, setupOfCell } from "../../../../../src/components/chapters/playground/grid/gridPlan.js";
import type { CellResult, GridState } from "../../../../../src/components/chapters/playground/grid/gridPlan.js";
import { readValues } from "../../../../../src/components/chapters/playground/grid/gridSettings.js";
import { checkGrid, packed } from "../../../../../src/components/chapters/playground/grid/gridStore.js";
import { runGrid } from "../../../../../src/components/chapters/playground/grid/runGrid.js";
import { planeRecipe } from "../../../../../src/components/chapters/playground/planeRecipe.js";
import { dataOf, runRequest } from "../../../../../src/components/chapters/playground/runSetup.js";
import type { RunSetup } from "../../../../../src/components/chapters/playground/runSetup.js";
import { createKernelClient } from "../../../../../src/kernel/client/client.js";
import { readKernelBytes } from "../../../../../src/kernel/node.js";
import { standardisationOf } from "../../../../../src/rbm/data/standardise.js";
import { createPoints, createRandom, labRecipe } from "../../../../../src/rbm/index.js";
import { kernel } from "../../../../kernel/reference.js";
import { threadWorker } from "../../../../kernel/threads.js";

const setup: RunSetup = {
  data: { name: "moons", count: 100, seed: 3, own: null },
  recipe: { ...planeRecipe, hidden: 8, epochs: 20, clip: 1 }
};
const plan = planOf(setup, { setting: "rate", values: [0.01, 0.05] }, { setting: "clip", values: [0.5, null] });
const empty: GridState = { plan, results: Array.from({ length: cellCount(plan) }, () => null), stopped: false };

const client = createKernelClient({
  module: new WebAssembly.Module(readKernelBytes()),
  createWorker: threadWorker,
  workers: 1
});
afterAll(() => client.close());

async function resultsOf(state: GridState, signal = new AbortController().signal): Promise<(CellResult | null)[]> {
  const results = [...state.results];
  await runGrid(client, state, signal, (cell, result) => (results[cell] = result));
  return results;
}

describe("a grid of runs", () => {
  it("has in each cell what the page's own run of that setup ends with, to the last bit", async () => {
    const results = await resultsOf(empty);
    expect(results).toHaveLength(4);
    for (const [cell, result] of results.entries()) {
      const { data, recipe } = setupOfCell(plan, cell);
      const run = kernel.train(runRequest(dataOf(data)!, recipe, null));
      const last = run.snapshots[run.snapshots.length - 1];
      expect(result).toMatchObject({
        fault: null,
        scores: { nllTest: last.nllTest, nllTrain: last.nllTrain, cdLoss: run.losses[19], epochs: 20 }
      });
    }
    expect(setupOfCell(plan, 3).recipe).toMatchObject({ learningRate: 0.05, clip: null });
    expect(new Set(results.map((result) => measured(result, "test"))).size).toBe(4);
  });

  it("goes on where it was stopped: cells that are known are not run again, and the rest are the same", async () => {
    const whole = await resultsOf(empty);
    const stop = new AbortController();
    const results: (CellResult | null)[] = [...empty.results];
    await runGrid(client, empty, stop.signal, (cell, result) => {
      results[cell] = result;
      if (cell === 1) stop.abort();
    });
    expect(results.map((result) => result !== null)).toEqual([true, true, false, false]);
    const ran: number[] = [];
    await runGrid(client, { ...empty, results }, new AbortController().signal, (cell, result) => {
      ran.push(cell);
      results[cell] = result;
    });
    expect(ran).toEqual([2, 3]);
    expect(results).toEqual(whole);
  });

  it("says of a run that fails how it failed, and does the others", async () => {
    const wrong = planOf(
      { ...setup, recipe: { ...labRecipe, hidden: 20, epochs: 60, clip: null } },
      { setting: "rate", values: [1e-5, 0.1] },
      { setting: "seed", values: [0] }
    );
    const [good, bad] = await resultsOf({ ...empty, plan: wrong, results: [null, null] });
    expect(good?.fault).toBeNull();
    expect(bad?.fault).toMatch(/^Training stopped at epoch \d+: ./);
    expect([cellText(bad, "test"), cellText(null, "test")]).toEqual(["failed", "…"]);
    expect(measured(bad, "test")).toBeNull();
  });

  it("is kept and read again as it was, a file's points and units with it; what is damaged is refused", () => {
    const random = createRandom(1);
    const points = createPoints(
      Array.from({ length: 12 }, () => [random.normal(), random.normal()]),
      2
    );
    const own = {
      ...setup,
      data: { ...setup.data, name: "own" as const, own: { points, units: standardisationOf(points) } }
    };
    const result = { scores: { nllTest: 1, nllTrain: 2, cdLoss: null, reconstruction: 0.5, epochs: 20 }, fault: null };
    for (const each of [setup, own]) {
      const state = { ...empty, plan: planOf(each, plan.across, plan.down), results: [result, null, null, null] };
      const back = checkGrid(structuredClone(packed(state)));
      expect(packed(back)).toEqual(packed(state));
      expect(back.plan.setup.data.own?.points).toEqual(each.data.own?.points);
    }
    for (const damage of [
      { results: [] },
      { across: { setting: "moon", values: [1] } },
      { setup: { ...setup, recipe: { ...setup.recipe, hidden: 0 } } },
      { down: plan.across }
    ])
      expect(() => checkGrid({ ...(packed(empty) as object), ...damage })).toThrow("damaged");
    expect(() => checkGrid(null)).toThrow("damaged");
  });

  it("goes out as CSV with a line for each run: its settings, its scores or its fault", () => {
    const fault = { scores: null, fault: 'it "failed", so' };
    const [head, ...lines] = gridCsv({ ...empty, results: [fault, null, null, null] })
      .trim()
      .split("\n");
    expect(lines).toHaveLength(4);
    expect(head).toMatch(
      /^data,points,data_seed,.*learningRate.*,nll_test,nll_train,cd_loss,reconstruction,epochs_done,fault$/
    );
    expect(lines[0]).toMatch(/^moons,100,3,.*"it ""failed"", so"$/);
    for (const line of lines.slice(1)) expect(line.split(",")).toHaveLength(head.split(",").length);
  });
});

describe("the sides of a grid", () => {
  it("take numbers in range and the words for none; anything else is named", () => {
    expect(readValues("clip", "0.5, 1e1; none")).toEqual([0.5, 10, null]);
    expect(readValues("batch", "all 20")).toEqual([null, 20]);
    for (const [setting, text, reason] of [
      ["rate", "0.1, 2", "2 is too large"],
      ["k", "1.5", "not a whole number"],
      ["batch", "21", "21 is not among 10, 20, 50, 100, 250 and all"],
      ["rate", " , ", "Nothing is given"],
      ["seed", "1, 1", "1 is there twice"],
      ["seed", "0 1 2 3 4 5 6 7 8 9 10", "at most 10"],
      ["clip", "most", "Or the word none"]
    ] as const)
      expect(() => readValues(setting, text)).toThrow(reason);
  });

  it("come back from the address as they were", () => {
    for (const text of ["rate:0.00001,0.05", "clip:1,none", "batch:all", "momentum:0,0.9"])
      expect(axisCodec.format(axisCodec.parse(text))).toBe(text);
    expect(axisCodec.parse("rate:1e-5")).toEqual({ setting: "rate", values: [1e-5] });
    expect(() => axisCodec.parse("moon:1")).toThrow(/^must begin with one of rate, /);
    expect(() => axisCodec.parse("rate")).toThrow(/^must hold values after the colon/);
  });

  it("that vary the same setting, or one without effect, are refused with the reason", () => {
    const [rate, k, momentum] = (["rate", "k", "momentum"] as const).map((setting) => ({ setting, values: [0.5] }));
    expect(() => planOf(setup, rate, rate)).toThrow("the same setting");
    expect(() => planOf(setup, rate, momentum)).toThrow("Momentum would change nothing: Adam has no use for it");
    const temperatures = { setting: "temperatures", values: [2, 4] } as const;
    expect(() => planOf(setup, rate, temperatures)).toThrow(
      "Temperatures would change nothing: the draws are not tempered"
    );
    expect(() => planOf(setup, rate, { setting: "chainCount", values: [50] })).toThrow(
      "Persistent chains would change nothing: the draws start from the data"
    );
    const tempered = planOf({ ...setup, recipe: { ...setup.recipe, chains: "tempered" } }, temperatures, rate);
    expect(setupOfCell(tempered, 1).recipe).toMatchObject({ chains: "tempered", temperatures: 4 });
    expect(() => planOf({ ...setup, recipe: { ...setup.recipe, trainer: "exact" } }, rate, k)).toThrow(
      "exact gradient"
    );
    expect(() =>
      planOf({ ...setup, data: { ...setup.data, name: "own" } }, rate, { setting: "points", values: [50] })
    ).toThrow("Your own points");
  });
});
