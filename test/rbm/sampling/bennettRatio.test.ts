import { expect, it } from "vitest";
import { bennettLogPartition, createRandom } from "../../../src/rbm/index.js";

/**
 * Log weights as a path would give them whose log weights are Gaussian: forward about log r − s²/2, those of Z / Z₀ in
 * reverse about log r + s²/2, both with variance s². Their densities have the ratio that the estimate rests on.
 */
function gaussianWeights(logRatio: number, s: number, [forward, reverse]: readonly [number, number], seed: number) {
  const random = createRandom(seed);
  const draws = (count: number, mean: number) => Float64Array.from({ length: count }, () => mean + s * random.normal());
  return [
    estimate(draws(forward, logRatio - (s * s) / 2), 1),
    estimate(
      draws(reverse, logRatio + (s * s) / 2).map((value) => -value),
      -1
    )
  ] as const;
}

/** With log Z₀ = 3. */
function estimate(logWeights: Float64Array, direction: 1 | -1) {
  const mean = logWeights.reduce((sum, value) => sum + Math.exp(value), 0) / logWeights.length;
  return { logZ: 3 + direction * Math.log(mean), logWeights };
}

it.each([
  [0.5, [100, 100]],
  [2, [100, 100]],
  [2, [40, 160]],
  [3, [200, 50]]
] as const)(
  "weights whose logarithms spread by %d, %j of them: 1.96 standard errors hold the truth in 354 to 398 of 400 (1e-5 if they do in 95 of 100)",
  (s, counts) => {
    let held = 0;
    for (let k = 0; k < 400; k++) {
      const { logZ, standardError } = bennettLogPartition(...gaussianWeights(-1.3, s, counts, k));
      if (Math.abs(logZ - 1.7) < 1.96 * standardError) held++;
    }
    expect(held).toBeGreaterThanOrEqual(354);
    expect(held).toBeLessThanOrEqual(398);
  }
);

it("the estimate is where the expected share of the reverse chains is the share there is", () => {
  const [forward, reverse] = gaussianWeights(0.7, 1.5, [300, 100], 1);
  const logRatio = bennettLogPartition(forward, reverse).logZ - 3;
  const all = [...forward.logWeights, ...Array.from(reverse.logWeights, (value) => -value)];
  const expected = all.reduce((sum, value) => sum + 1 / (1 + 3 * Math.exp(logRatio - value)), 0);
  expect(expected).toBeCloseTo(100, 9);
});

it("is the same where forward and reverse change places and all weights are turned over", () => {
  const [forward, reverse] = gaussianWeights(0.7, 1.5, [300, 100], 2);
  const { logZ, standardError } = bennettLogPartition(forward, reverse);
  const turned = bennettLogPartition(estimate(reverse.logWeights, 1), estimate(forward.logWeights, -1));
  expect(turned.logZ - 3).toBeCloseTo(3 - logZ, 10);
  expect(turned.standardError).toBeCloseTo(standardError, 10);
});

it("refuses directions that start from different bases", () => {
  const [forward, reverse] = gaussianWeights(0, 1, [20, 20], 3);
  expect(() => bennettLogPartition(forward, { ...reverse, logZ: reverse.logZ + 0.5 })).toThrow(
    "reverse starts from log Z₀ = 3.50000, forward from 3.00000"
  );
});
