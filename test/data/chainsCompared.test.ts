/** What the figure of CD, persistent chains and tempered ones says, computed anew. */
import { expect, it } from "vitest";
import { chainScores, compareChains, comparedRates } from "../../src/data/compareChains.js";
import { bestOf, meanWithError } from "../../src/rbm/judging/chainComparison.js";

// Four of the figure's five rates: the best of each is among them.
const rates = comparedRates.filter((rate) => rate !== 0.01);
const comparison = compareChains(rates);
const [cd, persistent, tempered] = [
  bestOf(comparison, "fromData"),
  bestOf(comparison, "persistent"),
  bestOf(comparison, "tempered")
];

it("at the best rate of each, CD is nearer to the ring than persistent chains in all 8 seeds, by half a nat on average", () => {
  const differences = persistent.values.map((value, seed) => value - cd.values[seed]);
  expect(differences.filter((value) => value > 0)).toHaveLength(8);
  const { mean, standardError } = meanWithError(differences);
  expect(mean - 4 * standardError).toBeGreaterThan(0.3);
  expect(mean).toBeGreaterThan(0.5);
  // At the lowest rate neither has arrived, and persistent chains are ahead.
  const [slow] = comparison.rows;
  expect(meanWithError(slow.persistent).mean).toBeLessThan(meanWithError(slow.fromData).mean);
});

it("four temperatures mend less than two", () => {
  const { rate, values } = tempered;
  const lost = meanWithError(chainScores(rate, "tempered", 4).map((value, seed) => value - values[seed]));
  expect(lost.mean - 4 * lost.standardError).toBeGreaterThan(0);
});

it("at the best rate of each, persistent chains on two temperatures are nearer to the ring than on one, and farther than CD", () => {
  const gained = meanWithError(persistent.values.map((value, seed) => value - tempered.values[seed]));
  expect(gained.mean - 4 * gained.standardError).toBeGreaterThan(0.03);
  const behind = meanWithError(tempered.values.map((value, seed) => value - cd.values[seed]));
  expect(behind.mean - 4 * behind.standardError).toBeGreaterThan(0.3);
});

it("a mean's standard error is the deviation over the root of the number", () => {
  expect(meanWithError([1, 2, 3, 4])).toEqual({ mean: 2.5, standardError: Math.sqrt(5 / 3 / 4) });
});
