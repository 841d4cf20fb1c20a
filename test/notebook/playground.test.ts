/** The playground's figures as notebooks: what they compute is what the page computes, for every way to a machine. */
import { afterAll, describe, expect, it } from "vitest";
import { loadKernel } from "../../src/kernel/node.js";
import { runRequest } from "../../src/components/chapters/playground/runSetup.js";
import { dataOfLaw, dataOfPoints } from "../../src/components/chapters/playground/playgroundData.js";
import { planeRecipe } from "../../src/components/chapters/playground/planeRecipe.js";
import type { Notebook } from "../../src/notebook/document/notebook.js";
import { chartsNotebook, planeNotebook } from "../../src/notebook/templates/chapters/playground.js";
import type { PlaygroundRun } from "../../src/notebook/templates/chapters/playground.js";
import { trainSource } from "../../src/notebook/templates/chapters/training.js";
import type { FigureSpec } from "../../src/notebook/values/figure.js";
import { planeLaws } from "../../src/rbm/data/planeLaws.js";
import type { PlaneLawName } from "../../src/rbm/data/planeLaws.js";
import { fitGaussianMixture, mixtureNegativeLogLikelihood } from "../../src/rbm/data/gaussianMixture.js";
import { standardised } from "../../src/rbm/data/unstandardised.js";
import { createRandom } from "../../src/rbm/random.js";
import { completeRecipe, labRecipe } from "../../src/rbm/training/recipe.js";
import type { Recipe } from "../../src/rbm/training/recipe.js";
import { failures, openKernelThread, openNotebook, valueNamed } from "./openNotebook.js";

const client = openKernelThread();
const kernel = loadKernel();
afterAll(() => client.close());

const numbers = (values: ArrayLike<number>) => Array.from(values);
const chains = { chains: 40, steps: 20 };
const small: Recipe = { ...planeRecipe, hidden: 5, epochs: 12 };
const none = { start: null, loaded: null, epoch: null };
const moons = { law: "moons", count: 90, seed: 4 } as const;
const window = { xmin: -1.6, xmax: 1.6, ymin: -1.6, ymax: 1.6, columns: 128, rows: 128 };

/** What the figures of a notebook draw, by cell, computed without a failure. */
async function figuresOf(notebook: Notebook): Promise<Record<string, FigureSpec>> {
  const runner = openNotebook(notebook, client);
  await runner.settled();
  expect(failures(runner)).toEqual({});
  const drawn = notebook.cells.flatMap(({ id }) => {
    const { value } = runner.state(id);
    return value?.kind === "figure" ? [[id, value.figure] as const] : [];
  });
  runner.close();
  return Object.fromEntries(drawn);
}

async function planeOf(run: PlaygroundRun, shows: Partial<Parameters<typeof planeNotebook>[1]> = {}) {
  const { figure } = await figuresOf(planeNotebook(run, { chains, density: true, contours: true, ...shows }));
  if (figure.kind !== "plane") throw new Error(`the cell draws ${figure.kind}`);
  return figure;
}

const trained = (data: ReturnType<typeof dataOfLaw>, recipe: Recipe, initial: PlaygroundRun["start"] = null) =>
  kernel.train({ ...runRequest(data, recipe, initial), densityEvery: 1 });

const lastDraws = (machine: Parameters<typeof kernel.density>[0]) =>
  numbers(kernel.sample({ machine, ...chains, seed: 0, start: null }).x.subarray(-2 * chains.chains));

describe("the playground's plane as a notebook", () => {
  it.each(Object.keys(planeLaws) as PlaneLawName[])("has the page's points of %s, data and fresh", async (law) => {
    const data = dataOfLaw(law, 30, 7);
    const runner = openNotebook(
      planeNotebook(
        { data: { law, count: 30, seed: 7 }, recipe: small, ...none },
        {
          ...{ chains: null, density: false, contours: true }
        }
      ),
      client
    );
    await runner.settled();
    expect(failures(runner)).toEqual({});
    for (const [name, points] of [
      ["data", data.train],
      ["test", data.test!]
    ] as const)
      expect(valueNamed(runner, name)).toMatchObject({
        kind: "tensor",
        shape: [points.count, 2],
        values: points.values
      });
    runner.close();
  });

  it("draws the run's data, density and draws, weight for weight; without contours where the page has none", async () => {
    const figure = await planeOf({ data: moons, recipe: small, ...none }, { contours: false });
    const data = dataOfLaw("moons", 90, 4);
    const { machine } = trained(data, small);
    expect(numbers(figure.data!.values)).toEqual(numbers(data.train.values));
    expect(numbers(figure.density!.density)).toEqual(numbers(kernel.density(machine, window).density));
    expect(numbers(figure.draws!.values)).toEqual(lastDraws(machine));
    expect([figure.contours, figure.units]).toEqual([false, null]);
  });

  it("has an earlier machine where the page looks back, and the last one's draws", async () => {
    const { snapshots, machine } = trained(dataOfLaw("moons", 90, 4), small);
    const { epoch, density } = snapshots[5];
    const figure = await planeOf({ data: moons, recipe: small, ...none, epoch });
    expect(numbers(figure.density!.density)).toEqual(numbers(density!.density));
    expect(numbers(figure.draws!.values)).toEqual(lastDraws(machine));
  });

  it("goes on from the machine that the page went on from, which its file holds bit for bit", async () => {
    const data = dataOfLaw("moons", 90, 4);
    const before = trained(data, small).machine;
    const onwards = { ...small, learningRate: 0.003 };
    const figure = await planeOf({ data: moons, recipe: onwards, ...none, start: before });
    const { machine } = trained(data, onwards, before);
    expect(numbers(figure.density!.density)).toEqual(numbers(kernel.density(machine, window).density));
  });

  const own = { n: 2, count: 40, values: Float64Array.from({ length: 80 }, (_, i) => Math.sin(1.7 * i) / 3) };
  const units = { mean: [170, 65.5], scale: [14.2, 3.25] };

  it("has a reader's points, split as the page splits them, and the units of their file", async () => {
    const figure = await planeOf({ data: { points: own, seed: 3, units }, recipe: small, ...none });
    const data = dataOfPoints(own, 3, null);
    expect(numbers(figure.data!.values)).toEqual(numbers(data.train.values));
    expect(figure.units).toEqual(units);
    const { machine } = trained(data, small);
    expect(numbers(figure.density!.density)).toEqual(numbers(kernel.density(machine, window).density));
  });

  it("trains on all of nine points, and scores on none", async () => {
    const nine = { n: 2, count: 9, values: own.values.slice(0, 18) };
    const { data } = await planeOf({ data: { points: nine, seed: 3, units: null }, recipe: small, ...none });
    expect(numbers(data!.values)).toEqual(numbers(nine.values));
  });

  it("shows a machine of a file as it came", async () => {
    const trainedOne = trained(dataOfLaw("moons", 90, 4), small).machine;
    const loaded = standardised(trainedOne, {
      mean: Float64Array.of(0.1, 0.2),
      scale: Float64Array.of(1.3, 0.9)
    });
    const figure = await planeOf({ data: moons, recipe: small, ...none, loaded });
    expect(numbers(figure.density!.density)).toEqual(numbers(kernel.density(loaded, window).density));
    expect(numbers(figure.draws!.values)).toEqual(lastDraws(loaded));
    const charts = await figuresOf(
      chartsNotebook({ data: moons, recipe: small, ...none, loaded }, { ...bare, isLogarithmic: true })
    );
    const data = dataOfLaw("moons", 90, 4);
    expect(Object.keys(charts)).toEqual(["figure"]);
    expect(charts.figure).toMatchObject({
      xDomain: [0, 1],
      series: [
        { name: "training points", x: Float64Array.of(0), y: Float64Array.of(kernel.nll(loaded, data.train)) },
        { name: "fresh points", x: Float64Array.of(0), y: Float64Array.of(kernel.nll(loaded, data.test!)) }
      ]
    });
  });
});

const bare = { mixture: null, law: false, kept: null, isLogarithmic: true };

describe("the playground's charts as a notebook", () => {
  it("hold the run's scores beside the law's, the mixture's and a kept run's; its losses; its norms beside the clip", async () => {
    const recipe: Recipe = { ...small, clip: 2.5 };
    const kept = { name: "the run kept", x: [0, 3, 12], y: [3.5, 2.25, 1.125] };
    const notebook = chartsNotebook(
      { data: moons, recipe, ...none },
      { mixture: 3, law: true, kept, isLogarithmic: false }
    );
    const { figure, loss, norm } = await figuresOf(notebook);
    const data = dataOfLaw("moons", 90, 4);
    const run = trained(data, recipe);
    const x = run.snapshots.map(({ epoch }) => epoch);
    if (figure.kind !== "lines" || loss.kind !== "lines" || norm.kind !== "lines") throw new Error("no charts");
    expect(figure.series.map(({ x, y, ...look }) => ({ ...look, x: numbers(x), y: numbers(y) }))).toEqual([
      { name: "training points", tone: "data", dash: "dashed", x, y: run.snapshots.map(({ nllTrain }) => nllTrain) },
      { name: "fresh points", tone: "draws", dash: "solid", x, y: run.snapshots.map(({ nllTest }) => nllTest) },
      { ...kept, tone: "ink", dash: "dotted" }
    ]);
    const law = planeLaws.moons.logDensity(data.test!);
    const fit = fitGaussianMixture({ data: data.train, components: 3, random: createRandom(3, "mixture") });
    expect(figure.references).toEqual([
      { name: "the law", value: -law.reduce((sum, value) => sum + value, 0) / law.length },
      { name: "mixture of 3", value: mixtureNegativeLogLikelihood(fit, data.test!) }
    ]);
    expect([figure.yScale, figure.xDomain]).toEqual(["linear", [0, 12]]);
    expect(loss.series.map(({ name, y }) => [name, numbers(y)])).toEqual([["CD loss", numbers(run.losses)]]);
    expect(norm.series.map(({ y }) => numbers(y))).toEqual([numbers(run.gradientNorms)]);
    expect(norm.references).toEqual([{ name: "the clip", value: 2.5 }]);
  });
});

describe("a recipe as train(…)", () => {
  const recipes: Recipe[] = [
    { ...small, coupling: "none", sharedVariance: true, chains: "persistent", chainCount: 30 },
    { ...small, coupling: "sigma", chains: "tempered", chainCount: null, temperatures: 3, weightDecay: 0.2 },
    { ...labRecipe, hidden: 4, epochs: 8, schedule: "step", stepEvery: 3, stepFactor: 0.5, momentum: 0.4 },
    { ...small, trainer: "exact", sign: -1, seed: 9, leastSigma: 0.05 }
  ];
  it.each(recipes)("is the same run, weight for weight (%#)", async (recipe) => {
    const runner = openNotebook(
      planeNotebook({ data: moons, recipe, ...none }, { chains: null, density: false, contours: true }),
      client
    );
    await runner.settled();
    expect(failures(runner)).toEqual({});
    const run = valueNamed(runner, "run");
    runner.close();
    if (run.kind !== "run") throw new Error("no run");
    const wanted = trained(dataOfLaw("moons", 90, 4), recipe);
    expect(completeRecipe(run.run.recipe)).toEqual({
      ...completeRecipe(recipe),
      sigma: expect.closeTo(recipe.sigma, 12) as number
    });
    expect(numbers(run.run.machine.W)).toEqual(numbers(wanted.machine.W));
  });

  it("leaves out what has no effect", () => {
    const idle = { stepEvery: 7, stepFactor: 0.3, chainCount: 9, temperatures: 4 };
    expect(trainSource("m", "data", { ...labRecipe, ...idle })).toBe(trainSource("m", "data", labRecipe));
  });
});
