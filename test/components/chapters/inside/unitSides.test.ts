import { describe, expect, it } from "vitest";
import { componentsOf } from "../../../../src/components/chapters/inside/gaussians.js";
import { smallRun } from "../../../../src/components/chapters/inside/smallRun.js";
import {
  activationAt,
  countOn,
  cutWindow,
  lineMeasures,
  sideOf
} from "../../../../src/components/chapters/inside/unitSides.js";
import { polygonHolds, reachableMeans } from "../../../../src/rbm/exact/zonotope.js";
import { pZGivenX } from "../../../../src/rbm/model/model.js";
import { createRandom } from "../../../../src/rbm/random.js";

const run = smallRun({ hidden: 8, seed: 0, coupling: "sigma2", clipped: true });
const window = { xmin: -1.6, xmax: 1.6, ymin: -1.6, ymax: 1.6 };

it("a point lies in the tinted part exactly where the formula has the unit more probably on", () => {
  const random = createRandom(5, "sides");
  const points = Array.from({ length: 200 }, () => [3.2 * random.uniform() - 1.6, 3.2 * random.uniform() - 1.6]);
  for (const machine of [run.machines[10], run.machines[200]]) {
    const p = pZGivenX(machine, points);
    for (let j = 0; j < 8; j++) {
      const { above } = cutWindow(window, sideOf(machine, j));
      points.forEach(([x1, x2], row) => expect(polygonHolds(above, x1, x2)).toBe(p[row][j] > 0.5));
    }
  }
});

it.each([0.1, 0.5, 0.9])(
  "along the line of p = %d the formula gives that, and both ends lie on the window's edge",
  (p) => {
    const machine = run.machines[120];
    const level = Math.log(p / (1 - p));
    for (let j = 0; j < 8; j++) {
      const { line } = cutWindow(window, sideOf(machine, j), level);
      for (const end of line!) {
        expect(pZGivenX(machine, [[...end]])[0][j]).toBeCloseTo(p, 10);
        expect(Math.max(...end.map(Math.abs))).toBeCloseTo(1.6, 12);
      }
    }
  }
);

it("a unit with no column has no line: the whole window is its side, or none of it", () => {
  expect(cutWindow(window, { offset: 1, slope: [0, 0] })).toMatchObject({ above: { length: 4 }, line: null });
  expect(cutWindow(window, { offset: -1, slope: [0, 0] })).toEqual({ above: [], line: null });
});

describe("what the page says of its run", () => {
  const sides = (done: number) => Array.from({ length: 8 }, (_, j) => sideOf(run.machines[done], j));

  it("of the lines: they sharpen, come to lie within 0.031 of the origin, and each halves the data but for four", () => {
    const first = sides(0).map(lineMeasures);
    expect(Math.min(...first.map(({ width }) => width))).toBeGreaterThan(6.9);
    const last = sides(300).map(lineMeasures);
    expect(Math.max(...last.map(({ width }) => width)).toFixed(1)).toBe("0.6");
    expect(Math.max(...last.map(({ distance }) => distance))).toBeLessThan(0.031);
    for (const side of sides(300)) expect(Math.abs(countOn(side, run.batch) - 50)).toBeLessThanOrEqual(4);
  });

  it("of the sectors: going round the unit circle one meets 16 settings, and they are the corners of the border", () => {
    const machine = run.machines[300];
    const met = new Set<number>();
    for (let step = 0; step < 36_000; step++) {
      const angle = (2 * Math.PI * step) / 36_000;
      const place = [Math.cos(angle), Math.sin(angle)] as const;
      met.add(sides(300).reduce((state, side, j) => state | (Number(activationAt(side, place) > 0) << j), 0));
    }
    const corners = reachableMeans(machine);
    const atCorners = componentsOf(machine).filter(({ centre: [c1, c2] }) =>
      corners.some(([x1, x2]) => Math.hypot(x1 - c1, x2 - c2) < 1e-9)
    );
    expect(atCorners).toHaveLength(16);
    expect([...met].sort()).toEqual(atCorners.map(({ state }) => state).sort());
  });
});
