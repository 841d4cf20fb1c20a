import { expect, it } from "vitest";
import {
  betterRecipe,
  createMachine,
  createRandom,
  initialMachine,
  klFromRing,
  ring,
  ringDivergence,
  scaledBesselI0,
  train
} from "../../../src/rbm/index.js";
import type { Machine } from "../../../src/rbm/index.js";

function trainedMachine(epochs: number): Machine {
  let machine: Machine | undefined;
  const recipe = { ...betterRecipe, hidden: 20, epochs };
  for (const epoch of train({ recipe, data: ring({ samples: 400, random: createRandom(1) }) })) ({ machine } = epoch);
  return machine!;
}

/** A Gaussian about a centre: a machine whose one unit is not joined to it. */
const gaussian = (centre: number, sigma: number) =>
  createMachine({ b: [centre, 0], logSigma2: Array(2).fill(2 * Math.log(sigma)), W: [[0], [0]], d: [0] });

it.each([
  ["trained for 3 epochs", trainedMachine(3)],
  ["trained for 60 epochs", trainedMachine(60)],
  ["untrained", initialMachine({ n: 2, m: 30, sigma: 0.2, random: createRandom(2) })],
  ["that is a Gaussian off the centre", gaussian(0.3, 0.6)]
])("radius and angle add up to the whole divergence to 1e-6, neither is negative: a machine %s", (_, machine) => {
  const { radius, angle } = ringDivergence(machine);
  const whole = klFromRing(machine);
  expect(Math.abs(radius + angle - whole)).toBeLessThan(1e-6 * Math.max(1, whole));
  expect(radius).toBeGreaterThan(-1e-9);
  expect(angle).toBeGreaterThan(-1e-9);
});

it("a machine that is round about the centre is wrong about the radius alone", () => {
  const { radius, angle } = ringDivergence(gaussian(0, 0.7));
  expect(Math.abs(angle)).toBeLessThan(1e-12);
  expect(radius).toBeCloseTo(klFromRing(gaussian(0, 0.7)), 9);
});

it("a Gaussian off the centre has the angle's divergence of a von Mises law, log I₀(κ) at κ = r·c/σ², averaged over r", () => {
  const [centre, sigma, noise] = [0.3, 0.6, 0.1];
  // E log I₀ over the ring's radii, by a fine sum over two normal coordinates' radius about (1, 0).
  let [sum, weight] = [0, 0];
  for (let i = -60; i <= 60; i++)
    for (let k = -60; k <= 60; k++) {
      const [u, v] = [i / 10, k / 10];
      const w = Math.exp(-(u * u + v * v) / 2);
      const kappa = (Math.hypot(1 + noise * u, noise * v) * centre) / sigma ** 2;
      sum += w * (Math.log(scaledBesselI0(kappa)) + kappa);
      weight += w;
    }
  expect(ringDivergence(gaussian(centre, sigma)).angle).toBeCloseTo(sum / weight, 9);
});

it("refuses a machine that is not of the plane, and a ring without noise", () => {
  const machine = initialMachine({ n: 3, m: 2, sigma: 1, random: createRandom(0) });
  expect(() => ringDivergence(machine)).toThrow("n = 2, as the ring has");
  expect(() => ringDivergence(gaussian(0, 1), { noise: 0 })).toThrow("noise");
});
