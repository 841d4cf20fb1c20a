import { describe, expect, it } from "vitest";
import { chartScale, logTicks, niceDomain, quarterTurns } from "../../../src/components/figures/chart/chartScale.js";
import { describeChart, seriesPath, valueAt } from "../../../src/components/figures/chart/chartSeries.js";

describe("chartScale", () => {
  it("inverts itself on both kinds of axis", () => {
    for (const kind of ["linear", "log"] as const) {
      const scale = chartScale(kind, [0.01, 250], [300, 20], 5);
      for (const value of [0.01, 0.5, 3, 250]) expect(scale.invert(scale.at(value))).toBeCloseTo(value, 9);
      expect([scale.at(0.01), scale.at(250)]).toEqual([300, expect.closeTo(20, 9)]);
    }
  });

  it("has no place for what is not finite, nor for zero and less on a log axis", () => {
    const linear = chartScale("linear", [0, 1], [0, 1], 5);
    const log = chartScale("log", [0.1, 1], [0, 1], 5);
    for (const value of [NaN, Infinity, -Infinity]) expect([linear.at(value), log.at(value)]).toEqual([NaN, NaN]);
    expect([log.at(0), log.at(-1)]).toEqual([NaN, NaN]);
  });

  it("writes small and large powers of ten with their exponent", () => {
    const { format } = chartScale("log", [1e-8, 1e8], [0, 1], 5);
    expect([1e-5, 2e-4, 0.001, 0.5, 1000, 1e6].map(format)).toEqual(["10⁻⁵", "2·10⁻⁴", "0.001", "0.5", "1000", "10⁶"]);
  });

  it("writes linear ticks with the digits their step needs and a real minus", () => {
    const scale = chartScale("linear", [-0.5, 0.5], [0, 1], 5);
    expect(scale.ticks.map(scale.format)).toEqual(["−0.4", "−0.2", "0.0", "0.2", "0.4"]);
  });
});

describe("a whole axis", () => {
  it("has whole ticks only, however short", () => {
    const scale = chartScale("linear", [0, 1], [0, 100], 6, true);
    expect(scale.ticks.map(scale.format)).toEqual(["0", "1"]);
    expect(chartScale("linear", [0, 300], [0, 100], 3, true).ticks).toEqual([0, 100, 200, 300]);
  });
});

it("an axis in degrees has a number at each quarter turn within it", () => {
  expect(quarterTurns([0, 360])).toEqual([0, 90, 180, 270, 360]);
  expect(quarterTurns([-170, 95])).toEqual([-90, 0, 90]);
  expect(quarterTurns([10, 80])).toEqual([]);
});

describe("logTicks", () => {
  it("are powers of ten over decades, and at least two numbers within one", () => {
    expect(logTicks([0.5, 2000], 6)).toEqual([1, 10, 100, 1000]);
    expect(logTicks([1, 12], 6)).toEqual([1, 2, 5, 10]);
    expect(logTicks([1.1, 1.9], 6).length).toBeGreaterThanOrEqual(2);
  });

  it("skip decades where there are too many to read", () => {
    const ticks = logTicks([1e-12, 1e12], 5);
    expect(ticks.length).toBeLessThanOrEqual(6);
    expect(ticks).toContain(1);
  });
});

describe("niceDomain", () => {
  it("holds every value that has a place and ignores the others", () => {
    expect(niceDomain([0.13, NaN, 4.08, Infinity], "linear")).toEqual([0, 5]);
    const [low, high] = niceDomain([-1, 0, 0.02, 7], "log") ?? [];
    expect([low! < 0.02, high! > 7, low! > 0]).toEqual([true, true, true]);
  });

  it("is wider than a single value, and null for none", () => {
    expect(niceDomain([3], "linear")).toEqual([expect.closeTo(2.7), expect.closeTo(3.3)]);
    expect(niceDomain([0, 0], "linear")![0]).toBeLessThan(0);
    expect(niceDomain([NaN], "linear")).toBeNull();
    expect(niceDomain([-1, 0], "log")).toBeNull();
  });
});

describe("a series", () => {
  const xScale = chartScale("linear", [0, 4], [0, 40], 4);
  const yScale = chartScale("linear", [0, 1], [10, 0], 4);

  it("is broken where a value has no place, and a lone value is a dot", () => {
    const path = seriesPath({ x: [0, 1, 2, 3, 4], y: [0, 1, NaN, 1, Infinity] }, xScale, yScale);
    expect(path).toBe("M0,10L10,0h0M30,0h0h0");
    expect(seriesPath({ x: [], y: [] }, xScale, yScale)).toBe("");
  });

  it("while it streams is as long as the shorter of x and y", () => {
    expect(seriesPath({ x: [0, 1, 2], y: [0, 1] }, xScale, yScale)).toBe("M0,10L10,0h0");
  });

  it("has at x the last value known there", () => {
    const sparse = { x: [0, 10, 20], y: [5, 6, 7] };
    expect([-1, 0, 9, 10, 25].map((at) => valueAt(sparse, at))).toEqual([null, 5, 5, 6, 7]);
  });

  it("is described by its ends, its lowest value and what is left out", () => {
    const series = [{ name: "loss", tone: "data" as const, x: [0, 1, 2, 3], y: [4, 1, NaN, 2] }];
    expect(describeChart(series, [{ name: "truth", value: 0.9444 }], "epoch", [0, 3])).toBe(
      "Lines over epoch from 0 to 3. loss: from 4.000 to 2.000, lowest 1.000 at epoch 1. " +
        "1 value is not finite and left out. For reference, truth: 0.944."
    );
    const stepped = [{ ...series[0], x: [-0.1 - 0.2], y: [1] }];
    expect(describeChart(stepped, [], "x", [-1, 0])).toContain("at x −0.3.");
  });
});
