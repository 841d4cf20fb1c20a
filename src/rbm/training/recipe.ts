import { between, faultOf, integer, notNegative, oneOf, orNull, positive } from "../checks.js";
import type { Check } from "../checks.js";
import { RecipeError } from "../errors.js";
import type { Coupling } from "../model/coupling.js";

/** One recipe for training, the same for the mathjs model, the kernel, the loaders and the page. */
export interface Recipe {
  /** m, the number of hidden units */
  hidden: number;
  /** contrastive divergence, or the exact gradient of the likelihood (n = 2) */
  trainer: "cd" | "exact";
  /** Gibbs steps for one update, from the data */
  k: number;
  /** passes over the data */
  epochs: number;
  /** points for one update; null: all of them */
  batchSize: number | null;
  optimizer: "sgd" | "adam";
  learningRate: number;
  /**
   * cosine: from the learning rate to 0 over all updates, as torch's CosineAnnealingLR; step: times stepFactor every
   * stepEvery epochs, as its StepLR
   */
  schedule: "constant" | "step" | "cosine";
  /** greatest global gradient norm, as torch.nn.utils.clip_grad_norm_; null: none */
  clip: number | null;
  /** initial standard deviation of p(x|z), in the units of x */
  sigma: number;
  learnVariance: boolean;
  /** −1 trains the wrong way: the lab's trap */
  sign: 1 | -1;
  seed: number;
  /** of sgd, as torch.optim.SGD has it: velocity = momentum · velocity + gradient */
  momentum?: number;
  /** epochs from one drop of a step schedule to the next */
  stepEvery?: number;
  /** what each drop multiplies the learning rate with */
  stepFactor?: number;
  /** added to the clipped gradient of W: weightDecay · W, as torch's optimisers have it; b, σ and d don't decay */
  weightDecay?: number;
  /** with learnVariance: one σ for all axes; its gradient is the mean over the axes, so that all move alike */
  sharedVariance?: boolean;
  /** with learnVariance: the least σ, in the units of x; an update that would go below stops there; 0: none */
  leastSigma?: number;
  /** the convention whose W and log σ² the optimiser moves; the machine itself is always kept as coupling "sigma2" */
  coupling?: Coupling;
  /**
   * where the k Gibbs steps of an update start: at its data; at the last update's draws (persistent contrastive
   * divergence); or those, exchanged along a ladder of temperatures
   */
  chains?: "data" | "persistent" | "tempered";
  /** how many chains that persist; null: as many as an update has points */
  chainCount?: number | null;
  /** rungs of the ladder of tempered chains, the machine itself counted */
  temperatures?: number;
}

/** What a recipe that leaves them out means: the recipes from before these fields mean what they meant. */
export const recipeDefaults = Object.freeze({
  momentum: 0,
  stepEvery: 100,
  stepFactor: 0.1,
  weightDecay: 0,
  sharedVariance: false,
  leastSigma: 0,
  coupling: "sigma2",
  chains: "data",
  chainCount: null,
  temperatures: 8
} as const) satisfies Readonly<Partial<Recipe>>;

/** A recipe with every field. */
export type CompleteRecipe = Required<Recipe>;

/**
 * The recipe, checked, with the defaults for what it leaves out.
 * @param recipe with or without the fields that have defaults
 * @throws RecipeError as validateRecipe
 */
export function completeRecipe(recipe: Recipe): CompleteRecipe {
  return { ...recipeDefaults, ...validateRecipe(recipe) };
}

/** The lab's own recipe: 300 steps of SGD, each clipped. */
export const labRecipe: Readonly<Recipe> = Object.freeze({
  hidden: 100,
  trainer: "cd",
  k: 1,
  epochs: 300,
  batchSize: null,
  optimizer: "sgd",
  learningRate: 1e-3,
  schedule: "constant",
  clip: 1,
  sigma: 0.1,
  learnVariance: false,
  sign: 1,
  seed: 0
});

/** A recipe that comes closer to the ring: Adam with cosine decay. */
export const betterRecipe: Readonly<Recipe> = Object.freeze({
  ...labRecipe,
  epochs: 1000,
  optimizer: "adam",
  learningRate: 1e-2,
  schedule: "cosine",
  clip: null
});

/**
 * A copy of the recipe, with every field checked.
 * @param recipe of any type: what a file or an address holds
 * @throws RecipeError, which names the field that is absent, unknown, of another type or out of range
 */
export function validateRecipe(recipe: unknown): Recipe {
  if (typeof recipe !== "object" || recipe === null || Array.isArray(recipe))
    throw new RecipeError("itself", "must be an object");
  const given = recipe as Record<string, unknown>;
  for (const field of Object.keys(given)) if (!Object.hasOwn(checks, field)) throw new RecipeError(field, "is unknown");
  for (const [field, check] of Object.entries(checks)) {
    if (!Object.hasOwn(given, field)) {
      if (Object.hasOwn(recipeDefaults, field)) continue;
      throw new RecipeError(field, "is missing");
    }
    const fault = faultOf(given[field], check);
    if (fault) throw new RecipeError(field, fault);
  }
  const checked = { ...(given as unknown as Recipe) };
  if (checked.trainer === "exact" && (checked.chains ?? "data") !== "data")
    throw new RecipeError("chains", `is "${checked.chains}", but the exact gradient draws nothing; it must be "data"`);
  return checked;
}

const checks: Record<keyof Recipe, Check> = {
  hidden: integer(1, 100_000),
  trainer: oneOf("cd", "exact"),
  k: integer(1, 1_000_000),
  epochs: integer(1, 10_000_000),
  batchSize: orNull(integer(1, 1e9)),
  optimizer: oneOf("sgd", "adam"),
  learningRate: positive,
  schedule: oneOf("constant", "step", "cosine"),
  clip: orNull(positive),
  sigma: positive,
  learnVariance: oneOf(true, false),
  sign: oneOf(1, -1),
  seed: integer(0, 2 ** 32 - 1),
  momentum: between(0, 1, { withEnd: false }),
  stepEvery: integer(1, 10_000_000),
  stepFactor: between(0, 1),
  weightDecay: notNegative,
  sharedVariance: oneOf(true, false),
  leastSigma: notNegative,
  coupling: oneOf("sigma2", "sigma", "none"),
  chains: oneOf("data", "persistent", "tempered"),
  chainCount: orNull(integer(1, 1_000_000)),
  temperatures: integer(2, 1000)
};
