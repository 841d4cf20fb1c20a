import { temperatureLadder, temperedLadder } from "../../rbm/sampling/parallelTempering.js";
import { temperingBase } from "../../rbm/sampling/temperedPath.js";
import type { CompleteRecipe } from "../../rbm/training/recipe.js";
import type { Points } from "../../rbm/shapes.js";
import type { Stored } from "./c.js";
import type { KernelInstance } from "./instance.js";
import { createReplicas } from "./replicas.js";

/** The draws of the negative phase by chains that persist along a ladder of temperatures (Cho, Raiko and Ilin, 2010). */
export interface TemperedChains {
  /** where the draws are, (chains, n) */
  readonly x: number;
  /** k steps of every replica along the ladder to the machine as it is now; it yields within a long step. */
  draw(): Generator<undefined, void>;
}

/** The library's tempered chains (createNegativeChains) in the kernel: the same law, with random streams of their own. */
export function createTemperedChains(
  instance: KernelInstance,
  { theta, n, m }: Stored,
  { recipe, data, chains }: { recipe: CompleteRecipe; data: Points; chains: number }
): TemperedChains {
  const betas = temperatureLadder(recipe.temperatures);
  const base = temperingBase(instance.readMachine(theta, n, m), data.values);
  const ladder = () => temperedLadder(instance.readMachine(theta, n, m), base, betas);
  const replicas = createReplicas(instance, {
    ...{ ladder: ladder(), chains, seed: recipe.seed },
    start: "easy end",
    purpose: "training"
  });
  return {
    x: replicas.x,
    *draw() {
      replicas.setLadder(ladder());
      for (let step = 0; step < recipe.k; step++) yield* replicas.step();
    }
  };
}
