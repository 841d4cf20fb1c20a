import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom, makeCircles, outerCircle, pointRows, pointsFromCSV, ring } from "../../../src/rbm/index.js";
import { expectClose, readReference, readText } from "../reference.js";

const reference = readReference<{ n_samples: number; factor: number; X: number[][]; y: number[] }[]>("circles.json");

describe("makeCircles", () => {
  it.each(reference)("gives scikit-learn's points and labels for $n_samples points", ({ n_samples, factor, X, y }) => {
    const { points, labels } = makeCircles({ samples: n_samples, factor, shuffle: false, random: createRandom(0) });
    expectClose(pointRows(points), X, 1e-9, 1e-15);
    expect(Array.from(labels)).toEqual(y);
  });

  it("shuffles the points together with their labels, and loses none", () => {
    const options = { samples: 101, factor: 0.3 };
    const plain = makeCircles({ ...options, shuffle: false, random: createRandom(0) });
    const shuffled = makeCircles({ ...options, random: createRandom(0) });
    const rows = (circles: typeof plain) =>
      pointRows(circles.points).map((row, i) => `${row.join()},${circles.labels[i]}`);
    expect(rows(shuffled)).not.toEqual(rows(plain));
    expect(rows(shuffled).sort()).toEqual(rows(plain).sort());
  });

  it("takes the two sizes apart as well", () => {
    const { labels } = makeCircles({ samples: [3, 5], random: createRandom(0) });
    expect(labels.filter((label) => label === 1).length).toBe(5);
    expect(labels.length).toBe(8);
  });

  it("adds noise of the standard deviation asked for, to both coordinates alike", () => {
    const options = { samples: 20_000, shuffle: false };
    const plain = makeCircles({ ...options, random: createRandom(0) }).points.values;
    const noisy = makeCircles({ ...options, noise: 0.1, random: createRandom(0) }).points.values;
    for (const coordinate of [0, 1]) {
      const noise = Array.from(noisy, (value, i) => value - plain[i]).filter((_, i) => i % 2 === coordinate);
      const deviation = Math.sqrt(noise.reduce((sum, value) => sum + value ** 2, 0) / noise.length);
      // 4 standard errors: 1 seed in 16 000 fails
      expect(Math.abs(deviation / 0.1 - 1)).toBeLessThan(4 / Math.sqrt(2 * noise.length));
    }
  });

  it("the same seed gives the same points", () => {
    const points = () => makeCircles({ noise: 0.1, random: createRandom(5) }).points;
    expect(points()).toEqual(points());
  });

  it.each<[string, object, string]>([
    ["0 points", { samples: 0 }, "samples is 0"],
    ["0 and 0 points", { samples: [0, 0] }, "samples is 0 and 0"],
    ["three sizes", { samples: [3, 5, 7] }, "samples has 3 sizes; it must be a number, or [outside, inside]"],
    ["sizes that are words", { samples: "10" }, 'samples is "10"; it must be a whole number'],
    ["half a point", { samples: 0.5 }, "samples is 0.5"],
    ["a factor of 1", { factor: 1 }, "factor is 1; it must be at least 0 and below 1"],
    ["a factor of NaN", { factor: NaN }, "factor is NaN"],
    ["negative noise", { noise: -1 }, "noise is -1"],
    ["NaN for noise", { noise: NaN }, "noise is NaN"]
  ])("refuses %s", (_, options, message) => {
    expect(() => makeCircles({ ...options, random: createRandom(0) })).toThrow(message);
  });
});

describe("the ring", () => {
  it("is the outer circle alone", () => {
    const circles = makeCircles({ samples: 30, random: createRandom(0) });
    const radii = pointRows(outerCircle(circles)).map(([x, y]) => Math.hypot(x, y));
    expect(radii.length).toBe(15);
    expectClose(
      radii,
      radii.map(() => 1),
      1e-12
    );
  });

  it("has 500 points by default, of radius 1 with noise 0.1", () => {
    expect(() => ring({ samples: 1, random: createRandom(0) })).toThrow("samples is 1");
    const points = ring({ random: createRandom(0) });
    expect(points).toMatchObject({ n: 2, count: 500 });
    const squares = Array.from(points.values).reduce((sum, value) => sum + value ** 2, 0) / 500;
    // E r² = 1 + 2 · 0.01, Var r² ≈ 4 · 0.01: 4 standard errors
    expect(Math.abs(squares - 1.02)).toBeLessThan(4 * Math.sqrt(0.04 / 500));
  });
});

describe("pointsFromCSV", () => {
  it("reads the lab's data: 500 points to train on, 2000 to test", () => {
    const train = pointsFromCSV(readText("ring-train.csv"));
    expect(train).toMatchObject({ n: 2, count: 500 });
    expect(pointRows(train)[0]).toEqual(readText("ring-train.csv").split("\n")[1].split(",").map(Number));
    expect(pointsFromCSV(readText("ring-test.csv")).count).toBe(2000);
  });

  it("needs no header, and takes empty lines, spaces, Windows line ends and exponents", () => {
    expect(pointRows(pointsFromCSV("\uFEFF1, 2\r\n\r\n -3e-1,4\r\n"))).toEqual([
      [1, 2],
      [-0.3, 4]
    ]);
    expect(pointRows(pointsFromCSV('"x","y"\n1,2'))).toEqual([[1, 2]]);
  });

  it.each([
    ["nothing", "", "the file holds no points"],
    ["a header alone", "x,y\n", "the file holds no points"],
    ["NaN", "x,y\n1,2\n3,NaN", 'line 3, value 2 is "NaN"; it must be a finite number'],
    ["NaN in the first line", "NaN,NaN\n1,2", 'line 1, value 1 is "NaN"'],
    ["an infinity", "1,Infinity", 'line 1, value 2 is "Infinity"'],
    ["a number too large", "1,1e999", 'line 1, value 2 is "1e999"'],
    ["a missing value", "1,2\n3,", 'line 2, value 2 is ""'],
    ["a ragged line", "1,2\n\n3", "line 3 has 1 values; the first has 2"],
    ["words", "1,2\n3,four", 'line 2, value 2 is "four"']
  ])("refuses %s and says where", (_, text, message) => {
    expect(() => pointsFromCSV(text)).toThrow(message);
  });

  it("reads back whatever finite points are written", () => {
    const row = fc.tuple(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.float({ noNaN: true, noDefaultInfinity: true })
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
        const text = rows
          .map((values) => values.map((value) => (Object.is(value, -0) ? "-0" : value)).join())
          .join("\n");
        expect(pointRows(pointsFromCSV(text))).toEqual(rows);
      }),
      { seed: 3, numRuns: 200 }
    );
  });
});
