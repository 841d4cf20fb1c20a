import type { Evaluator } from "../model/evaluator.js";
import type { Machine } from "../model/machine.js";
import type { Random } from "../random.js";
import { drawHidden, drawVisible } from "../sampling/gibbs.js";
import { createReplicaChains, temperatureLadder, temperedLadder } from "../sampling/parallelTempering.js";
import { temperingBase } from "../sampling/temperedPath.js";
import type { CompleteRecipe } from "./recipe.js";

/** Where the draws of the negative phase come from, update by update. */
export interface NegativeChains {
  /**
   * @param machine as it is before the update
   * @param batch the update's data, (rows, n) row-major
   * @returns draws k Gibbs steps on, (rows, n) or (chains, n)
   */
  draw(machine: Machine, batch: Float64Array): Float64Array;
}

/** The chains that recipe.chains names; arguments are trusted. */
export function createNegativeChains(options: {
  machine: Machine;
  data: Float64Array;
  batchSize: number;
  recipe: CompleteRecipe;
  random: Random;
  evaluator: Evaluator;
}): NegativeChains {
  const { recipe } = options;
  if (recipe.chains === "persistent") return persistentChains(options);
  if (recipe.chains === "tempered") return temperedChains(options);
  const { random, evaluator } = options;
  return {
    draw(machine, batch) {
      let draws = batch;
      for (let step = 0; step < recipe.k; step++)
        draws = drawVisible(machine, drawHidden(machine, draws, random, evaluator), random, evaluator);
      return draws;
    }
  };
}

/** Chains that go on from update to update, k Gibbs steps in each. The first x is drawn from z ~ Bernoulli(½). */
function persistentChains({
  machine,
  batchSize,
  recipe,
  random,
  evaluator
}: Parameters<typeof createNegativeChains>[0]) {
  const count = recipe.chainCount ?? batchSize;
  const z = Float64Array.from({ length: count * machine.m }, () => random.bernoulli(0.5));
  let x: Float64Array | null = null;
  return {
    draw(current: Machine) {
      let steps = recipe.k;
      if (!x) {
        x = drawVisible(current, z, random, evaluator);
        steps--;
      }
      for (let step = 0; step < steps; step++)
        x = drawVisible(current, drawHidden(current, x, random, evaluator), random, evaluator);
      return x;
    }
  };
}

/**
 * Persistent chains with replicas along a ladder from the data's own Gaussian to the machine (Cho, Raiko and Ilin, 2010).
 * The first update starts every replica at the easy end.
 */
function temperedChains({ machine, data, batchSize, recipe, random }: Parameters<typeof createNegativeChains>[0]) {
  const base = temperingBase(machine, data);
  const betas = temperatureLadder(recipe.temperatures);
  const chains = recipe.chainCount ?? batchSize;
  const replicas = createReplicaChains({ ladder: temperedLadder(machine, base, betas), chains, random });
  return {
    draw(current: Machine) {
      replicas.setLadder(temperedLadder(current, base, betas));
      for (let step = 0; step < recipe.k; step++) replicas.step();
      return replicas.at(replicas.rungs - 1).slice();
    }
  };
}
