import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadKernel } from "../../src/kernel/node.js";
import type { FigureSpec } from "../../src/notebook/values/figure.js";
import type { Notebook } from "../../src/notebook/document/notebook.js";
import type { Runner } from "../../src/notebook/scheduler/runner.js";
import * as data from "../../src/notebook/templates/chapters/data.js";
import * as model from "../../src/notebook/templates/chapters/model.js";
import * as sampling from "../../src/notebook/templates/chapters/sampling.js";
import {
  clipNotebook,
  lossNotebook,
  seedsNotebook,
  trainingNotebook
} from "../../src/notebook/templates/chapters/training.js";
import { drawsWithNoise, ringOf } from "../../src/components/chapters/sampling/noise.js";
import { lossesAndScores } from "../../src/components/chapters/training/lossAndScore.js";
import { pathLengths } from "../../src/components/chapters/training/pathLength.js";
import { makeCircles } from "../../src/rbm/data/circles.js";
import { fitGaussianMixture } from "../../src/rbm/data/gaussianMixture.js";
import { pointsFromCSV } from "../../src/rbm/data/pointsFromCSV.js";
import { densityGrid } from "../../src/rbm/exact/densityGrid.js";
import { logPartition } from "../../src/rbm/exact/enumeration.js";
import { angularDensity } from "../../src/rbm/exact/angularDensity.js";
import { distancesByStep, kuiperByChance } from "../../src/rbm/judging/kuiperDistance.js";
import { createMachine } from "../../src/rbm/model/machine.js";
import { createRandom } from "../../src/rbm/random.js";
import { betterRecipe, labRecipe } from "../../src/rbm/training/recipe.js";
import { snapshotEpochs } from "../../src/rbm/training/snapshotEpochs.js";
import { autocorrelation } from "../../src/rbm/sampling/diagnostics.js";
import { failures, openKernelThread, openNotebook } from "./openNotebook.js";

const client = openKernelThread();
const kernel = loadKernel();
const ring = pointsFromCSV(readFileSync("data/reference/ring-train.csv", "utf8"));
const heldOut = pointsFromCSV(readFileSync("data/reference/ring-test.csv", "utf8"));
const window = { xmin: -1.6, xmax: 1.6, ymin: -1.6, ymax: 1.6, columns: 128, rows: 128 };
const small = {
  b: [-0.9, -0.9],
  sigma: [0.3, 0.25],
  W: [
    [1.5, 0.2, 0.3],
    [0.1, 1.2, 0.5]
  ],
  d: [-3, -1, 1],
  x: [0.6, 0.3]
};
const lab: data.RingLaw = { source: "lab", count: 500, noise: 0.1, factor: 0.2, seed: 0 };
const drawn: data.RingLaw = { source: "drawn", count: 300, noise: 0.2, factor: 0.35, seed: 7 };

afterAll(() => client.close());

/** The figure of a notebook that computed without a failure. */
async function figureOf<K extends FigureSpec["kind"]>(notebook: Notebook, kind: K): Promise<FigureSpec & { kind: K }> {
  const runner: Runner = openNotebook(notebook, client);
  await runner.settled();
  expect(failures(runner)).toEqual({});
  const { value } = runner.state("figure");
  runner.close();
  if (value?.kind !== "figure" || value.figure.kind !== kind) throw new Error(`the cell gave ${value?.kind}`);
  return value.figure as FigureSpec & { kind: K };
}

const numbers = (values: ArrayLike<number>) => Array.from(values);

describe("the notebook of a figure holds the numbers that the page's figure draws", () => {
  it("for the ring: the course's points, or those of the sliders with inner circle and truth", async () => {
    const plain = await figureOf(data.ringNotebook(lab, { truth: false, inner: false }), "plane");
    expect(numbers(plain.data!.values)).toEqual(numbers(ring.values));
    const figure = await figureOf(data.ringNotebook(drawn, { truth: true, inner: true }), "plane");
    const { points, labels } = makeCircles({
      samples: [300, 300],
      noise: 0.2,
      factor: 0.35,
      random: createRandom(7, "data")
    });
    const of = (label: number) => numbers(points.values.filter((_, i) => labels[i >> 1] === label));
    expect(numbers(figure.data!.values)).toEqual(of(0));
    expect(numbers(figure.draws!.values)).toEqual(of(1));
    expect(figure.density).toMatchObject({ columns: 128, rows: 128 });
  });

  it("for draws with a noise of their own: the page's chains; and by formulas as tidy a ring, within three standard errors", async () => {
    const runner = openNotebook(
      sampling.wrongNoiseNotebook({ recipe: labRecipe, chains: 500, steps: 60 }, (sigma) => sigma ** 2),
      client
    );
    await runner.settled();
    expect(failures(runner)).toEqual({});
    const drawsOf = (id: string): Float64Array => {
      const { value } = runner.state(id);
      if (value?.kind !== "figure" || value.figure.kind !== "plane") throw new Error(`${id} gave ${value?.kind}`);
      return Float64Array.from(value.figure.draws!.values);
    };
    const { machine } = kernel.train({
      data: ring,
      test: null,
      recipe: labRecipe,
      initial: null,
      snapshotEpochs: [],
      grid: null
    });
    const page = drawsWithNoise({ machine, noise: 0.1 ** 2, chains: 500, steps: 60, seed: 0 });
    expect(numbers(drawsOf("figure"))).toEqual(numbers(page));
    // Two standard deviations of 500 draws each; a false alarm once in 370 seeds.
    const [own, formulas] = [ringOf(page), ringOf(drawsOf("formulas"))];
    expect(Math.abs(formulas.spread - own.spread)).toBeLessThan((3 * own.spread) / Math.sqrt(500));
    expect(formulas.share).toBeGreaterThan(0.97);
    runner.close();
  });

  it("for three gradients: the density of the angle of each, the turn closed", async () => {
    const figure = await figureOf(sampling.threeGradientsNotebook(3), "lines");
    const recipes = [{}, { k: 10 }, { trainer: "exact" as const }];
    for (const [i, more] of recipes.entries()) {
      const recipe = { ...labRecipe, seed: 3, ...more };
      const run = kernel.train({ data: ring, test: null, recipe, initial: null, snapshotEpochs: [], grid: null });
      const wanted = angularDensity(run.machine, run.snapshots.at(-1)!.logZ!);
      expect(figure.series[i].x).toHaveLength(181);
      for (const [at, { density }] of wanted.entries()) expect(figure.series[i].y[at]).toBeCloseTo(density, 5);
      expect(figure.series[i].y[180]).toBe(figure.series[i].y[0]);
    }
  });

  it("for the clip's budget, the loss beside the score, and the seeds", async () => {
    const budget = await figureOf(clipNotebook(2), "lines");
    const run = (clip: number | null) => {
      const recipe = { ...labRecipe, clip };
      return kernel.train({ data: ring, test: heldOut, recipe, initial: null, snapshotEpochs: [], grid: null });
    };
    const wanted = [pathLengths(run(2).gradientNorms, 1e-3, 2), pathLengths(run(null).gradientNorms, 1e-3, null)];
    for (const [i, lengths] of wanted.entries()) {
      expect(budget.series[i].y).toHaveLength(lengths.length);
      lengths.forEach((length, at) => expect(budget.series[i].y[at] / length).toBeCloseTo(1, 10));
    }
    expect(budget.references[0].value).toBeCloseTo(0.6, 12);

    const loss = await figureOf(lossNotebook(30), "lines");
    const kept = kernel.train({
      ...{ data: ring, test: heldOut, recipe: betterRecipe, initial: null, grid: null },
      snapshotEpochs: snapshotEpochs(betterRecipe.epochs)
    });
    const all = lossesAndScores({ losses: numbers(kept.losses), snapshots: kept.snapshots });
    expect(numbers(loss.series[0].x)).toEqual(all.map(({ epoch }) => epoch));
    all.forEach((each, i) => {
      expect(loss.series[0].y[i]).toBeCloseTo(each.loss, 9);
      expect(loss.series[1].y[i]).toBe(each.score);
    });

    const seeds = await figureOf(seedsNotebook([1, 1.1], [{ name: "ours, say", value: 1.05, tone: "ink" }]), "dots");
    expect(seeds).toMatchObject({
      values: [1, 1.1],
      marks: [{ name: "ours, say", value: 1.05, tone: "ink" }],
      domain: [0.92, 1.42]
    });
  });

  it("for the mixture, and for its scores", async () => {
    const figure = await figureOf(data.mixtureNotebook(lab, 8), "plane");
    const fit = fitGaussianMixture({ data: ring, components: 8, random: createRandom(8, "mixture") });
    expect(figure.mixture).toEqual({
      weights: fit.weights,
      means: fit.means.flat(),
      covariances: fit.covariances.flat(2)
    });
    const scores = await figureOf(data.mixtureScoresNotebook({ ...drawn, count: 20 }), "lines");
    expect(scores.series.map(({ tone, dash }) => [tone, dash])).toEqual([
      ["data", "dashed"],
      ["draws", "solid"]
    ]);
    expect(scores.series[0].x).toHaveLength(20);
  });

  it("for the small machine: density, centres and the point", async () => {
    const figure = await figureOf(model.smallMachineNotebook(small), "plane");
    const machine = createMachine({
      b: small.b,
      logSigma2: small.sigma.map((s) => 2 * Math.log(s)),
      W: small.W,
      d: small.d
    });
    const grid = { xmin: -2, xmax: 2, ymin: -2, ymax: 2, columns: 128, rows: 128 };
    const wanted = densityGrid(machine, grid, logPartition(machine));
    expect(numbers(figure.density!.density)).toEqual(numbers(wanted.density));
    expect(figure.centres).toHaveLength(8);
    expect(figure.centres![5].place).toEqual([-0.9 + 1.5 + 0.3, -0.9 + 0.1 + 0.5]);
    expect(figure.marks).toEqual([{ letter: "x", place: [0.6, 0.3] }]);
  });

  it("for the enumeration: the sum over every setting is what the formula gives", async () => {
    const runner = openNotebook(model.enumerationNotebook(small), client);
    await runner.settled();
    expect(failures(runner)).toEqual({});
    const formula = runner.state("formula").value;
    const sum = runner.state("cell-8").value;
    if (formula?.kind !== "tensor" || sum?.kind !== "tensor") throw new Error("no numbers");
    expect(formula.values[0]).toBeCloseTo(sum.values[0], 12);
    runner.close();
    await figureOf(model.enumerationNotebook(small), "table");
  });

  it("for p(x | z)", async () => {
    const figure = await figureOf(model.conditionalNotebook(small, [1, 0, 1]), "plane");
    // The product adds up in another order than the page: the last bit may differ.
    expect(figure.mixture!.means[0]).toBeCloseTo(-0.9 + 1.5 + 0.3, 15);
    expect(figure.mixture!.means[1]).toBeCloseTo(-0.9 + 0.1 + 0.5, 15);
    expect(figure.mixture!.covariances[0]).toBeCloseTo(0.09, 15);
    expect(figure.mixture!.covariances[3]).toBeCloseTo(0.0625, 15);
  });

  const recipes = [
    ["the course's", labRecipe],
    ["Adam's", { ...betterRecipe, epochs: 40, hidden: 20, seed: 3 }],
    [
      "one with other settings",
      { ...labRecipe, k: 3, epochs: 30, batchSize: 50, learnVariance: true, clip: null, sigma: 0.2, learningRate: 1e-4 }
    ],
    ["the trap's", { ...labRecipe, sign: -1 as const }]
  ] as const;
  it.each(recipes)(
    "for training by %s recipe, weight for weight",
    async (_, recipe) => {
      const notebook = recipe.sign === -1 ? model.signTrapNotebook("c") : trainingNotebook(recipe);
      const { run, draws } = await figureOf(notebook, "run");
      const request = {
        data: ring,
        test: heldOut,
        recipe,
        initial: null,
        grid: window,
        snapshotEpochs: snapshotEpochs(recipe.epochs, recipe.sign === -1 ? 30 : 16)
      };
      const wanted = kernel.train(request);
      expect(run.recipe).toEqual({ ...recipe, sigma: expect.closeTo(recipe.sigma, 12) as number });
      expect(numbers(run.machine.W)).toEqual(numbers(wanted.snapshots.at(-1)!.machine.W));
      expect(numbers(run.losses)).toEqual(numbers(wanted.losses));
      expect(run.snapshots.map(({ epoch }) => epoch)).toEqual(wanted.snapshots.map(({ epoch }) => epoch));
      expect(numbers(run.snapshots.at(-1)!.density!.density)).toEqual(
        numbers(wanted.snapshots.at(-1)!.density!.density)
      );
      const steps = recipe.sign === -1 ? 200 : 1000;
      const { x } = kernel.sample({ machine: wanted.machine, chains: 500, steps, seed: 0, start: null });
      expect(numbers(draws!.values)).toEqual(numbers(x.subarray((steps - 1) * 1000)));
    },
    120_000
  );

  describe("for sampling", () => {
    const choice: sampling.SamplingChoice = { recipe: { ...labRecipe, hidden: 50 }, chains: 60, steps: 120, seed: 2 };
    let machine: ReturnType<typeof kernel.train>["machine"];
    let trajectory: ReturnType<typeof kernel.sample>;
    beforeAll(() => {
      ({ machine } = kernel.train({
        data: ring,
        test: null,
        recipe: choice.recipe,
        initial: null,
        grid: null,
        snapshotEpochs: []
      }));
      trajectory = kernel.sample({ machine, chains: 60, steps: 120, seed: 2, start: null });
    });

    it("the last draws over the data and the density", async () => {
      const figure = await figureOf(sampling.lastDrawsNotebook(choice), "plane");
      expect(numbers(figure.draws!.values)).toEqual(numbers(trajectory.x.subarray(119 * 120)));
      expect(numbers(figure.density!.density)).toEqual(numbers(kernel.density(machine, window).density));
    });

    it("the angles, the chains and the trail", async () => {
      const angles = await figureOf(sampling.anglesNotebook(choice), "angles");
      expect(angles.angles).toHaveLength(60);
      expect(angles.logZ).toBe(kernel.density(machine, window).logZ);
      const chains = await figureOf(sampling.chainsNotebook(choice), "chains");
      expect(numbers(chains.trajectory.x)).toEqual(numbers(trajectory.x));
      const trail = await figureOf(sampling.trailNotebook(choice, 41), "trail");
      expect(trail.chain).toBe(41);
      const hero = await figureOf(sampling.heroNotebook(labRecipe), "chains");
      expect(hero.trajectory).toMatchObject({ steps: 120, chains: 500 });
    });

    it("how the crowd forgets", async () => {
      const figure = await figureOf(sampling.forgettingNotebook(choice), "lines");
      const wanted = distancesByStep(trajectory, machine, 300);
      expect(numbers(figure.series[0].y)).toEqual(numbers(wanted.radius));
      expect(numbers(figure.series[1].y)).toEqual(numbers(wanted.angle));
      expect(figure.references[0].value).toBe(kuiperByChance(60));
    });

    it("the autocorrelation", async () => {
      const figure = await figureOf(sampling.autocorrelationNotebook(choice), "lines");
      const settled = { ...trajectory, steps: 108, x: trajectory.x.subarray(12 * 120) };
      expect(numbers(figure.series[1].y)).toEqual(autocorrelation(settled, 1, 100));
      expect(figure.series.map(({ name, tone, dash }) => [name, tone, dash])).toEqual([
        ["x₁", "data", "solid"],
        ["x₂", "draws", "dashed"]
      ]);
    });
  });
});
