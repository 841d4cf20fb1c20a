import { describe, expect, it } from "vitest";
import {
  betterRecipe,
  createRandom,
  gaussianOf,
  logPartitionByQuadrature,
  loopEvaluator,
  planeDraws,
  planeLaws,
  temperatureLadder,
  temperedLadder
} from "../../../src/rbm/index.js";
import type { Machine } from "../../../src/rbm/index.js";
import { store } from "../../../src/kernel/engine/c.js";
import { KernelInstance } from "../../../src/kernel/engine/instance.js";
import { createTemperedChains } from "../../../src/kernel/engine/temperedChains.js";
import { finish } from "../../../src/kernel/kernel.js";
import { readKernelBytes } from "../../../src/kernel/node.js";
import { completeRecipe } from "../../../src/rbm/training/recipe.js";
import { kernel } from "../reference.js";

/** A machine of 16 units that has begun to learn the ring: uneven, and connected. */
const data = planeLaws.ring.draw(200, createRandom(0, "data"));
const { machine } = kernel.train({
  ...{ data, test: null, initial: null, snapshotEpochs: [], grid: null },
  recipe: { ...betterRecipe, hidden: 16, sigma: 0.25, epochs: 60 }
});
const starts = 250_000;
/** Forty make ten million draws of each sampler. */
const rounds = Number(process.env.RBM_INVARIANCE_ROUNDS ?? 1);
const side = 12;
const half = 2.4;

/** The probabilities of 12 × 12 cells by sums over 20 × 20 nodes in each, and the rest as one cell more. */
const cells = (() => {
  const inner = 20;
  const logZ = logPartitionByQuadrature(machine);
  const step = (2 * half) / side / inner;
  const found = new Float64Array(side * side + 1);
  for (let row = 0; row < side * inner; row++) {
    const x = Float64Array.from({ length: 2 * side * inner }, (_, at) =>
      at % 2 ? -half + (row + 0.5) * step : -half + ((at >> 1) + 0.5) * step
    );
    loopEvaluator.c(machine, x).forEach((c, column) => {
      const p = Math.exp(c - logZ) * step * step;
      found[Math.floor(row / inner) * side + Math.floor(column / inner)] += p;
    });
  }
  found[side * side] = 1 - found.reduce((sum, p) => sum + p, 0);
  return found;
})();

/**
 * χ² of the points where chains end against the cells, those with fewer than 20 points expected taken together, in its
 * standard deviations.
 * @param states every state of the chains of a round, which has seeds of its own
 */
function excess(states: (round: number) => Float32Array | Float64Array): number {
  const counts = new Float64Array(cells.length);
  const count = rounds * starts;
  for (let round = 0; round < rounds; round++) {
    const all = states(round);
    for (let at = all.length - 2 * starts; at < all.length; at += 2) {
      const column = Math.floor(((all[at] + half) / (2 * half)) * side);
      const row = Math.floor(((all[at + 1] + half) / (2 * half)) * side);
      const inside = column >= 0 && column < side && row >= 0 && row < side;
      counts[inside ? row * side + column : side * side]++;
    }
  }
  let [chi, kept, restExpected, restCount] = [0, 0, 0, 0];
  counts.forEach((found, cell) => {
    const expected = count * cells[cell];
    if (expected < 20) {
      restExpected += expected;
      restCount += found;
      return;
    }
    chi += (found - expected) ** 2 / expected;
    kept++;
  });
  if (restExpected > 0) chi += (restCount - restExpected) ** 2 / restExpected;
  const freedom = kept - (restExpected > 0 ? 0 : 1);
  expect(freedom).toBeGreaterThanOrEqual(60);
  return (chi - freedom) / Math.sqrt(2 * freedom);
}

const startOf = (from: Machine, seed: number, round: number) =>
  planeDraws(from, starts, createRandom(seed + 100 * round)).values as Float64Array;
const run = (round: number) => ({ chains: starts, steps: 4, seed: 3 + 100 * round });
const patience = { timeout: 20_000 * rounds };

/** Every rung of a ladder started in its own law. */
function startsOf(ladder: readonly Machine[], seed: number, round: number): Float32Array {
  const start = new Float32Array(ladder.length * starts * 2);
  ladder.forEach((rung, at) => start.set(startOf(rung, seed + at, round), at * starts * 2));
  return start;
}

/**
 * 250,000 chains start in the law and move four steps; where they end is independent from chain to chain. χ² above six
 * of its standard deviations, at 60 degrees of freedom or more, comes less than once in 500,000 seeds.
 * RBM_INVARIANCE_ROUNDS=40 makes them ten million.
 */
describe("started in the machine's own law, 250,000 chains of the kernel are still in it after four steps of", () => {
  it("block Gibbs", patience, () => {
    expect(
      excess((round) => kernel.sample({ machine, ...run(round), start: startOf(machine, 1, round) }).x)
    ).toBeLessThan(6);
  });

  it("Gibbs–Langevin, corrected; and uncorrected they are not", { timeout: 2 * patience.timeout }, () => {
    const after = (corrected: boolean) =>
      excess((round) => {
        const start = startOf(machine, 2, round);
        const move = { stepSize: 0.5, innerSteps: 5, corrected };
        return kernel.sampleLangevin({ machine, ...run(round), start, move }).x;
      });
    expect(after(true)).toBeLessThan(6);
    expect(after(false)).toBeGreaterThan(50);
  });

  it.each([
    ["parallel tempering on two rungs, four offers a step", 2, 4],
    ["parallel tempering on four rungs", 4, 1]
  ])("%s, every rung started in its own law", patience, (_, rungs, offers) => {
    const ladder = temperedLadder(machine, gaussianOf(data.values, 2), temperatureLadder(rungs, 1));
    expect(
      excess((round) => {
        const { x, acceptance } = kernel.sampleReplicas({
          ...{ ladder, ...run(round), offers },
          start: startsOf(ladder, 10, round)
        });
        expect(Math.min(...acceptance)).toBeGreaterThan(0.05);
        return x;
      })
    ).toBeLessThan(6);
  });

  it("the tempered chains of a training, once it has brought them to the machine", patience, () => {
    const before = { ...machine, W: machine.W.map((value) => 0.8 * value), b: machine.b.map((value) => value + 0.3) };
    const recipe = completeRecipe({ ...betterRecipe, hidden: 16, chains: "tempered", temperatures: 3 });
    expect(
      excess((round) => {
        const instance = new KernelInstance(new WebAssembly.Module(readKernelBytes()));
        const stored = store(instance, before);
        const seeded = { ...recipe, seed: 5 + 100 * round };
        const chains = createTemperedChains(instance, stored, { recipe: seeded, data, chains: starts });
        for (let update = 0; update < 30; update++) {
          if (update === 10) instance.setMachine(stored.theta, machine);
          finish(chains.draw());
        }
        return instance.floats(chains.x, 2 * starts);
      })
    ).toBeLessThan(6);
  });

  it("trajectory tempering over machines with half and four fifths of its couplings", patience, () => {
    const ladder = [0.5, 0.8, 1].map((by) => ({ ...machine, W: machine.W.map((value) => by * value) }));
    expect(
      excess((round) => {
        const { x, acceptance } = kernel.sampleReplicas({
          ...{ ladder, ...run(round) },
          start: startsOf(ladder, 20, round)
        });
        expect(Math.min(...acceptance)).toBeGreaterThan(0.05);
        return x;
      })
    ).toBeLessThan(6);
  });
});
