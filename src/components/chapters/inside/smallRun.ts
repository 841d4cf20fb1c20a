import { ring } from "../../../rbm/data/circles.js";
import type { Coupling } from "../../../rbm/model/coupling.js";
import type { Machine } from "../../../rbm/model/machine.js";
import { createRandom, createRandomFromState } from "../../../rbm/random.js";
import type { Points } from "../../../rbm/shapes.js";
import { contrastiveDivergence } from "../../../rbm/training/contrastiveDivergence.js";
import { initialMachineOf } from "../../../rbm/training/initialMachineOf.js";
import { completeRecipe, labRecipe } from "../../../rbm/training/recipe.js";
import type { CompleteRecipe } from "../../../rbm/training/recipe.js";

/** What a reader sets of the run that this page takes apart. */
export interface RunSettings {
  readonly hidden: number;
  readonly seed: number;
  readonly coupling: Coupling;
  readonly clipped: boolean;
}

/** What the page's controls have at first. */
export const firstSettings: RunSettings = { hidden: 8, seed: 0, coupling: "sigma2", clipped: true };
export const firstUpdates = 60;

/** Updates that a reader may look back on; one more can be watched after the last of them. */
export const mostUpdates = 300;

/** A run of CD-1 on one batch, kept whole: each update can be done again, draw by draw. */
export interface SmallRun {
  readonly recipe: CompleteRecipe;
  readonly batch: Points;
  /** after so many updates, 0 to mostUpdates */
  readonly machines: readonly Machine[];
  /** the random generator's four words before the update that follows */
  readonly states: readonly Uint32Array[];
  /** mean F(data) − mean F(draws) of each update, nats */
  readonly losses: readonly number[];
}

/** 100 points of the lab's ring: every update sees them all. */
function smallBatch(): Points {
  return ring({ samples: 200, random: createRandom(0, "data") });
}

/** The lab's recipe for a machine with few units: a wider σ, and ten times its rate. */
export function smallRecipe({ hidden, seed, coupling, clipped }: RunSettings): CompleteRecipe {
  return completeRecipe({
    ...labRecipe,
    hidden,
    seed,
    coupling,
    sigma: 0.2,
    learningRate: 0.01,
    clip: clipped ? 1 : null,
    epochs: mostUpdates + 1
  });
}

/** The run of these settings before its first update: what can be shown at once. */
export function untrainedRun(settings: RunSettings): SmallRun {
  const recipe = smallRecipe(settings);
  const batch = smallBatch();
  const state = createRandom(recipe.seed, "training").state();
  return { recipe, batch, machines: [initialMachineOf(recipe, batch.n)], states: [state], losses: [] };
}

/**
 * The run of these settings. An update draws an even number of normals, and they come in pairs, so the four words are
 * all of the generator's state.
 * @throws TrainingDivergedError if a parameter stops being finite
 */
export function smallRun(settings: RunSettings): SmallRun {
  const { recipe, batch, ...start } = untrainedRun(settings);
  const [machines, states, losses] = [[...start.machines], [...start.states], [...start.losses]];
  const random = createRandomFromState(states[0]);
  for (const { machine, loss } of contrastiveDivergence({ machine: machines[0], data: batch, recipe, random })) {
    machines.push(machine);
    states.push(random.state());
    losses.push(loss);
  }
  return { recipe, batch, machines, states, losses };
}
