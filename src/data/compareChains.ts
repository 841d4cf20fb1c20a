/** Trains by CD, by persistent chains and by tempered ones when the site is built, so that a figure can settle which learns the ring better. */
import { loadKernel } from "../kernel/node.js";
import { planeLaws } from "../rbm/data/planeLaws.js";
import type { ChainComparison } from "../rbm/judging/chainComparison.js";
import { createRandom } from "../rbm/random.js";
import { betterRecipe } from "../rbm/training/recipe.js";
import type { Recipe } from "../rbm/training/recipe.js";

const [hidden, epochs, seeds] = [30, 400, 8];
const kernel = loadKernel();
export const comparedRates = [0.0003, 0.001, 0.003, 0.01, 0.03];

/** Each seed has its own 500 points, its own 2000 fresh ones and its own start, the same for all. */
export function compareChains(rates: readonly number[] = comparedRates): ChainComparison {
  const rows = rates.map((rate) => ({
    rate,
    fromData: chainScores(rate, "data"),
    persistent: chainScores(rate, "persistent"),
    tempered: chainScores(rate, "tempered")
  }));
  return { hidden, epochs, rows };
}

/** Nats above the law on fresh points, a number a seed. */
export function chainScores(rate: number, chains: "data" | "persistent" | "tempered", temperatures = 2): number[] {
  const { ring } = planeLaws;
  return Array.from({ length: seeds }, (_, seed) => {
    const data = ring.draw(500, createRandom(seed, "data"));
    const test = ring.draw(2000, createRandom(seed, "fresh data"));
    const recipe: Recipe = {
      ...betterRecipe,
      ...{ hidden, epochs, seed, chains, temperatures },
      learningRate: rate,
      sigma: 0.2,
      learnVariance: true
    };
    const { snapshots, diverged } = kernel.train({ data, test, recipe, initial: null, snapshotEpochs: [], grid: null });
    if (diverged) throw new Error(`seed ${seed}, rate ${rate}, ${chains}: ${diverged.reason}`);
    const law = ring.logDensity(test).reduce((sum, value) => sum - value, 0) / test.count;
    return Number((snapshots[0].nllTest! - law).toFixed(4));
  });
}
