import { describe, expect, it } from "vitest";
import { visitStates } from "../../../src/rbm/exact/enumeration.js";
import { polygonArea, polygonHolds, reachableMeans } from "../../../src/rbm/exact/zonotope.js";
import { createMachine } from "../../../src/rbm/model/machine.js";
import type { Machine } from "../../../src/rbm/model/machine.js";
import { createRandom } from "../../../src/rbm/random.js";

type Place = readonly [number, number];

function machineOf(columns: readonly Place[], b: Place = [0.3, -0.2]): Machine {
  return createMachine({
    b,
    logSigma2: [0, 0],
    W: [columns.map(([w]) => w), columns.map(([, w]) => w)],
    d: columns.map(() => 0)
  });
}

function allMeans(machine: Machine): Place[] {
  const means: Place[] = [];
  visitStates(machine, (_, __, mean) => means.push([mean[0], mean[1]]));
  return means;
}

/** The convex hull by Andrew's monotone chain, counterclockwise from the lowest corner. */
function hullOf(points: readonly Place[]): Place[] {
  const sorted = [...points].sort((p, q) => p[1] - q[1] || p[0] - q[0]);
  const half = (from: readonly Place[]) => {
    const chain: Place[] = [];
    for (const p of from) {
      while (chain.length > 1) {
        const [[ax, ay], [bx, by]] = [chain[chain.length - 2], chain[chain.length - 1]];
        if ((bx - ax) * (p[1] - ay) - (by - ay) * (p[0] - ax) > 1e-12) break;
        chain.pop();
      }
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

const close = (found: readonly Place[], wanted: readonly Place[]) => {
  expect(found).toHaveLength(wanted.length);
  found.forEach(([x, y], i) => {
    expect(x).toBeCloseTo(wanted[i][0], 10);
    expect(y).toBeCloseTo(wanted[i][1], 10);
  });
};

describe("reachableMeans", () => {
  it.each([1, 2, 3, 6, 10])("with %i random columns has the corners of the hull of all 2^m means", (m) => {
    const random = createRandom(m, "zonotope");
    for (let tries = 0; tries < 5; tries++) {
      const machine = machineOf(Array.from({ length: m }, () => [random.normal(), random.normal()] as const));
      const corners = reachableMeans(machine);
      if (m === 1)
        close(
          corners,
          allMeans(machine).toSorted((p, q) => p[1] - q[1])
        );
      else close(corners, hullOf(allMeans(machine)));
    }
  });

  it("merges parallel and opposite columns, and leaves out those that are 0", () => {
    const machine = machineOf([
      [1, 0],
      [-2, 0],
      [0, 0],
      [0, 1],
      [0, -0.5],
      [2, 0]
    ]);
    close(reachableMeans(machine), hullOf(allMeans(machine)));
    expect(reachableMeans(machine)).toHaveLength(4);
    expect(reachableMeans(machineOf([[0, 0]]))).toEqual([[0.3, -0.2]]);
  });

  it("has the area Σ |det| over all pairs of columns, and holds all means and nothing beyond", () => {
    const random = createRandom(7, "zonotope");
    const columns = Array.from({ length: 8 }, () => [random.normal(), random.normal()] as const);
    const machine = machineOf(columns);
    const corners = reachableMeans(machine);
    let area = 0;
    columns.forEach(([a, b], j) => columns.slice(0, j).forEach(([c, d]) => (area += Math.abs(a * d - b * c))));
    expect(polygonArea(corners)).toBeCloseTo(area, 10);
    const middle = [0, 1].map((i) => corners.reduce((sum, corner) => sum + corner[i], 0) / corners.length);
    const from = ([x, y]: Place, times: number): Place => [
      middle[0] + times * (x - middle[0]),
      middle[1] + times * (y - middle[1])
    ];
    for (const mean of allMeans(machine)) expect(polygonHolds(corners, ...from(mean, 1 - 1e-9))).toBe(true);
    for (const corner of corners) expect(polygonHolds(corners, ...from(corner, 1 + 1e-9))).toBe(false);
  });

  it("refuses a machine that is not in the plane", () => {
    const machine = createMachine({ b: [0], logSigma2: [0], W: [[1]], d: [0] });
    expect(() => reachableMeans(machine)).toThrow(/n = 1/);
  });
});
