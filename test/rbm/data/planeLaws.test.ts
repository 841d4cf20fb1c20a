import { describe, expect, it } from "vitest";
import {
  createRandom,
  logRingDensity,
  planeLaws,
  pointsOfTable,
  splitPoints,
  standardisationOf,
  tableFromCSV
} from "../../../src/rbm/index.js";
import { expectClose } from "../reference.js";

describe.each(Object.entries(planeLaws))("the law %s", (name, law) => {
  it("has a density that integrates to 1 over the plane", { timeout: 60_000 }, () => {
    // midpoint rule; the checkerboard's edges and the pinwheel's folds cost the last digits
    const [reach, side] = [2.4, 240];
    const cell = (2 * reach) / side;
    let mass = 0;
    for (let row = 0; row < side; row++) {
      const x = new Float64Array(2 * side);
      for (let column = 0; column < side; column++)
        x.set([-reach + (column + 0.5) * cell, -reach + (row + 0.5) * cell], 2 * column);
      for (const value of law.logDensity(x)) mass += Math.exp(value) * cell * cell;
    }
    const exact = !["checkerboard", "pinwheel"].includes(name);
    expect(Math.abs(mass - 1)).toBeLessThan(exact ? 1e-6 : 2e-3);
  });

  it("has as entropy the mean of −log p over its own draws, within five standard errors", { timeout: 60_000 }, () => {
    const count = 4000;
    const values = law.logDensity(law.draw(count, createRandom(11, name))).map((value) => -value);
    const mean = values.reduce((sum, value) => sum + value, 0) / count;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count);
    expect(Math.abs(mean - law.entropy)).toBeLessThan(5 * (deviation / Math.sqrt(count)) + 1e-3);
  });

  it("lies within the figures' window for all but one draw in a hundred, and repeats by its seed", () => {
    const { values } = law.draw(1000, createRandom(1));
    let outside = 0;
    for (let row = 0; row < 1000; row++)
      if (Math.max(Math.abs(values[2 * row]), Math.abs(values[2 * row + 1])) > 1.6) outside++;
    expect(outside).toBeLessThan(10);
    expect(law.draw(1000, createRandom(1)).values).toEqual(values);
  });
});

it("the ring's density is the closed form by a Bessel function, to 1e-10", () => {
  const x = [
    [1, 0],
    [0.3, -0.8],
    [0, 0],
    [0.7, 0.7]
  ];
  expectClose(planeLaws.ring.logDensity(x), logRingDensity(x), 1e-10);
});

describe("a seeded split", () => {
  it("puts every row in one part, the same rows for the same seed", () => {
    const data = planeLaws.moons.draw(50, createRandom(2));
    const split = splitPoints(data, 40, createRandom(3));
    expect([...split.trainRows, ...split.testRows].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i)
    );
    expect(split.test.values.slice(0, 2)).toEqual(data.values.slice(2 * split.testRows[0], 2 * split.testRows[0] + 2));
    expect(splitPoints(data, 40, createRandom(3))).toEqual(split);
    expect(() => splitPoints(data, 50, createRandom(3))).toThrow(
      "trainCount is 50; it must be a whole number from 1 to 49"
    );
  });
});

describe("standardising", () => {
  it("gives mean 0 and deviation 1, and is undone to rounding", () => {
    const data = [
      [100, -3],
      [140, -3.5],
      [90, -2]
    ];
    const map = standardisationOf(data);
    const { values } = map.apply(data);
    for (const i of [0, 1]) {
      const column = [0, 1, 2].map((row) => values[2 * row + i]);
      expect(column.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
      expect(column.reduce((sum, value) => sum + value ** 2, 0) / 3).toBeCloseTo(1, 12);
    }
    expectClose(map.undo(map.apply(data)).values, data.flat(), 1e-13);
  });

  it("refuses a column that never changes", () => {
    expect(() =>
      standardisationOf([
        [1, 5],
        [2, 5]
      ])
    ).toThrow("never changes in column 2");
  });
});

describe("a table of separated text", () => {
  const table = tableFromCSV('a;"b; c"\r\n\r\n1;2\n 3 ;"4"\n');

  it("knows its names, its lines and its chosen columns as points", () => {
    expect(table.names).toEqual(["a", "b; c"]);
    expect(table.lines).toEqual([3, 4]);
    expect(Array.from(pointsOfTable(table, [1, 0]).values)).toEqual([2, 1, 4, 3]);
    expect(tableFromCSV("1\t2\n3\t4").names).toEqual(["column 1", "column 2"]);
  });

  it.each([
    ["no text", "", "the text is empty"],
    ["names alone", "a,b", "holds names but no rows"],
    ["a ragged line", "1,2\n\n3", "line 3 has 1 values; the first has 2"],
    ["an open quote", '1,2\n"3,4', "line 2 has a quote that is not closed"]
  ])("refuses %s and names the line", (_, text, message) => expect(() => tableFromCSV(text)).toThrow(message));

  it.each(["x", "", "NaN", "Infinity", "1e999"])(
    "refuses the value %j of a chosen column, by line and column",
    (cell) => {
      const given = tableFromCSV(`a,b\n1,2\n3,${cell}`);
      expect(() => pointsOfTable(given, [0, 1])).toThrow(`line 3, b is ${JSON.stringify(cell)}`);
      expect(pointsOfTable(given, [0]).count).toBe(2);
    }
  );
});
