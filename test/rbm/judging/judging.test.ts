import { describe, expect, it } from "vitest";
import { coverage, createRandom, energyDistance, maximumMeanDiscrepancy, planeLaws } from "../../../src/rbm/index.js";

const x = [
  [0, 0],
  [1, 0]
];
const y = [[0, 2]];

describe("the energy distance", () => {
  it("of three points is what its definition says by hand", () => {
    // 2 · (2 + √5) / 2 − (0 + 1 + 1 + 0) / 4 − 0
    const { distance } = energyDistance({ x, y, permutations: 0, random: createRandom(0) });
    expect(distance).toBeCloseTo(2 + Math.sqrt(5) - 0.5, 12);
  });

  it("of a set to itself is 0", () => {
    expect(energyDistance({ x, y: x, permutations: 0, random: createRandom(0) }).distance).toBeCloseTo(0, 12);
  });
});

it("the maximum mean discrepancy of three points is what its definition says by hand", () => {
  const kernel = (squared: number) => Math.exp(-squared / 2);
  const { distance } = maximumMeanDiscrepancy({ x, y, bandwidth: 1, permutations: 0, random: createRandom(0) });
  expect(distance).toBeCloseTo((2 + 2 * kernel(1)) / 4 + 1 - (kernel(4) + kernel(5)), 12);
});

describe.each([
  ["energy distance", energyDistance],
  ["maximum mean discrepancy", maximumMeanDiscrepancy]
] as const)("the permutation test of the %s", (_, test) => {
  const options = { permutations: 99 };

  it(
    "rejects at 5 % about one time in twenty if both sets are of one law: 2 to 21 of 200, one seed in 500 fails",
    { timeout: 60_000 },
    () => {
      let rejected = 0;
      for (let seed = 0; seed < 200; seed++) {
        const random = createRandom(seed, "permutation");
        const [a, b] = [planeLaws.ring.draw(30, random), planeLaws.ring.draw(40, random)];
        if (test({ x: a, y: b, ...options, random }).pValue <= 0.05) rejected++;
      }
      expect(rejected).toBeGreaterThanOrEqual(2);
      expect(rejected).toBeLessThanOrEqual(21);
    }
  );

  it("tells moons from blobs with the least p-value there is", () => {
    const random = createRandom(5);
    // With the median distance as its bandwidth, about 1, the MMD's kernel is as wide as both sets and tells little.
    const given = { bandwidth: 0.3, x: planeLaws.moons.draw(100, random), y: planeLaws.blobs.draw(100, random) };
    expect(test({ ...given, ...options, random }).pValue).toBe(0.01);
  });
});

describe("coverage", () => {
  it("is near 1 for draws of the same law, and about three quarters if one of four corners is left out", () => {
    const random = createRandom(6);
    const corners = [
      [-1, -1],
      [1, -1],
      [-1, 1],
      [1, 1]
    ];
    const draw = (count: number, of: number) =>
      Array.from({ length: count }, (_, row) => corners[row % of].map((value) => value + 0.1 * random.normal()));
    expect(coverage(draw(200, 4), draw(400, 4))).toBeGreaterThan(0.95);
    expect(Math.abs(coverage(draw(200, 4), draw(400, 3)) - 0.75)).toBeLessThan(0.03);
  });
});
