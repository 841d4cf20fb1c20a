import { describe, expect, it } from "vitest";
import {
  adam,
  betterRecipe,
  clipGradient,
  contrastiveDivergence,
  contrastiveGradient,
  contrastiveLoss,
  createMachine,
  createRandom,
  exactLikelihood,
  formulaEvaluator,
  gradientNorm,
  initialMachineOf,
  labRecipe,
  learningRateAt,
  negativeLogLikelihood,
  pointsFromCSV,
  sgd,
  snapshotEpochs,
  train,
  TrainingDivergedError
} from "../../../src/rbm/index.js";
import type { Epoch, Machine, Recipe } from "../../../src/rbm/index.js";
import { expectClose, readText, referenceCases } from "../reference.js";
import type { ReferenceParameters } from "../reference.js";

const data = pointsFromCSV(readText("ring-train.csv"));
const heldOut = pointsFromCSV(readText("ring-test.csv"));

describe.each(referenceCases)("the $title machine agrees with PyTorch to 1e-9", ({ values }) => {
  const machine = createMachine(values.params);
  const gradient = contrastiveGradient(machine, values.x, values.x_model);

  it("in the loss between data and draws", () => {
    expectClose([contrastiveLoss(machine, values.x, values.x_model)], [values.loss]);
    expectClose([contrastiveLoss(machine, values.x, values.x_model, formulaEvaluator)], [values.loss]);
  });

  it("in its gradient, by the loops and by the formulas", () => {
    const byFormulas = contrastiveGradient(machine, values.x, values.x_model, formulaEvaluator);
    expectParameters(gradient, values.gradient);
    expectParameters(byFormulas, values.gradient);
  });

  it("in the gradient's global norm", () => expectClose([gradientNorm(gradient)], [values.gradient_norm]));

  it.each([1, 0.1] as const)("in one SGD step with the norm clipped to %d", (maxNorm) => {
    const after = sgd().step(machine, clipGradient(gradient, maxNorm), 1e-2);
    expectParameters(after, values[`after_sgd_lr0.01_clip${maxNorm === 1 ? "1.0" : "0.1"}`]);
  });

  it("in three steps of Adam", () => {
    const optimizer = adam();
    let after = machine;
    for (let step = 0; step < 3; step++)
      after = optimizer.step(after, contrastiveGradient(after, values.x, values.x_model), 1e-2);
    expectParameters(after, values["after_3_adam_steps_lr0.01"]);
  });
});

describe("the schedule", () => {
  it("cosine goes from the full rate by half of it to none, as CosineAnnealingLR", () => {
    const rate = (update: number) => learningRateAt({ learningRate: 0.01, schedule: "cosine" }, update, 10);
    expectClose([rate(0), rate(5), rate(10)], [0.01, 0.005, 0], 1e-12);
    expect(rate(1)).toBeCloseTo((0.01 * (1 + Math.cos(Math.PI / 10))) / 2, 15);
    expect(learningRateAt({ learningRate: 0.01, schedule: "constant" }, 9, 10)).toBe(0.01);
  });
});

it("snapshotEpochs keeps the start and the end, each epoch once, closer together at the start", () => {
  for (const epochs of [1, 7, 30, 300, 1000]) {
    const kept = snapshotEpochs(epochs);
    expect([kept[0], kept.at(-1)]).toEqual([0, epochs]);
    const gaps = kept.slice(1).map((epoch, i) => epoch - kept[i]);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1);
    expect(gaps[0]).toBeLessThanOrEqual(gaps.at(-1));
    expect(kept.length).toBeLessThanOrEqual(31);
  }
});

describe("contrastive divergence", { timeout: 60_000 }, () => {
  it("on the formulas and on the loops is the same run, epoch by epoch", () => {
    const recipe: Recipe = { ...labRecipe, hidden: 20, epochs: 4, k: 2, batchSize: 200, learnVariance: true };
    const run = (evaluator?: typeof formulaEvaluator) =>
      collect(
        contrastiveDivergence({
          machine: initialMachineOf(recipe, 2),
          data,
          recipe,
          random: createRandom(7),
          ...(evaluator && { evaluator })
        })
      );
    const [loops, formulas] = [run(), run(formulaEvaluator)];
    loops.forEach((epoch, i) => {
      expectClose([epoch.loss, epoch.gradientNorm], [formulas[i].loss, formulas[i].gradientNorm]);
      expectClose(epoch.machine.W, formulas[i].machine.W);
    });
  });

  it("takes its data as rows too, and says what it needs where they are neither rows nor Points", () => {
    const recipe = { ...labRecipe, hidden: 3, epochs: 2 };
    const rows = Array.from({ length: data.count }, (_, row) => data.values.slice(2 * row, 2 * row + 2));
    expect(collect(train({ recipe, data: rows }))).toEqual(collect(train({ recipe, data })));
    expect(() => train({ recipe, data: data.values })).toThrow("as rows or as Points");
    expect(() => train({ recipe, data: [] })).toThrow("data has shape (0,)");
    expect(() => train({ recipe, data: [[]] })).toThrow("data has shape (1, 0)");
    expect(() => train({ recipe, data: [[0, NaN]] })).toThrow("data[0, 1] is NaN");
  });

  it("yields one record an epoch, each with arrays of its own", () => {
    const epochs = collect(train({ recipe: { ...labRecipe, hidden: 3, epochs: 5 }, data }));
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(epochs.map(({ machine }) => machine.W)).size).toBe(5);
  });

  it("by the same seed is the same run; by another seed another", () => {
    const last = (seed: number) =>
      collect(train({ recipe: { ...labRecipe, hidden: 5, epochs: 3, seed }, data })).at(-1);
    expect(last(1)).toEqual(last(1));
    expect(last(1).machine.W).not.toEqual(last(2).machine.W);
  });

  it("takes each clipped step as long as the learning rate", () => {
    const recipe = { ...labRecipe, hidden: 10, epochs: 3 };
    let before = initialMachineOf(recipe, 2);
    for (const { machine, gradientNorm: norm } of train({ recipe, data })) {
      expect(norm).toBeGreaterThan(1);
      expect(distance(before, machine)).toBeCloseTo(1e-3, 8);
      before = machine;
    }
  });

  it("leaves a fixed variance as it was, and moves a learned one", () => {
    const recipe = { ...labRecipe, hidden: 5, epochs: 3 };
    const last = (learnVariance: boolean) => collect(train({ recipe: { ...recipe, learnVariance }, data })).at(-1);
    expect(Array.from(last(false).machine.logSigma2)).toEqual([Math.log(0.1 ** 2), Math.log(0.1 ** 2)]);
    expect(last(true).machine.logSigma2[0]).not.toBe(Math.log(0.1 ** 2));
  });

  it("with mini-batches makes an update a batch, and reaches further in an epoch", () => {
    const recipe = { ...labRecipe, hidden: 10, epochs: 1 };
    const start = initialMachineOf(recipe, 2);
    const [full] = collect(train({ recipe, data }));
    const [mini] = collect(train({ recipe: { ...recipe, batchSize: 64 }, data }));
    // 500 points in batches of 64: eight updates, all in about the same direction
    expect(distance(start, mini.machine)).toBeGreaterThan(7 * distance(start, full.machine));
    expect(distance(start, mini.machine)).toBeLessThanOrEqual(8.001e-3);
  });

  it.each([
    { title: "persistent chains", k: 1, epochs: 1100, burnIn: 100, chains: { persistentChains: 500 } },
    { title: "CD-40", k: 40, epochs: 100, burnIn: 0, chains: {} }
  ])("by $title follows, on average, the exact gradient of the likelihood where the chains mix", (given) => {
    const recipe: Recipe = {
      ...labRecipe,
      hidden: 3,
      k: given.k,
      epochs: given.epochs,
      clip: null,
      learningRate: 1e-7
    };
    const machine = mixingMachine();
    const names = ["b", "W", "d"] as const;
    const slope = (from: Machine, to: Machine, rate: number) =>
      names.flatMap((name) => Array.from(from[name], (value, i) => (value - to[name][i]) / rate));
    // at 1e-7 a step the machine stays where it is, and the steps' differences are the gradients
    const gradients: number[][] = [];
    let before = machine;
    const random = createRandom(1);
    for (const { machine: after } of contrastiveDivergence({ machine, data, recipe, random, ...given.chains })) {
      gradients.push(slope(before, after, recipe.learningRate));
      before = after;
    }
    const [exact] = collect(exactLikelihood({ machine, data, recipe: { ...recipe, epochs: 1, learningRate: 1 } }));
    const expected = slope(machine, exact.machine, 1);
    // 20 batch means after burn-in; 11 values within 5 standard errors of Student's t, 19 degrees: 1 seed in 1100 fails
    const batches = splitIntoBatches(gradients.slice(given.burnIn), 20);
    expected.forEach((value, i) => {
      const means = batches.map((batch) => mean(batch.map((gradient) => gradient[i])));
      const standardError = Math.sqrt(mean(means.map((m) => (m - mean(means)) ** 2)) / (means.length - 1));
      expect(Math.abs(mean(means) - value)).toBeLessThan(5 * standardError);
      expect(standardError).toBeLessThan(0.05);
    });
  });

  it("with the sign turned round, the lab's trap, drives the likelihood down while its own loss falls", () => {
    const recipe: Recipe = { ...labRecipe, epochs: 60, hidden: 20 };
    const run = (sign: 1 | -1) => collect(train({ recipe: { ...recipe, sign }, data }));
    const [right, wrong] = [run(1), run(-1)];
    expect(wrong[0].loss).toBe(-right[0].loss);
    expect(wrong.at(-1).loss).toBeLessThan(wrong[0].loss);
    const nll = (epochs: Epoch[]) => negativeLogLikelihood(epochs.at(-1).machine, heldOut);
    const start = negativeLogLikelihood(initialMachineOf(recipe, 2), heldOut);
    expect(nll(right)).toBeLessThan(start);
    expect(nll(wrong)).toBeGreaterThan(start);
  });

  it("without clipping explodes: it stops, says when and why, and keeps the last finite machine", () => {
    const recipe: Recipe = { ...labRecipe, hidden: 20, clip: null, learningRate: 0.3 };
    const epochs: Epoch[] = [];
    let error: unknown;
    try {
      for (const epoch of train({ recipe, data })) epochs.push(epoch);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(TrainingDivergedError);
    const diverged = error as TrainingDivergedError;
    expect(diverged.epoch).toBe(epochs.length + 1);
    expect(diverged.message).toMatch(/^training diverged in epoch \d+: .+ (is|became) (not a number|infinite)$/);
    expect(diverged.machine).toBe(epochs.at(-1).machine);
    for (const values of [diverged.machine.b, diverged.machine.W, diverged.machine.d])
      expect(values.every(Number.isFinite)).toBe(true);
  });

  it("says so where a learned variance leaves the floats", () => {
    const recipe: Recipe = { ...labRecipe, hidden: 2, learnVariance: true, clip: null, learningRate: 50 };
    expect(() => collect(train({ recipe, data }))).toThrow(
      /the variance of visible unit \d became (0|Infinity)|(is|became) (not a number|infinite)$/
    );
  });

  it("refuses data that are empty, ragged, of the wrong width or not finite, before the first epoch", () => {
    const recipe = { ...labRecipe, hidden: 2 };
    const machine = initialMachineOf(recipe, 2);
    const start = (rows: number[][]) => () =>
      contrastiveDivergence({ machine, data: rows, recipe, random: createRandom(0) }).next();
    expect(start([])).toThrow("data has shape (0, 2)");
    expect(start([[1, 2], [3]])).toThrow("data has shape (2, 1), in row 1");
    expect(start([[1, 2, 3]])).toThrow("data has shape (1, 3)");
    expect(start([[1, NaN]])).toThrow("data[0, 1] is NaN");
    expect(() => train({ recipe: { ...recipe, hidden: 0 }, data })).toThrow("recipe: hidden is 0");
  });
});

describe("the recipes reach what was measured with PyTorch", { timeout: 60_000 }, () => {
  it("the lab's, seed 0: a test NLL within three standard deviations of the twenty runs'", () => {
    const last = collect(train({ recipe: labRecipe, data })).at(-1);
    // lab-runs.json: 1.066, standard deviation 0.058 from seed to seed
    expect(Math.abs(negativeLogLikelihood(last.machine, heldOut) - 1.066)).toBeLessThan(3 * 0.058);
  });

  it("maximum likelihood with 20 units, 300 steps of Adam: within 0.03 of the true density's 0.944", () => {
    const recipe: Recipe = { ...betterRecipe, trainer: "exact", hidden: 20, epochs: 300 };
    const epochs = collect(train({ recipe, data }));
    expect(negativeLogLikelihood(epochs.at(-1).machine, heldOut)).toBeLessThan(0.9744);
    expect(epochs.at(-1).loss).toBeLessThan(epochs[0].loss);
  });
});

describe("maximum likelihood", () => {
  it("descends the gradient of the negative log-likelihood: finite differences of the exact value agree", () => {
    const recipe: Recipe = {
      ...betterRecipe,
      trainer: "exact",
      hidden: 3,
      epochs: 1,
      optimizer: "sgd",
      schedule: "constant",
      learningRate: 1,
      learnVariance: true
    };
    const machine = initialMachineOf(recipe, 2);
    machine.W.forEach((_, i) => (machine.W[i] = [0.3, -0.2, 0.1, 0.15, 0.25, -0.3][i]));
    const [{ machine: after, loss }] = collect(exactLikelihood({ machine, data, recipe }));
    expectClose([loss], [negativeLogLikelihood(machine, data)], 1e-9);
    for (const name of ["b", "logSigma2", "W", "d"] as const) {
      const gradient = machine[name].map((value, i) => value - after[name][i]);
      const differences = machine[name].map((value, i) => {
        const at = (step: number) => {
          const changed = machine[name].slice();
          changed[i] = value + step;
          return negativeLogLikelihood({ ...machine, [name]: changed }, data);
        };
        return (at(1e-5) - at(-1e-5)) / 2e-5;
      });
      expectClose(gradient, differences, 1e-5, 1e-6);
    }
  });

  it("is refused for three visible units", () => {
    const recipe: Recipe = { ...betterRecipe, trainer: "exact", hidden: 2 };
    const points = { n: 3, count: 1, values: Float64Array.of(1, 2, 3) };
    expect(() => train({ recipe, data: points }).next()).toThrow("n = 2");
  });
});

/** Three units whose Gaussians overlap, so that a Gibbs chain forgets where it was within a few steps. */
function mixingMachine(): Machine {
  return createMachine({
    b: [0.1, -0.2],
    logSigma2: [-1, -0.8],
    W: [
      [0.4, -0.3, 0.2],
      [-0.1, 0.35, 0.3]
    ],
    d: [0.2, -0.4, 0.1]
  });
}

function splitIntoBatches<T>(values: T[], count: number): T[][] {
  const size = values.length / count;
  return Array.from({ length: count }, (_, batch) => values.slice(batch * size, (batch + 1) * size));
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function collect(run: Iterable<Epoch>): Epoch[] {
  return Array.from(run);
}

function distance(a: Machine, b: Machine): number {
  const square = (name: "b" | "W" | "d") => a[name].reduce((sum, value, i) => sum + (value - b[name][i]) ** 2, 0);
  return Math.sqrt(square("b") + square("W") + square("d"));
}

function expectParameters(actual: Pick<Machine, "b" | "logSigma2" | "W" | "d">, expected: ReferenceParameters): void {
  expectClose(actual.b, expected.b);
  expectClose(actual.logSigma2, expected.log_sigma_squared);
  expectClose(actual.W, expected.W.flat());
  expectClose(actual.d, expected.d);
}
