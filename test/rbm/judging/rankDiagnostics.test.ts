import { describe, expect, it } from "vitest";
import {
  bulkEffectiveSampleSize,
  createRandom,
  rankNormalised,
  rankSplitRhat,
  splitRhat,
  turnsRoundOrigin
} from "../../../src/rbm/index.js";
import { inverseNormal } from "../../../src/rbm/judging/inverseNormal.js";

/** Python 3.12: [statistics.NormalDist().inv_cdf(p) for p in (…)] */
const quantiles = [
  [0.5, 0],
  [0.6, 0.2533471031357998],
  [0.924, 1.4325027208258119],
  [0.93, 1.4757910281791708],
  [0.999, 3.090232306167813],
  [1e-5, -4.2648907939228256],
  [1e-12, -7.034483825301132],
  [1e-50, -14.933337534788489]
];

describe("the inverse of the normal distribution", () => {
  it.each(quantiles)("at %f is %f, to 1e-15 of it", (p, z) => {
    expect(Math.abs(inverseNormal(p) - z)).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(z)) * 2);
  });

  it("is infinite at 0 and 1 and nothing beyond", () => {
    expect([0, 1, -1, 2].map(inverseNormal)).toEqual([-Infinity, Infinity, NaN, NaN]);
  });
});

const series = (steps: number, chains: number, valueOf: (step: number, chain: number) => number) => ({
  steps,
  chains,
  values: Float64Array.from({ length: steps * chains }, (_, i) => valueOf(Math.floor(i / chains), i % chains))
});

describe("rank normalisation", () => {
  it("puts each value where its rank is, equal ones at their mean rank", () => {
    const z = rankNormalised([7, 7, -2, 100]);
    expect(z[2]).toBe(inverseNormal((1 - 3 / 8) / 4.25));
    expect(z[0]).toBe(inverseNormal((2.5 - 3 / 8) / 4.25));
    expect(z[1]).toBe(z[0]);
    expect(z[3]).toBe(inverseNormal((4 - 3 / 8) / 4.25));
  });

  it("leaves R̂ and the sample size as they are under any rising map of the values, where they have no variance", () => {
    const random = createRandom(1);
    const cauchy = series(400, 4, () => Math.tan(Math.PI * (random.uniform() - 0.5)));
    const mapped = { ...cauchy, values: cauchy.values.map((value) => Math.cbrt(value)) };
    expect(bulkEffectiveSampleSize(mapped)).toBe(bulkEffectiveSampleSize(cauchy));
    expect(bulkEffectiveSampleSize(cauchy)).toBeGreaterThan(1200);
    expect(rankSplitRhat(cauchy)).toBeLessThan(1.01);
  });
});

describe("rank-normalised split R̂", () => {
  it("of two chains of four steps is split R̂ of the ranks, worked out by hand", () => {
    // Ranks 1 to 4 in one chain and 5 to 8 in the other: halves z₁z₂ | z₃z₄ and so on.
    const two = series(4, 2, (step, chain) => 4 * chain + step);
    const z = Array.from({ length: 8 }, (_, k) => inverseNormal((k + 1 - 3 / 8) / 8.25));
    const means = [0, 2, 4, 6].map((k) => (z[k] + z[k + 1]) / 2);
    const within = [0, 2, 4, 6].reduce((sum, k) => sum + (z[k + 1] - z[k]) ** 2 / 2, 0) / 4;
    const between = (2 * means.reduce((sum, value) => sum + value ** 2, 0)) / 3;
    expect(rankSplitRhat(two)).toBeCloseTo(Math.sqrt((within / 2 + between / 2) / within), 12);
  });

  it("sees chains of different widths about one place, which split R̂ does not", () => {
    const random = createRandom(2);
    const widths = series(500, 4, (_, chain) => (chain < 2 ? 1 : 4) * random.normal());
    expect(splitRhat({ ...widths, n: 1, x: widths.values }, 0)).toBeLessThan(1.02);
    expect(rankSplitRhat(widths)).toBeGreaterThan(1.1);
  });
});

it("bulk effective sample size of an autoregression is near draws · (1 − φ) / (1 + φ)", () => {
  // Its standard deviation over seeds is about 5 % here; a fifth off is four of them.
  const random = createRandom(3);
  const [steps, chains, phi] = [4000, 8, 0.8];
  const last = Array.from({ length: chains }, () => random.normal());
  const chain = series(
    steps,
    chains,
    (_, at) => (last[at] = phi * last[at] + Math.sqrt(1 - phi ** 2) * random.normal())
  );
  const exact = (steps * chains * (1 - phi)) / (1 + phi);
  expect(Math.abs(bulkEffectiveSampleSize(chain) / exact - 1)).toBeLessThan(0.2);
});

describe("turns round the origin", () => {
  const circle = (steps: number, angles: readonly ((step: number) => number)[]) => ({
    steps,
    chains: angles.length,
    n: 2,
    x: Float64Array.from({ length: 2 * steps * angles.length }, (_, i) => {
      const at = angles[(i >> 1) % angles.length](Math.floor(i / 2 / angles.length));
      return i % 2 ? Math.sin(at) : Math.cos(at);
    })
  });

  it("are counted whole, either way, for each chain", () => {
    const run = circle(101, [(k) => 0.2 * k, (k) => -0.4 * k, (k) => (k % 2 ? 1 : 0)]);
    expect(turnsRoundOrigin(run)).toEqual([3, 6, 0]);
  });

  it("are refused where there is no angle", () => {
    expect(() => turnsRoundOrigin({ steps: 1, chains: 1, n: 1, x: new Float64Array(1) })).toThrow("n = 1");
  });
});
