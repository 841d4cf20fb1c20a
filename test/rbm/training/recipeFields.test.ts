import { describe, expect, it } from "vitest";
import {
  clipFactor,
  completeRecipe,
  contrastiveDivergence,
  convertCoupling,
  createMachine,
  createRandom,
  exactLogPartition,
  gradientInCoupling,
  gradientOfMeanC,
  initialMachineOf,
  labRecipe,
  learningRateAt,
  logPartition,
  negativeLogLikelihood,
  ring,
  sgd,
  train
} from "../../../src/rbm/index.js";
import type { Coupling, Machine, Recipe } from "../../../src/rbm/index.js";
import { createUpdateRule } from "../../../src/rbm/training/updateRule.js";
import { expectClose } from "../reference.js";

const machine = createMachine({
  b: [0.2, -0.3],
  logSigma2: [-0.4, -0.9],
  W: [
    [0.9, -0.5, 0.3],
    [-0.2, 0.6, 0.5]
  ],
  d: [-0.3, 0.2, -0.5]
});
const x = [
  [0.4, -1],
  [1.2, 0.3]
];
const data = ring({ samples: 200, random: createRandom(3, "data") });
const couplings: Coupling[] = ["sigma2", "sigma", "none"];

describe.each(couplings)("the coupling %s", (coupling) => {
  it("has this energy: the pairs of x and z joined by its own W give the machine's c(x)", () => {
    const { W, b, d, logSigma2 } = convertCoupling(machine, "sigma2", coupling);
    const power = { sigma2: 2, sigma: 1, none: 0 }[coupling];
    const sigma = (i: number) => Math.exp(logSigma2[i] / 2);
    const c = (row: number[]) => {
      const states = Array.from({ length: 8 }, (_, state) => [0, 1, 2].map((j) => (state >> j) & 1));
      const energies = states.map((z) => {
        let energy = 0;
        for (const i of [0, 1]) {
          energy += (row[i] - b[i]) ** 2 / (2 * sigma(i) ** 2);
          z.forEach((on, j) => (energy -= (row[i] * W[3 * i + j] * on) / sigma(i) ** power));
        }
        return energy - z.reduce((sum, on, j) => sum + on * d[j], 0);
      });
      return Math.log(energies.reduce((sum, energy) => sum + Math.exp(-energy), 0));
    };
    const nll = logPartition(machine) - (c(x[0]) + c(x[1])) / 2;
    expect(nll).toBeCloseTo(negativeLogLikelihood(machine, x), 12);
  });

  it("comes back from a conversion there and back", () => {
    const there = convertCoupling(machine, "sigma2", coupling);
    expectClose(convertCoupling(there, coupling, "sigma2").W, machine.W, 1e-14);
  });

  it("has the gradient that finite differences of its own parameters give", () => {
    const gradient = gradientInCoupling(machine, gradientOfMeanC(machine, x), coupling);
    const own = convertCoupling(machine, "sigma2", coupling);
    const meanC = (parameters: Machine) => {
      const plain = convertCoupling(parameters, coupling, "sigma2");
      return exactLogPartition(plain) - negativeLogLikelihood(plain, x);
    };
    for (const name of ["b", "logSigma2", "W", "d"] as const) {
      const differences = own[name].map((value, at) => {
        const moved = (by: number) => {
          const values = own[name].slice();
          values[at] = value + by;
          return meanC({ ...own, [name]: values });
        };
        return (moved(1e-5) - moved(-1e-5)) / 2e-5;
      });
      expectClose(gradient[name], differences, 1e-6, 1e-8);
    }
  });

  it("starts a run with W of spread 0.01 in its own units, and trains", () => {
    const recipe: Recipe = { ...labRecipe, hidden: 500, epochs: 2, coupling };
    const own = convertCoupling(initialMachineOf(recipe, 2), "sigma2", coupling);
    const spread = Math.sqrt(own.W.reduce((sum, value) => sum + value ** 2, 0) / own.W.length);
    // 1000 draws: a standard error of 2.2 % of the spread, four of these
    expect(Math.abs(spread / 0.01 - 1)).toBeLessThan(0.09);
    expect([...train({ recipe, data })]).toHaveLength(2);
  });
});

describe("momentum", () => {
  it("makes three steps as torch.optim.SGD(lr=0.1, momentum=0.9) does: velocities 1, 1.9, 2.71 of a constant slope", () => {
    const optimizer = sgd(0.9);
    const slope = {
      b: Float64Array.of(1, 1),
      logSigma2: new Float64Array(2),
      W: new Float64Array(6),
      d: new Float64Array(3)
    };
    let after = machine;
    for (let step = 0; step < 3; step++) after = optimizer.step(after, slope, 0.1);
    expectClose(after.b, [0.2 - 0.561, -0.3 - 0.561], 1e-12);
  });
});

describe("the step schedule", () => {
  it("drops at each multiple of stepEvery epochs, whatever the updates of an epoch, as torch's StepLR", () => {
    const recipe: Recipe = {
      ...labRecipe,
      learningRate: 1,
      schedule: "step",
      stepEvery: 2,
      stepFactor: 0.5,
      epochs: 5
    };
    const rates = Array.from({ length: 15 }, (_, update) => learningRateAt(recipe, update, 15));
    expect(rates).toEqual([...Array(6).fill(1), ...Array(6).fill(0.5), ...Array(3).fill(0.25)]);
  });
});

describe("the update rule", () => {
  const gradient = {
    b: Float64Array.of(3, 0),
    logSigma2: Float64Array.of(1, 3),
    W: new Float64Array(6),
    d: Float64Array.of(0, 4, 0)
  };
  const plain = { ...labRecipe, hidden: 3, learningRate: 1 };

  it("adds weight decay to the clipped gradient of W, and to nothing else", () => {
    const rule = createUpdateRule(completeRecipe({ ...plain, weightDecay: 0.25 }), 1);
    const { machine: next, gradientNorm } = rule.next(machine, gradient);
    expect(gradientNorm).toBe(5);
    expectClose(
      next.W,
      machine.W.map((value) => 0.75 * value),
      1e-14
    );
    const factor = clipFactor(5, 1);
    expectClose(next.b, [0.2 - 3 * factor, -0.3], 1e-14);
  });

  it("moves a shared variance by the mean of the axes' gradients, a fixed one not at all", () => {
    const moved = (recipe: Partial<Recipe>) =>
      createUpdateRule(completeRecipe({ ...plain, clip: null, ...recipe }), 1).next(machine, gradient).machine
        .logSigma2;
    expectClose(moved({ learnVariance: true, sharedVariance: true }), [-0.4 - 2, -0.9 - 2], 1e-14);
    expectClose(moved({ learnVariance: true }), [-0.4 - 1, -0.9 - 3], 1e-14);
    expectClose(moved({}), [-0.4, -0.9], 0);
  });

  it("stops a learned variance at the least σ, and leaves a fixed one below it alone", () => {
    const moved = (recipe: Partial<Recipe>) =>
      createUpdateRule(completeRecipe({ ...plain, clip: null, leastSigma: 0.4, ...recipe }), 1).next(machine, gradient)
        .machine.logSigma2;
    expectClose(moved({ learnVariance: true }), [-0.4 - 1, 2 * Math.log(0.4)], 1e-14);
    expectClose(moved({ learnVariance: true, leastSigma: 0.1 }), [-0.4 - 1, -0.9 - 3], 1e-14);
    expectClose(moved({ leastSigma: 2 }), [-0.4, -0.9], 0);
  });
});

describe("the chains of a recipe", { timeout: 60_000 }, () => {
  it("persistent is what the option persistentChains was: the same run, bit by bit", () => {
    const recipe: Recipe = { ...labRecipe, hidden: 5, epochs: 3, k: 2 };
    const run = (given: Partial<Recipe>, option: { persistentChains?: number }) => {
      const start = initialMachineOf(recipe, 2);
      const random = createRandom(1);
      return [...contrastiveDivergence({ machine: start, data, recipe: { ...recipe, ...given }, random, ...option })];
    };
    expect(run({ chains: "persistent", chainCount: 40 }, {})).toEqual(run({}, { persistentChains: 40 }));
    expect(run({ chains: "persistent" }, {})).toEqual(run({}, { persistentChains: data.count }));
  });

  it.each(["persistent", "tempered"] as const)("%s brings the likelihood of the data up", (chains) => {
    const recipe: Recipe = {
      ...labRecipe,
      hidden: 20,
      epochs: 300,
      optimizer: "adam",
      learningRate: 5e-3,
      clip: null,
      chains,
      temperatures: 4,
      sigma: 0.3
    };
    const nll = (trained: Machine) => negativeLogLikelihood(trained, data);
    const last = [...train({ recipe, data })].at(-1).machine;
    expect(nll(last)).toBeLessThan(nll(initialMachineOf(recipe, 2)) - 0.5);
  });
});
