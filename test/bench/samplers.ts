/**
 * How fast each sampler of the playground mixes the ring's angle, on the course's machine and on the better recipe's:
 * bulk effective draws of cos θ a second, in turn, the medians of the rounds, each with a seed of its own.
 *
 *   npx tsx test/bench/samplers.ts [--rounds 7]
 */
import { parseArgs } from "node:util";
import { race } from "../../src/components/chapters/playground/race/race.js";
import type { RaceResult } from "../../src/components/chapters/playground/race/raceTypes.js";
import { loadKernel, readKernelBytes } from "../../src/kernel/node.js";
import {
  betterRecipe,
  labRecipe,
  makeCircles,
  createRandom,
  outerCircle,
  snapshotEpochs
} from "../../src/rbm/index.js";
import { median } from "./median.js";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "7" } } });
const rounds = Number(values.rounds);
const module = new WebAssembly.Module(readKernelBytes());
const kernel = loadKernel();
const data = outerCircle(makeCircles({ samples: 1000, random: createRandom(0, "data") }));

for (const [title, recipe] of [
  ["the lab's recipe", labRecipe],
  ["the better recipe", betterRecipe]
] as const) {
  const training = { data, test: null, recipe, initial: null, grid: null };
  const { machine, snapshots } = kernel.train({ ...training, snapshotEpochs: snapshotEpochs(recipe.epochs, 16) });
  const earlier = snapshots.map((snapshot) => snapshot.machine);
  for (const rungs of [2, 6]) {
    const found = new Map<string, RaceResult[]>();
    for (let round = 0; round < rounds; round++) {
      const request = { machine, snapshots: earlier, data, seed: 100 * round, rungs, module };
      const onResult = (result: RaceResult) => found.set(result.name, [...(found.get(result.name) ?? []), result]);
      Array.from(race(request, () => performance.now(), onResult));
    }
    console.log(`\n${title}, parallel tempering on ${rungs} rungs; medians of ${rounds} rounds`);
    const gibbs = found.get("Block Gibbs")!;
    for (const [name, results] of found) {
      const rate = ({ sampleSizes, milliseconds }: RaceResult) => (1000 * sampleSizes[1]) / milliseconds;
      const row = {
        "draws a second": Math.round(median(results.map(rate))),
        "against Gibbs": Number(median(results.map((each, round) => rate(each) / rate(gibbs[round]))).toFixed(2)),
        "steps a draw": Number(
          median(results.map(({ steps, sampleSizes }) => (0.9 * steps * 32) / sampleSizes[1])).toFixed(1)
        ),
        "ns a chain's step": Math.round(median(results.map((each) => (1e6 * each.milliseconds) / each.steps / 32)))
      };
      console.log(name.padEnd(28), JSON.stringify(row), results[0].note);
    }
  }
}
