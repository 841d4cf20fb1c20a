/** What the figure of CD and persistent chains says, computed anew. */
import { expect, it } from "vitest";
import { compareChains, comparedRates } from "../../src/data/compareChains.js";
import { bestOf, meanWithError } from "../../src/rbm/judging/chainComparison.js";

it("at the best rate of each, CD is nearer to the ring than persistent chains in all 8 seeds, by half a nat on average", () => {
  // Three of the figure's five rates: the best of each is among them.
  const rates = [comparedRates[0], comparedRates[1], comparedRates[4]];
  const comparison = compareChains(rates);
  const [cd, persistent] = [bestOf(comparison, "fromData"), bestOf(comparison, "persistent")];
  const differences = persistent.values.map((value, seed) => value - cd.values[seed]);
  expect(differences.filter((value) => value > 0)).toHaveLength(8);
  const { mean, standardError } = meanWithError(differences);
  expect(mean - 4 * standardError).toBeGreaterThan(0.3);
  expect(mean).toBeGreaterThan(0.5);
  // At the lowest rate neither has arrived, and persistent chains are ahead.
  const [slow] = comparison.rows;
  expect(meanWithError(slow.persistent).mean).toBeLessThan(meanWithError(slow.fromData).mean);
});

it("a mean's standard error is the deviation over the root of the number", () => {
  expect(meanWithError([1, 2, 3, 4])).toEqual({ mean: 2.5, standardError: Math.sqrt(5 / 3 / 4) });
});
