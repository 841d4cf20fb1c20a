import { RecipeError } from "../errors.js";

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
  /** cosine: from the learning rate to 0 over all updates, as torch's CosineAnnealingLR */
  schedule: "constant" | "cosine";
  /** greatest global gradient norm, as torch.nn.utils.clip_grad_norm_; null: none */
  clip: number | null;
  /** initial standard deviation of p(x|z), in the units of x */
  sigma: number;
  learnVariance: boolean;
  /** −1 trains the wrong way: the lab's trap */
  sign: 1 | -1;
  seed: number;
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
 * The recipe, with every field checked.
 * @throws RecipeError, which names the field, where one is absent, unknown, of another type or out of range
 */
export function validateRecipe(recipe: unknown): Recipe {
  if (typeof recipe !== "object" || recipe === null || Array.isArray(recipe))
    throw new RecipeError("itself", "must be an object");
  const given = recipe as Record<string, unknown>;
  for (const field of Object.keys(given)) if (!Object.hasOwn(checks, field)) throw new RecipeError(field, "is unknown");
  for (const [field, check] of Object.entries(checks)) {
    if (!Object.hasOwn(given, field)) throw new RecipeError(field, "is missing");
    const mustBe = check(given[field]);
    if (mustBe) throw new RecipeError(field, `is ${show(given[field])}; it must be ${mustBe}`);
  }
  return { ...(given as unknown as Recipe) };
}

/** What a value must be, or nothing where it is. */
type Check = (value: unknown) => string | undefined;

const checks: Record<keyof Recipe, Check> = {
  hidden: integer(1, 100_000),
  trainer: oneOf("cd", "exact"),
  k: integer(1, 1_000_000),
  epochs: integer(1, 10_000_000),
  batchSize: orNull(integer(1, 1e9)),
  optimizer: oneOf("sgd", "adam"),
  learningRate: positive,
  schedule: oneOf("constant", "cosine"),
  clip: orNull(positive),
  sigma: positive,
  learnVariance: oneOf(true, false),
  sign: oneOf(1, -1),
  seed: integer(0, 2 ** 32 - 1)
};

function integer(minimum: number, maximum: number): Check {
  return (value) =>
    Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum
      ? undefined
      : `a whole number from ${minimum} to ${maximum}`;
}

function positive(value: unknown): string | undefined {
  return Number.isFinite(value) && (value as number) > 0 ? undefined : "a positive number";
}

function oneOf(...values: unknown[]): Check {
  return (value) => (values.includes(value) ? undefined : values.map(show).join(" or "));
}

function orNull(check: Check): Check {
  return (value) => {
    const mustBe = value === null ? undefined : check(value);
    return mustBe && `${mustBe}, or null`;
  };
}

function show(value: unknown): string {
  return typeof value === "number" || value === undefined ? String(value) : JSON.stringify(value);
}
