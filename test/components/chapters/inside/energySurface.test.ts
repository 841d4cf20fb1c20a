import { describe, expect, it } from "vitest";
import { energySurface, sectionPlaces, seenAt } from "../../../../src/components/chapters/inside/energySurface.js";
import { componentsOf, mixtureDensity } from "../../../../src/components/chapters/inside/gaussians.js";
import { smallRun } from "../../../../src/components/chapters/inside/smallRun.js";
import { exactLogPartition } from "../../../../src/rbm/exact/likelihood.js";
import { freeEnergy } from "../../../../src/rbm/model/model.js";

const run = smallRun({ hidden: 8, seed: 0, coupling: "sigma2", clipped: true });
const window = { xmin: -1.6, xmax: 1.6, ymin: -1.2, ymax: 2 };
const distances = Array.from({ length: 161 }, (_, i) => (i - 80) / 50);

it("each node of the surface is F by the formula, cut off where it is too high", () => {
  const machine = run.machines[200];
  const { F, lowest } = energySurface(machine, window, 9, 16);
  const nodes = Array.from({ length: 81 }, (_, i) => [-1.6 + 0.4 * (i % 9), -1.2 + 0.4 * Math.floor(i / 9)]);
  const wanted = freeEnergy(machine, nodes);
  expect(lowest).toBeCloseTo(Math.min(...wanted), 9);
  F.forEach((value, i) => expect(value).toBeCloseTo(Math.min(wanted[i], lowest + 16), 9));
});

it("−log p by the sum over all Gaussians is F + log Z at every place of a section, before and after training", () => {
  for (const done of [0, 60, 300]) {
    const machine = run.machines[done];
    const places = sectionPlaces(70, distances);
    const logZ = exactLogPartition(machine);
    const F = freeEnergy(
      machine,
      Array.from(distances, (_, i) => [places[2 * i], places[2 * i + 1]])
    );
    mixtureDensity(machine, componentsOf(machine), places).forEach((p, i) =>
      expect(-Math.log(p) - F[i]).toBeCloseTo(logZ, 7)
    );
  }
});

it("seen from above, the plane is as on paper and height is depth; turned a quarter, x₂ points left", () => {
  const close = (found: number[], wanted: number[]) =>
    found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i], 12));
  close(seenAt({ turn: 0, tilt: 90 }, 0.3, -0.7, 0.9), [0.3, -0.7, -0.4]);
  close(seenAt({ turn: 0, tilt: 0 }, 0.3, -0.7, 0.9), [0.3, 0.4, -0.7]);
  close(seenAt({ turn: 90, tilt: 90 }, 0, 1, 0.5), [-1, 0, 0]);
});

describe("what the page says of its run", () => {
  const at = (done: number) => {
    const machine = run.machines[done];
    const [middle] = freeEnergy(machine, [[0, 0]]);
    return {
      middle,
      lowest: energySurface(machine, { ...window, ymin: -1.6, ymax: 1.6 }, 161, 16).lowest,
      logZ: exactLogPartition(machine)
    };
  };

  it("of the middle, the trench and log Z", () => {
    const [first, last] = [at(0), at(300)];
    expect([first.middle, last.middle].map((F) => F.toFixed(1))).toEqual(["-5.5", "-5.2"]);
    expect((first.middle - first.lowest).toFixed(1)).toBe("0.0");
    expect((last.middle - last.lowest).toFixed(1)).toBe("7.3");
    expect([first.logZ, last.logZ].map((logZ) => logZ.toFixed(1))).toEqual(["4.1", "13.1"]);
    expect([first, last].map(({ middle, logZ }) => (middle + logZ).toFixed(1))).toEqual(["-1.4", "7.9"]);
  });

  it("of the trench's floor: it rises and falls by less than a nat round the ring", () => {
    const machine = run.machines[300];
    const floor = Array.from({ length: 180 }, (_, k) => {
      const ray = sectionPlaces(
        2 * k,
        Array.from({ length: 121 }, (_, i) => 0.3 + i / 100)
      );
      return Math.min(
        ...freeEnergy(
          machine,
          Array.from({ length: 121 }, (_, i) => [ray[2 * i], ray[2 * i + 1]])
        )
      );
    });
    expect((Math.max(...floor) - Math.min(...floor)).toFixed(1)).toBe("0.9");
  });
});
