import { expect, it } from "vitest";
import { anglesOf } from "../../../src/components/chapters/sampling/anglesOfDraws.js";
import { angularDensity } from "../../../src/rbm/exact/angularDensity.js";
import { createMachine, logPartition } from "../../../src/rbm/index.js";

it("angles run from 0 to 360 degrees, counterclockwise from the right", () => {
  const points = { n: 2, count: 4, values: Float64Array.from([1, 0, 0, 1, -1, 0, 0, -1]) };
  expect(Array.from(anglesOf(points))).toEqual([0, 90, 180, 270]);
});

it("a machine without switches at the origin covers every angle alike, with density 1 a turn", () => {
  const machine = createMachine({ b: [0, 0], logSigma2: [-2, -2], W: [[0], [0]], d: [0] });
  for (const { density } of angularDensity(machine, logPartition(machine))) expect(density).toBeCloseTo(1, 3);
});

it("the density of the angle averages to 1: no mass is lost, wherever the machine puts it", () => {
  const machine = createMachine({
    b: [0.2, -0.3],
    logSigma2: [Math.log(0.02), Math.log(0.03)],
    W: [
      [0.8, -0.5, 0.3],
      [0.2, 0.9, -0.6]
    ],
    d: [0.3, -0.4, 0.1]
  });
  const densities = angularDensity(machine, logPartition(machine), 720).map(({ density }) => density);
  expect(densities.reduce((sum, value) => sum + value, 0) / densities.length).toBeCloseTo(1, 3);
});
