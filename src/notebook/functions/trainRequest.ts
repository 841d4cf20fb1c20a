import { LanguageError } from "../../language/languageError.js";
import { couplings } from "../../rbm/model/coupling.js";
import type { Machine } from "../../rbm/model/machine.js";
import { labRecipe, recipeDefaults, validateRecipe } from "../../rbm/training/recipe.js";
import type { Recipe } from "../../rbm/training/recipe.js";
import { snapshotEpochs } from "../../rbm/training/snapshotEpochs.js";
import type { Points } from "../../rbm/shapes.js";
import type { Arguments } from "./arguments.js";

const schedules = ["constant", "step", "cosine"] as const;

/** A run as the notebook asks for it. */
export interface TrainRequest {
  readonly initial: Machine;
  readonly data: Points;
  readonly test: Points | null;
  readonly recipe: Recipe;
  readonly snapshotEpochs: readonly number[];
  /** every how many snapshots the density is evaluated */
  readonly densityEvery: number;
}

/** @throws LanguageError placed at the argument at fault; RecipeError for fields that don't go together */
export function requestOf(args: Arguments): TrainRequest {
  const initial = args.machine("machine");
  const data = args.points("data")!;
  if (data.n !== initial.n) {
    throw new LanguageError(
      "shape",
      `The data have ${data.n} columns and the machine has n = ${initial.n} visible units; they have to agree.`,
      args.get("data")!.span
    );
  }
  const test = args.points("test");
  if (test && test.n !== initial.n)
    throw args.error(`test has ${test.n} columns; the data have ${data.n}.`, args.get("test")!.span);
  const clip = args.number("clip", 1, { min: 0, max: 1e9 });
  const batch = args.number("batch", 0, { min: 0, max: 1e9, integer: true });
  const epochs = args.number("epochs", 300, { min: 1, max: 100_000, integer: true });
  const k = args.number("k", 1, { min: 1, max: 10_000, integer: true });
  const recipe: Recipe = {
    ...labRecipe,
    hidden: initial.m,
    sigma: Math.exp(0.5 * initial.logSigma2[0]),
    epochs,
    k,
    learningRate: args.number("rate", labRecipe.learningRate, { min: 1e-12, max: 1e6 }),
    clip: clip === 0 ? null : clip,
    batchSize: batch === 0 ? null : batch,
    optimizer: args.oneOf("optimizer", ["sgd", "adam"], "sgd"),
    schedule: args.oneOf("schedule", schedules, "constant"),
    trainer: args.oneOf("trainer", ["cd", "exact"], "cd"),
    learnVariance: args.boolean("variance", false),
    sign: signOf(args),
    seed: args.seed(),
    ...(args.get("momentum") ? { momentum: args.number("momentum", 0, { min: 0, max: 0.9999 }) } : {}),
    ...(args.get("decay") ? { weightDecay: args.number("decay", 0, { min: 0, max: 1e6 }) } : {}),
    ...(args.get("leastSigma") ? { leastSigma: args.number("leastSigma", 0, { min: 1e-6, max: 1e6 }) } : {}),
    ...(args.get("sharedVariance") ? { sharedVariance: args.boolean("sharedVariance", false) } : {}),
    ...(args.get("coupling") ? { coupling: args.oneOf("coupling", couplings, "sigma2") } : {}),
    ...stepsOf(args),
    ...chainsOf(args)
  };
  const count = args.number("snapshots", 16, { min: 1, max: 100, integer: true });
  return {
    initial,
    data,
    test,
    recipe: validateRecipe(recipe),
    snapshotEpochs: snapshotEpochs(epochs, count),
    // A density costs as much as a dozen epochs of the course's; a short run shows a few, a long one all.
    densityEvery: epochs * k * initial.m * data.count > 1e8 ? 1 : 4
  };
}

/** The drops of a step schedule. */
function stepsOf(args: Arguments): Partial<Recipe> {
  const given = args.get("stepEvery") ?? args.get("stepFactor");
  if (!given) return {};
  if (args.oneOf("schedule", schedules, "constant") !== "step")
    throw args.error('stepEvery and stepFactor are those of steps: add schedule = "step".', given.span);
  return {
    stepEvery: args.number("stepEvery", recipeDefaults.stepEvery, { min: 1, max: 100_000, integer: true }),
    stepFactor: args.number("stepFactor", recipeDefaults.stepFactor, { min: 0, max: 1 })
  };
}

function chainsOf(args: Arguments): Partial<Recipe> {
  const chains = args.oneOf("chains", ["data", "persistent", "tempered"], "data");
  const [counted, laddered] = [args.get("chainCount"), args.get("temperatures")];
  if (laddered && chains !== "tempered")
    throw args.error('temperatures are those of tempered chains: add chains = "tempered".', laddered.span);
  if (counted && chains === "data")
    throw args.error('chainCount is of chains that persist: add chains = "persistent".', counted.span);
  const count = args.number("chainCount", 0, { min: 0, max: 100_000, integer: true });
  const ladder = { min: 2, max: 100, integer: true };
  return {
    ...(args.get("chains") ? { chains } : {}),
    ...(counted ? { chainCount: count === 0 ? null : count } : {}),
    ...(chains === "tempered" ? { temperatures: args.number("temperatures", recipeDefaults.temperatures, ladder) } : {})
  };
}

function signOf(args: Arguments): 1 | -1 {
  const sign = args.number("sign", 1, { min: -1, max: 1, integer: true });
  if (sign === 0) throw args.error("sign is 1 or -1.", args.get("sign")!.span);
  return sign === 1 ? 1 : -1;
}
