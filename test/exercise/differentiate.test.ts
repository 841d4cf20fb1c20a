import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMachine } from "../../src/rbm/model/machine.js";
import type { Machine } from "../../src/rbm/model/machine.js";
import { gradientOfMeanC } from "../../src/rbm/model/model.js";
import { differentiable } from "./differentiableFormulas.js";
import { gradientOf } from "../../src/exercise/learner/differentiate.js";
import type { ParameterName } from "../../src/exercise/learner/differentiate.js";
import { LanguageError } from "../../src/language/languageError.js";
import { readAnswer, readAnswers, solutions } from "../../src/exercise/learner/learnerFunctions.js";
import { createTrial, rowsTensor } from "../../src/exercise/grading/trials.js";
import { attempt } from "../../src/exercise/grading/attempt.js";
import {
  cByEnumeration,
  hiddenMarginals,
  lossByEnumeration,
  visibleMoments
} from "../../src/exercise/grading/truth.js";

const { cases } = JSON.parse(readFileSync("data/reference/model.json", "utf8"));
const programs = readAnswers(solutions);
const names: readonly ParameterName[] = ["b", "logSigma2", "W", "d"];

function close(actual: ArrayLike<number>, expected: readonly number[], relative = 1e-9): void {
  expect(actual.length).toBe(expected.length);
  const scale = Math.max(1, ...expected.map(Math.abs));
  expected.forEach((e, i) => expect(Math.abs(actual[i] - e)).toBeLessThanOrEqual(relative * scale));
}

describe("differentiation of what was typed", () => {
  it("gives the loss and the gradient that PyTorch gives, for b, log σ², W and d, on every reference machine", () => {
    for (const { params, x, x_model, loss, gradient } of cases) {
      const machine = createMachine(params);
      const { value, gradient: actual } = gradientOf(programs, "loss", machine, {
        data: rowsTensor(x),
        draws: rowsTensor(x_model)
      });
      close([value], [loss]);
      close(actual.b, gradient.b);
      close(actual.logSigma2, gradient.log_sigma_squared);
      close(actual.W, gradient.W.flat());
      close(actual.d, gradient.d);
    }
  });

  it("agrees with the gradient of c that the library has as a formula", () => {
    const { machine, x } = createTrial({ n: 3, m: 20, batch: 40 }, 8);
    const ours = gradientOf(programs, "c", machine, { x: rowsTensor(x) }).gradient;
    const theirs = gradientOfMeanC(machine, x);
    for (const name of names) close(ours[name], [...theirs[name]], 1e-10);
  });

  it("agrees with central differences for 300 generated formulas, broadcasting, reductions and calls included", () => {
    const { machine, x } = createTrial({ n: 2, m: 3, batch: 4 }, 9);
    let compared = 0;
    fc.assert(
      fc.property(differentiable, (source) => {
        const typed = { ...programs, c: readAnswer("c", source) };
        const value = (at: Machine): number => {
          const { values } = attempt("c", typed, at, { x: rowsTensor(x) })[0].value;
          return values.reduce((sum, v) => sum + v, 0) / values.length;
        };
        let gradient;
        try {
          gradient = gradientOf(typed, "c", machine, { x: rowsTensor(x) }).gradient;
        } catch (error) {
          if (error instanceof LanguageError && error.kind === "shape") return;
          throw error;
        }
        const size = Math.max(1, Math.abs(value(machine)));
        if (size > 1e3 || Number.isNaN(size)) return;
        for (const name of names)
          for (let k = 0; k < machine[name].length; k++) {
            const at = (h: number): number => {
              const changed = machine[name].slice();
              changed[k] += h;
              return value(createMachine({ ...machine, [name]: changed }));
            };
            const h = 1e-4;
            const coarse = (at(h) - at(-h)) / (2 * h);
            const fine = (8 * (at(h / 2) - at(-h / 2)) - (at(h) - at(-h))) / (6 * h);
            // At a kink of abs or maximum the two differ: no derivative to compare with.
            if (Math.abs(coarse - fine) > 1e-4 * Math.max(1, Math.abs(fine))) continue;
            compared++;
            const error = Math.abs(gradient[name][k] - fine);
            expect(error, `${source}: ${name}[${k}]`).toBeLessThanOrEqual(1e-5 * Math.max(size, Math.abs(fine)));
          }
      }),
      { numRuns: 300, seed: 3 }
    );
    expect(compared).toBeGreaterThan(1000);
  });

  it("a formula it can't differentiate is named with its place, and draws count as constants", () => {
    const { machine, x } = createTrial({ n: 2, m: 3, batch: 4 }, 9);
    const typed = { ...programs, c: readAnswer("c", "sum(x, 2) + sum([sum(b), 1])") };
    expect(() => gradientOf(typed, "c", machine, { x: rowsTensor(x) })).toThrow(
      expect.objectContaining({ kind: "not differentiable", span: { start: 16, end: 27 } })
    );
  });
});

describe("the truths that answers are held against", () => {
  it("agree with the reference values of PyTorch, though no formula of theirs is the model's", () => {
    for (const { params, n_hidden, x, x_model, z, c, p_z_given_x, p_x_given_z, loss } of cases) {
      if (n_hidden > 12) continue;
      const machine = createMachine(params);
      close(
        x.map((row: number[]) => cByEnumeration(machine, row)),
        c
      );
      x.forEach((row: number[], k: number) => close(hiddenMarginals(machine, row), p_z_given_x[k]));
      z.forEach((row: number[], k: number) => {
        const { mean, variance } = visibleMoments(machine, row);
        close(mean, p_x_given_z.mean[k], 1e-8);
        close(variance, p_x_given_z.variance[k], 1e-8);
      });
      close([lossByEnumeration(machine, x, x_model)], [loss]);
    }
  });
});
