import { describe, expect, it } from "vitest";
import {
  annealedLogPartition,
  annealingSchedule,
  c,
  contrastiveGradient,
  contrastiveLoss,
  createRandom,
  exactDraws,
  formulaEvaluator,
  gradientNorm,
  logPartition,
  loopEvaluator,
  pXGivenZ,
  pZGivenX,
  reverseAnnealedLogPartition
} from "../../../src/rbm/index.js";
import { gaussianOf } from "../../../src/rbm/sampling/temperedPath.js";
import { digitsCases, keptOf, keptOfReference } from "../digitsReference.js";
import { expectClose } from "../reference.js";

describe.each(digitsCases)("at $title, against PyTorch", ({ values, machine, data, draws, z }) => {
  const m = values.n_hidden;

  it("c(x) and both conditionals agree to 1e-9", () => {
    expectClose(c(machine, data), values.c);
    const p = pZGivenX(machine, data);
    expectClose(p[0].slice(0, 40), values.p_z_given_x_first, 1e-9, 1e-13);
    expectClose(
      p.map((row) => row.reduce((sum, value) => sum + value, 0)),
      values.p_z_given_x_sum
    );
    expectClose(pXGivenZ(machine, z.subarray(0, m)).mean[0], values.x_mean_first, 1e-9, 1e-12);
  });

  it.each([
    ["the formulas", formulaEvaluator],
    ["the loops", loopEvaluator]
  ])("loss, gradient and its norm agree with autograd to 1e-8 by %s", (_, evaluator) => {
    const gradient = contrastiveGradient(machine, data, draws, evaluator);
    expectClose([contrastiveLoss(machine, data, draws, evaluator)], [values.loss], 1e-9, 1e-11);
    expectClose(keptOf(gradient, values), keptOfReference(values), 1e-8, 1e-11);
    expectClose([gradient.W.reduce((sum, value) => sum + value, 0)], [values.gradient.W_sum], 1e-8, 1e-9);
    expectClose([gradientNorm(gradient)], [values.gradient_norm], 1e-9);
  });
});

// log Z by summing z exactly; each bound is 4.5 standard errors, a failure in 150,000 if all is right. Seeds are fixed.
describe("annealed importance sampling at n = 64, m = 16", () => {
  const { machine, data } = digitsCases[0];
  const base = gaussianOf(data, 64);
  const options = { machine, base, betas: annealingSchedule(400, 1) };
  const exact = logPartition(machine);

  it("forward agrees with the enumerated log Z within its standard error", () => {
    const { logZ, standardError } = annealedLogPartition({ ...options, chains: 200, random: createRandom(0, "ais") });
    expect(standardError).toBeLessThan(0.5);
    expect(Math.abs(logZ - exact)).toBeLessThan(4.5 * standardError);
  });

  it("in reverse from exact draws agrees too", () => {
    const exactly = exactDraws(machine, 200, createRandom(1, "draws"));
    const random = createRandom(2, "ais");
    const { logZ, standardError } = reverseAnnealedLogPartition({ ...options, draws: exactly, random });
    expect(standardError).toBeLessThan(0.5);
    expect(Math.abs(logZ - exact)).toBeLessThan(4.5 * standardError);
  });
});
