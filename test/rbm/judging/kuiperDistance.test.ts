import { expect, it } from "vitest";
import {
  distancesByStep,
  kuiperByChance,
  kuiperDistance,
  marginalsOf
} from "../../../src/rbm/judging/kuiperDistance.js";
import { deviationOf } from "../../../src/components/chapters/sampling/noise.js";
import { unevenness } from "../../../src/components/chapters/sampling/evenness.js";
import { createMachine, createRandom } from "../../../src/rbm/index.js";

const sigma2 = 0.04;
const blob = createMachine({ b: [0, 0], logSigma2: [Math.log(sigma2), Math.log(sigma2)], W: [[0], [0]], d: [0] });

it("a machine without switches has a Rayleigh radius and a uniform angle, in closed form", () => {
  const { radius, angle } = marginalsOf(blob);
  radius.values.forEach((value, i) => {
    const r = (i * radius.reach) / (radius.values.length - 1);
    expect(value).toBeCloseTo(1 - Math.exp(-(r * r) / (2 * sigma2)), 3);
  });
  angle.values.forEach((value, i) => expect(value).toBeCloseTo(i / (angle.values.length - 1), 10));
});

it("draws at the middles of equal shares are 1 / count from a uniform law, and all at one place nearly 1", () => {
  const uniform = { reach: 1, values: Float64Array.from([0, 1]) };
  const even = Float64Array.from({ length: 20 }, (_, i) => (i + 0.5) / 20);
  expect(kuiperDistance(even, uniform)).toBeCloseTo(1 / 20, 12);
  expect(kuiperDistance(new Float64Array(20).fill(0.3), uniform)).toBeCloseTo(1, 12);
});

it("Kuiper's distance on a circle is the same from wherever the angle starts", () => {
  const uniform = { reach: 1, values: Float64Array.from([0, 1]) };
  const random = createRandom(3, "circle");
  const draws = Float64Array.from({ length: 50 }, () => random.uniform());
  const turned = draws.map((draw) => (draw + 0.37) % 1);
  expect(kuiperDistance(turned, uniform)).toBeCloseTo(kuiperDistance(draws, uniform), 12);
});

it("independent draws of the machine are as far from its laws as chance has it, 200 crowds of 500 on average", () => {
  // The distance has a standard deviation of 0.27 / √500 = 0.012 (the range of a Brownian bridge), its mean over 200
  // crowds one of 0.0009; four of them: wrong once in 16,000 for each of the two. The formula's own error is 1 / (2 · 500).
  const [steps, chains] = [200, 500];
  const random = createRandom(0, "crowds");
  const x = Float64Array.from({ length: steps * chains * 2 }, () => Math.sqrt(sigma2) * random.normal());
  const { radius, angle } = distancesByStep({ steps, chains, n: 2, x }, blob, steps);
  for (const distances of [radius, angle]) {
    const mean = distances.reduce((sum, value) => sum + value, 0) / steps;
    expect(Math.abs(mean - kuiperByChance(chains))).toBeLessThan(4 * 0.0009 + 0.001);
  }
});

it("the unevenness of 1 + a cos θ is log((1 + √(1 − a²)) / 2) + 1 − √(1 − a²), and of a constant 0", () => {
  const a = 0.8;
  const root = Math.sqrt(1 - a * a);
  const densities = Array.from({ length: 180 }, (_, i) => 1 + a * Math.cos((2 * Math.PI * i) / 180));
  expect(unevenness(densities)).toBeCloseTo(Math.log((1 + root) / 2) + 1 - root, 8);
  expect(unevenness([3, 3, 3])).toBe(0);
  expect(() => unevenness([0, 0])).toThrow(RangeError);
});

it("the deviation of an even distribution is its reach by the root of 12", () => {
  const values = Float64Array.from({ length: 101 }, (_, i) => i / 100);
  // A hundred midpoints lack the variance within a step.
  expect(deviationOf({ reach: 3, values })).toBeCloseTo((3 / Math.sqrt(12)) * Math.sqrt(1 - 1 / 100 ** 2), 12);
});
