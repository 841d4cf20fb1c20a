import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { floorNearAQuarter, overfits } from "../../../src/components/chapters/data/questions.js";
import { chancesOf, oneGaussian, oneOnTwoOff } from "../../../src/components/chapters/model/questions.js";
import { firstSmallMachine, machineOf } from "../../../src/components/chapters/model/smallMachine.js";
import { radiusBeforeAngle } from "../../../src/components/chapters/sampling/questions.js";
import { fiftyReachTheRing } from "../../../src/components/chapters/training/questions.js";
import { createRandom, pZGivenX, pointsFromCSV, ring } from "../../../src/rbm/index.js";

const read = (name: string) => pointsFromCSV(readFileSync(`data/reference/${name}.csv`, "utf8"));
const lab = { data: read("ring-train"), heldOut: read("ring-test"), noise: 0.1 };

it("the floor is near a quarter of a nat for half the lab's noise, and for neither the lab's nor a third of it", () => {
  const drawn = (noise: number) => ({ heldOut: ring({ samples: 4000, noise, random: createRandom(0) }), noise });
  expect(floorNearAQuarter(drawn(0.05)).right).toBe(true);
  expect(floorNearAQuarter(lab)).toMatchObject({ right: false, why: expect.stringContaining("0.94") as string });
  expect(floorNearAQuarter(drawn(0.03)).right).toBe(false);
});

it("a mixture overfits by what it loses on fresh points beyond the luck of the draw", () => {
  // The lab's fresh points are easier by 0.997 − 0.944 = 0.053 nats.
  const score = (components: number, nllData: number, nllHeldOut: number) =>
    ({ components, nllData, nllHeldOut }) as Parameters<typeof overfits>[0]["scores"][number];
  const scores = [score(8, 1.1, 1.1), score(24, 0.9, 1)];
  expect(overfits({ components: 8, scores, sample: lab })).toMatchObject({ right: false });
  expect(overfits({ components: 24, scores, sample: lab })).toMatchObject({
    right: true,
    why: expect.stringContaining("0.15") as string
  });
  expect(overfits({ components: 9, scores, sample: lab }).right).toBe(false);
});

it("the chances of the switches are those of the library", () => {
  const [library] = pZGivenX(machineOf(firstSmallMachine), [firstSmallMachine.x]);
  chancesOf(firstSmallMachine).forEach((chance, j) => expect(chance).toBeCloseTo(library[j], 12));
});

it("switch 1 on and switch 2 off takes both; lowering d₂ far enough is one way", () => {
  const machine = { ...firstSmallMachine, d: [3, -40, 0], x: [0.6, 0.3] as const };
  expect(oneOnTwoOff(machine).right).toBe(true);
  expect(oneOnTwoOff({ ...machine, d: [3, 40, 0] }).right).toBe(false);
  expect(oneOnTwoOff({ ...machine, d: [-40, -40, 0] }).right).toBe(false);
});

it("a machine is one Gaussian if its columns have no length, and not as it starts", () => {
  const still = {
    ...firstSmallMachine,
    W: [
      [0, 0, 0],
      [0, 0.001, 0]
    ]
  };
  expect(oneGaussian(still).right).toBe(true);
  expect(oneGaussian(firstSmallMachine).right).toBe(false);
});

it("radius before angle holds where one distance is within chance and the other beyond it", () => {
  const distances = { radius: Float64Array.from([0.9, 0.05, 0.05]), angle: Float64Array.from([0.2, 0.12, 0.05]) };
  const at = (steps: number) => radiusBeforeAngle({ distances, chains: 500, steps });
  expect([1, 2, 3].map((steps) => at(steps).right)).toEqual([false, true, false]);
  expect(at(1000)).toMatchObject({ right: false, why: expect.stringContaining("fewer than 3") as string });
});

it("fifty switches reach the ring below 1.44 nats; more switches, a worse score or none do not count", () => {
  expect(fiftyReachTheRing({ recipe: { hidden: 50 }, score: 1.1 }).right).toBe(true);
  expect(fiftyReachTheRing({ recipe: { hidden: 100 }, score: 1.1 }).right).toBe(false);
  expect(fiftyReachTheRing({ recipe: { hidden: 50 }, score: 3.97 }).right).toBe(false);
  expect(fiftyReachTheRing({ recipe: { hidden: 50 }, score: null }).right).toBe(false);
});
