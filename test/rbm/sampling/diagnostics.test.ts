import { describe, expect, it } from "vitest";
import { autocorrelation, createRandom, effectiveSampleSize, splitRhat } from "../../../src/rbm/index.js";
import type { Trajectory } from "../../../src/rbm/index.js";

/** Chains with x' = ρ x + noise, of variance 1: autocorrelation ρ^lag. Coordinate 1 is constant. */
function autoregressive(rho: number, steps: number, chains: number, seed: number, shift = 0): Trajectory {
  const random = createRandom(seed, "autoregressive");
  const x = new Float64Array(steps * chains * 2);
  for (let chain = 0; chain < chains; chain++) {
    let value = random.normal();
    for (let step = 0; step < steps; step++) {
      x[2 * (step * chains + chain)] = value + shift * chain;
      value = rho * value + Math.sqrt(1 - rho ** 2) * random.normal();
    }
  }
  return { steps, chains, n: 2, x };
}

const trajectoryOf = (chains: number[][]): Trajectory => ({
  steps: chains[0].length,
  chains: chains.length,
  n: 1,
  x: Float64Array.from(chains[0].flatMap((_, step) => chains.map((chain) => chain[step])))
});

describe("autocorrelation", () => {
  it("of an autoregressive series is ρ^lag", () => {
    const rho = autocorrelation(autoregressive(0.8, 2000, 50, 1), 0, 6);
    // Bartlett: a standard error of about √((1 + 0.64) / (1 − 0.64) / 100 000) = 0.0067 at most; 4.5 of them
    rho.forEach((value, lag) => expect(Math.abs(value - 0.8 ** lag)).toBeLessThan(0.03));
    expect(rho[0]).toBe(1);
  });

  it("by hand: 1, −1, 1, −1 has −3/4 at lag 1", () => {
    expect(autocorrelation(trajectoryOf([[1, -1, 1, -1]]), 0, 2)).toEqual([1, -0.75, 0.5]);
  });
});

describe("the effective sample size", () => {
  it.each([0, 0.5, 0.9])("of an autoregressive series with ρ = %d is N (1 − ρ) / (1 + ρ)", (rho) => {
    const [steps, chains] = [1000, 40];
    const size = effectiveSampleSize(autoregressive(rho, steps, chains, 2), 0);
    expect(size / ((steps * chains * (1 - rho)) / (1 + rho))).toBeGreaterThan(0.85);
    expect(size / ((steps * chains * (1 - rho)) / (1 + rho))).toBeLessThan(1.15);
  });

  it("is the number of chains where each stays at its own place", () => {
    // 20 chains far apart, each nearly at rest: 20 draws, and little more
    expect(effectiveSampleSize(autoregressive(0.2, 500, 20, 3, 100), 0)).toBeLessThan(30);
  });

  it("is above the number of draws where they alternate, within Stan's bound", () => {
    const size = effectiveSampleSize(autoregressive(-0.5, 1000, 20, 4), 0);
    expect(size).toBeGreaterThan(20_000);
    expect(size).toBeLessThanOrEqual(20_000 * Math.log10(20_000));
  });
});

describe("split R̂", () => {
  it("is near 1 for chains that agree, and far from it for chains that don't", () => {
    expect(splitRhat(autoregressive(0, 1000, 10, 5), 0)).toBeLessThan(1.005);
    expect(splitRhat(autoregressive(0, 1000, 10, 5, 1), 0)).toBeGreaterThan(1.5);
  });

  it("sees a drift that all chains share", () => {
    const drift = Array.from({ length: 4 }, (_, chain) => Array.from({ length: 100 }, (_, step) => step + (chain % 2)));
    expect(splitRhat(trajectoryOf(drift), 0)).toBeGreaterThan(1.5);
  });

  it("by hand: halves (1, 3), (2, 4), (2, 6), (5, 7)", () => {
    // within: variances 2, 2, 8, 2: W = 3.5; means 2, 3, 4, 6: variance 35/12, B = 2 · 35/12
    const expected = Math.sqrt((0.5 * 3.5 + 35 / 12) / 3.5);
    expect(
      splitRhat(
        trajectoryOf([
          [1, 3, 2, 6],
          [2, 4, 5, 7]
        ]),
        0
      )
    ).toBeCloseTo(expected, 12);
  });
});

it("a series that never changes, too few steps and a coordinate that isn't there are refused", () => {
  const trajectory = autoregressive(0.5, 10, 2, 6);
  for (const diagnose of [effectiveSampleSize, splitRhat]) {
    expect(() => diagnose(trajectory, 1)).toThrow("never changes");
    expect(() => diagnose(trajectory, 2)).toThrow("coordinate is 2");
    expect(() => diagnose(trajectoryOf([[1, 2, 3]]), 0)).toThrow("has 3 steps; it must have at least 4");
    expect(() => diagnose({ ...trajectory, x: trajectory.x.subarray(1) }, 0)).toThrow("trajectory.x has shape");
  }
  expect(() => autocorrelation(trajectory, 1, 1)).toThrow("never changes");
  expect(() => autocorrelation(trajectory, 0, 10)).toThrow("greatestLag is 10");
});
