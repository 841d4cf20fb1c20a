import { describe, expect, it } from "vitest";
import { conditionalMoments } from "./conditionalMoments.js";
import { createMachine, createRandom, gibbsStep, moments } from "../../../src/rbm/index.js";
import type { Machine } from "../../../src/rbm/index.js";
import { clampedGibbs } from "../../../src/rbm/sampling/clampedGibbs.js";
import { expectClose } from "../reference.js";

function smallMachine(n: number, m: number, seed: number): Machine {
  const random = createRandom(seed, "clamped");
  const numbers = (count: number, scale: number) => Array.from({ length: count }, () => scale * random.normal());
  return createMachine({
    b: numbers(n, 0.4),
    logSigma2: numbers(n, 0.4),
    W: numbers(n * m, 0.5),
    d: numbers(m, 0.5)
  });
}

describe("conditionalMoments", () => {
  it("with nothing known are the machine's own moments", () => {
    const machine = smallMachine(3, 5, 1);
    const { mean, variance } = conditionalMoments(machine, [9, 9, 9], [0, 0, 0]);
    const whole = moments(machine);
    expectClose(mean, whole.mean, 1e-10);
    expectClose(
      variance,
      whole.covariance.map((row, i) => row[i]),
      1e-10
    );
  });

  it("are those of p(x) on a line through what is known, summed on a fine grid", () => {
    const machine = smallMachine(2, 4, 2);
    const known = 0.6;
    const c = (x: number) => {
      const { b, logSigma2, W, d, m } = machine;
      const s = logSigma2.map(Math.exp);
      let sum = -((x - b[0]) ** 2) / (2 * s[0]);
      for (let j = 0; j < m; j++) sum += Math.log1p(Math.exp(d[j] + (x * W[j]) / s[0] + (known * W[m + j]) / s[1]));
      return sum;
    };
    const xs = Array.from({ length: 40_001 }, (_, k) => -20 + k / 1000);
    const weights = xs.map((x) => Math.exp(c(x)));
    const total = weights.reduce((sum, w) => sum + w, 0);
    const mean = xs.reduce((sum, x, k) => sum + x * weights[k], 0) / total;
    const variance = xs.reduce((sum, x, k) => sum + (x - mean) ** 2 * weights[k], 0) / total;
    const exact = conditionalMoments(machine, [0, known], [0, 1]);
    expectClose(exact.mean, [mean, known], 1e-8);
    expectClose(exact.variance, [variance, 0], 1e-8);
  });
});

// Bounds are 4.5 standard errors (7e-6 a check); seeds are fixed.
describe("clampedGibbs", () => {
  const chains = 8000;

  it.each([
    { n: 2, m: 3, known: [1, 0] },
    { n: 4, m: 6, known: [0, 1, 1, 0] },
    { n: 5, m: 8, known: [1, 0, 0, 0, 0] }
  ])("reaches the exact conditional mean and variance: $n × $m, known $known", ({ n, m, known }) => {
    const machine = smallMachine(n, m, 10 * n + m);
    const at = Float64Array.from({ length: n }, (_, i) => (known[i] ? 0.8 - 0.3 * i : 0));
    const start = new Float64Array(chains * n).map((_, k) => at[k % n]);
    const { values } = clampedGibbs({ machine, x: start, known, steps: 120, random: createRandom(3, "chains") });
    const exact = conditionalMoments(machine, at, known);
    for (let i = 0; i < n; i++) {
      const own = Float64Array.from({ length: chains }, (_, chain) => values[chain * n + i]);
      if (known[i]) {
        expect(own.every((value) => value === at[i])).toBe(true);
        continue;
      }
      const mean = own.reduce((sum, value) => sum + value, 0) / chains;
      const squares = own.map((value) => (value - mean) ** 2);
      const variance = squares.reduce((sum, value) => sum + value, 0) / chains;
      const fourth = squares.reduce((sum, value) => sum + (value - variance) ** 2, 0) / chains;
      expect(Math.abs(mean - exact.mean[i])).toBeLessThan(4.5 * Math.sqrt(variance / chains));
      expect(Math.abs(variance - exact.variance[i])).toBeLessThan(4.5 * Math.sqrt(fourth / chains));
    }
  });

  it("with nothing known is a Gibbs step in law: the same mean after one step from the same x", () => {
    const machine = smallMachine(3, 4, 5);
    const start = new Float64Array(chains * 3).map((_, k) => [0.5, -0.2, 1][k % 3]);
    const options = { machine, x: start, known: [0, 0, 0], steps: 1, random: createRandom(1, "a") };
    const clamped = clampedGibbs(options).values;
    const free = gibbsStep(machine, start, createRandom(2, "b")).x.values;
    for (let i = 0; i < 3; i++) {
      let [sum, squares] = [0, 0];
      for (let chain = 0; chain < chains; chain++) {
        const difference = clamped[chain * 3 + i] - free[chain * 3 + i];
        sum += difference / chains;
        squares += difference ** 2 / chains;
      }
      expect(Math.abs(sum)).toBeLessThan(4.5 * Math.sqrt(squares / chains));
    }
  });

  it("refuses a mask of another length", () => {
    const machine = smallMachine(3, 2, 6);
    const options = { machine, x: [[0, 0, 0]], known: [1, 0], steps: 1, random: createRandom(1) };
    expect(() => clampedGibbs(options)).toThrow("known has shape (2,); it must have shape (3,)");
  });
});
