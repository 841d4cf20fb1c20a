import { describe, expect, it } from "vitest";
import type { RaceResult } from "../../../../src/components/chapters/playground/race/raceTypes.js";
import { tracesOf } from "../../../../src/components/chapters/playground/race/traces.js";

const result = (name: string, cost: number, steps: number, milliseconds: number): RaceResult => ({
  ...{ name, cost, steps, milliseconds, note: "", sampleSizes: [], rhat: 1, turns: 0, lags: [], correlation: [] },
  trace: {
    radius: Float32Array.from({ length: steps }, (_, k) => 1 + k / 4),
    // 3 and −3 by turns: 2π − 6 apart the shorter way
    angle: Float32Array.from({ length: steps }, (_, k) => (k % 2 ? -3 : 3))
  }
});
const dear = result("dear", 5, 400, 800);
const cheap = result("cheap", 1, 2000, 1000);

describe("the traces of a race", () => {
  it("against hidden units drawn, show each sampler over 1000 Gibbs steps' worth: a fifth as many points at five times the cost", () => {
    const { rows, end } = tracesOf([cheap, dear], "radius", "cost");
    expect(end).toBe(1000);
    expect(rows.map(({ x }) => x.length)).toEqual([1000, 200]);
    expect([rows[0].x[0], rows[1].x[0], rows[1].x.at(-1)]).toEqual([1, 5, 1000]);
    expect(rows[1].y.slice(0, 3)).toEqual([1, 1.25, 1.5]);
  });

  it("against time, end where the quickest has its share: 2 ms a step against 0.5", () => {
    const { rows, end } = tracesOf([cheap, dear], "angle", "time");
    expect(end).toBe(400);
    expect(rows.map(({ x }) => x.length)).toEqual([800, 200]);
    expect(rows[1].x.at(-1)).toBe(400);
  });

  it("measure a stride of the angle the shorter way round, of the radius as it is", () => {
    expect(tracesOf([cheap], "angle", "cost").rows[0].stride).toBeCloseTo(2 * Math.PI - 6, 6);
    expect(tracesOf([cheap], "radius", "cost").rows[0].stride).toBeCloseTo(0.25, 6);
  });

  it("of a sampler with fewer steps than the window end with its last, for all", () => {
    const { rows, end } = tracesOf([result("short", 1, 30, 30), cheap], "angle", "cost");
    expect(end).toBe(30);
    expect(rows.map(({ x }) => x.length)).toEqual([30, 30]);
  });
});
