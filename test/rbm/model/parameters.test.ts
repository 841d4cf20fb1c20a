import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  betterRecipe,
  copyMachine,
  createMachine,
  createRandom,
  initialMachine,
  labRecipe,
  plainMachine,
  RecipeError,
  ShapeError,
  completeRecipe,
  recipeDefaults,
  validateRecipe,
  ValueError
} from "../../../src/rbm/index.js";
import type { MachineInput } from "../../../src/rbm/index.js";

const parameters = {
  b: [0, 1],
  logSigma2: [-1, -2],
  W: [
    [1, 2, 3],
    [4, 5, 6]
  ],
  d: [7, 8, 9]
};

describe("createMachine", () => {
  it("reads W by rows, nested or flat, and gives it back nested", () => {
    const machine = createMachine(parameters);
    expect(machine).toMatchObject({ n: 2, m: 3 });
    expect(Array.from(machine.W)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(createMachine({ ...parameters, W: Float32Array.of(1, 2, 3, 4, 5, 6) })).toEqual(machine);
    expect(plainMachine(machine)).toEqual(parameters);
    expect(createMachine(JSON.parse(JSON.stringify(plainMachine(machine))))).toEqual(machine);
  });

  it("takes log_sigma_squared for logSigma2", () => {
    const { logSigma2, ...rest } = parameters;
    expect(createMachine({ ...rest, log_sigma_squared: logSigma2 })).toEqual(createMachine(parameters));
  });

  it("copies, so that a change of what it was given changes nothing", () => {
    const b = Float64Array.of(0, 1);
    const machine = createMachine({ ...parameters, b });
    b[0] = 99;
    expect(machine.b[0]).toBe(0);
    copyMachine(machine).W[0] = 99;
    expect(machine.W[0]).toBe(1);
  });

  it.each<[string, Partial<Record<keyof MachineInput, unknown>>, string]>([
    [
      "W turned on its side",
      {
        W: [
          [1, 4],
          [2, 5],
          [3, 6]
        ]
      },
      "W has shape (3, 2); it must have shape (2, 3)"
    ],
    [
      "a ragged W",
      {
        W: [
          [1, 2, 3],
          [4, 5]
        ]
      },
      "W has shape (2, 2); it must have shape (2, 3)"
    ],
    ["a flat W of five", { W: [1, 2, 3, 4, 5] }, "W has shape (5,); it must have shape (2, 3) or (6,)"],
    ["one variance", { logSigma2: [1] }, "logSigma2 has shape (1,); it must have shape (2,)"],
    ["0 hidden units", { d: [] }, "d has shape (0,); it must have shape (m,) with m ≥ 1"],
    ["no b", { b: undefined }, "b has shape none; it must have shape (n,)"],
    ["no variances", { logSigma2: undefined }, "logSigma2 has shape a value of type undefined; it must have shape (2,)"]
  ])("refuses %s", (_, change, message) => {
    const call = () => createMachine({ ...parameters, ...change } as MachineInput);
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(message);
  });

  it("refuses any parameter that is not finite, and says which", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("b", "logSigma2", "d"),
        fc.constantFrom(NaN, Infinity, -Infinity, null, "1"),
        fc.nat(1),
        (name, bad, i) => {
          const values: unknown[] = [...parameters[name as "b"]];
          values[i] = bad;
          const call = () => createMachine({ ...parameters, [name]: values });
          expect(call).toThrow(ValueError);
          expect(call).toThrow(`${name}[${i}] is`);
        }
      ),
      { seed: 1, numRuns: 60 }
    );
    expect(() =>
      createMachine({
        ...parameters,
        W: [
          [1, 2, 3],
          [4, NaN, 6]
        ]
      })
    ).toThrow("W[1, 1] is NaN");
  });

  it("refuses a variance that leaves the floats", () => {
    expect(() => createMachine({ ...parameters, logSigma2: [0, 800] })).toThrow("logSigma2[1] is 800");
    expect(() => createMachine({ ...parameters, logSigma2: [-800, 0] })).toThrow("logSigma2[0] is -800");
  });

  it("gives back every machine of any shape, bit by bit", () => {
    const machines = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 })).chain(([n, m]) => {
      const vector = (length: number) =>
        fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: length, maxLength: length });
      return fc.record({
        b: vector(n),
        logSigma2: vector(n),
        W: fc.array(vector(m), { minLength: n, maxLength: n }),
        d: vector(m)
      });
    });
    fc.assert(
      fc.property(machines, (plain) => {
        expect(plainMachine(createMachine(plain))).toEqual(plain);
      }),
      { seed: 2, numRuns: 100 }
    );
  });
});

describe("initialMachine", () => {
  it("is the lab's: b = 0, log σ² = log 0.01, W of spread 0.01, d of spread 0.1", () => {
    const machine = initialMachine({ n: 20, m: 1000, random: createRandom(0) });
    expect(machine.b.every((value) => value === 0)).toBe(true);
    expect(machine.logSigma2.every((value) => value === Math.log(0.1 ** 2))).toBe(true);
    // a standard deviation of N draws has a standard error of 1 / √2N: bounds are 4 of these, 1 in 16 000 seeds fails
    expect(Math.abs(deviation(machine.W) / 0.01 - 1)).toBeLessThan(4 / Math.sqrt(2 * 20_000));
    expect(Math.abs(deviation(machine.d) / 0.1 - 1)).toBeLessThan(4 / Math.sqrt(2 * 1000));
  });

  it("refuses 0 hidden units and a σ of 0", () => {
    const random = createRandom(0);
    expect(() => initialMachine({ n: 2, m: 0, random })).toThrow("m, the number of hidden units, is 0");
    expect(() => initialMachine({ n: 2, m: 1, sigma: 0, random })).toThrow("sigma is 0");
  });
});

describe("validateRecipe", () => {
  it("takes the lab's recipe and the better one, and copies them", () => {
    expect(validateRecipe(labRecipe)).toEqual(labRecipe);
    expect(validateRecipe(betterRecipe)).toEqual(betterRecipe);
    expect(validateRecipe(labRecipe)).not.toBe(labRecipe);
  });

  it.each<[string, unknown, string]>([
    ["hidden", 0, "recipe: hidden is 0; it must be a whole number from 1 to 100000"],
    ["hidden", 2.5, "hidden is 2.5"],
    ["hidden", "100", 'hidden is "100"'],
    ["trainer", "CD", 'trainer is "CD"; it must be "cd" or "exact"'],
    ["k", 0, "k is 0"],
    ["epochs", -1, "epochs is -1"],
    ["batchSize", 0, "batchSize is 0; it must be a whole number from 1 to 1000000000, or null"],
    ["optimizer", "adamw", 'it must be "sgd" or "adam"'],
    ["learningRate", 0, "learningRate is 0; it must be a positive number"],
    ["learningRate", NaN, "learningRate is NaN"],
    ["schedule", undefined, 'schedule is undefined; it must be "constant" or "step" or "cosine"'],
    ["clip", -1, "clip is -1; it must be a positive number, or null"],
    ["sigma", Infinity, "sigma is Infinity"],
    ["learnVariance", 1, "learnVariance is 1; it must be true or false"],
    ["sign", 0, "sign is 0; it must be 1 or -1"],
    ["seed", -1, "seed is -1"],
    ["momentum", 1, "momentum is 1; it must be a number of at least 0, below 1"],
    ["stepEvery", 0, "stepEvery is 0"],
    ["stepFactor", 1.5, "stepFactor is 1.5; it must be a number from 0 to 1"],
    ["weightDecay", -1, "weightDecay is -1; it must be a number of at least 0"],
    ["sharedVariance", 0, "sharedVariance is 0"],
    ["leastSigma", -0.1, "leastSigma is -0.1"],
    ["coupling", "sigma3", 'coupling is "sigma3"; it must be "sigma2" or "sigma" or "none"'],
    ["chains", "free", 'chains is "free"; it must be "data" or "persistent" or "tempered"'],
    ["chainCount", 0, "chainCount is 0"],
    ["temperatures", 1, "temperatures is 1; it must be a whole number from 2 to 1000"],
    ["nesterov", true, "recipe: nesterov is unknown"]
  ])("names %s where it is %s", (field, value, message) => {
    const call = () => validateRecipe({ ...labRecipe, [field]: value });
    expect(call).toThrow(RecipeError);
    expect(call).toThrow(message);
  });

  it("takes a recipe from before the optional fields, and completeRecipe gives them their old meaning", () => {
    expect(completeRecipe(labRecipe)).toEqual({ ...labRecipe, ...recipeDefaults });
    expect(completeRecipe({ ...labRecipe, momentum: 0.9 }).momentum).toBe(0.9);
  });

  it("refuses persistent chains for the exact gradient, which draws nothing", () => {
    expect(() => validateRecipe({ ...labRecipe, trainer: "exact", chains: "persistent" })).toThrow(
      'recipe: chains is "persistent", but the exact gradient draws nothing; it must be "data"'
    );
  });

  it("names any field that is missing", () => {
    for (const field of Object.keys(labRecipe)) {
      const rest: Record<string, unknown> = { ...labRecipe };
      delete rest[field];
      expect(() => validateRecipe(rest)).toThrow(`recipe: ${field} is missing`);
    }
    expect(() => validateRecipe(null)).toThrow("must be an object");
  });
});

function deviation(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
}
