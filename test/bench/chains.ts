/**
 * What an update costs by the chains of its negative phase: 500 points of the ring, one draw for each, k = 1, in turn on
 * one thread; medians of the rounds. Run alone: `npx tsx test/bench/chains.ts`.
 */
import { loadKernel } from "../../src/kernel/node.js";
import { planeLaws } from "../../src/rbm/data/planeLaws.js";
import { createRandom } from "../../src/rbm/random.js";
import { betterRecipe } from "../../src/rbm/training/recipe.js";
import type { Recipe } from "../../src/rbm/training/recipe.js";
import { median } from "./median.js";

const contenders: readonly (readonly [string, Partial<Recipe>])[] = [
  ["from the data", {}],
  ["persistent", { chains: "persistent" }],
  ...[2, 4, 8].map((temperatures): [string, Partial<Recipe>] => [
    `tempered, ${temperatures} temperatures`,
    { chains: "tempered", temperatures }
  ])
];

const kernel = loadKernel();
const data = planeLaws.ring.draw(500, createRandom(0, "data"));
const [rounds, epochs] = [Number(process.argv[2] ?? 11), 100];
for (const hidden of [100, 1000]) {
  const times = contenders.map((): number[] => []);
  for (let round = -1; round < rounds; round++)
    for (const [at, [, fields]] of contenders.entries()) {
      const recipe: Recipe = { ...betterRecipe, hidden, epochs, sigma: 0.2, learnVariance: true, ...fields };
      const start = performance.now();
      kernel.train({ data, test: null, recipe, initial: null, snapshotEpochs: [], grid: null });
      if (round >= 0) times[at].push(((performance.now() - start) / epochs) * 1000);
    }
  const middles = times.map(median);
  console.log(`\n| chains, m = ${hidden} | an update, µs | against persistent |\n|---|---|---|`);
  for (const [at, [name]] of contenders.entries())
    console.log(`| ${name} | ${middles[at].toFixed(0)} | ${(middles[at] / middles[1]).toFixed(2)} |`);
}
