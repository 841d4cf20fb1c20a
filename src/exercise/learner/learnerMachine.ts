import { clipGradient, gradientNorm } from "../../rbm/training/clipping.js";
import { checkFinite, TrainingDivergedError } from "../../rbm/training/divergence.js";
import { negativeLogLikelihood } from "../../rbm/exact/likelihood.js";
import type { Machine } from "../../rbm/model/machine.js";
import { createOptimizer, learningRateAt } from "../../rbm/training/optimizers.js";
import { createRandom } from "../../rbm/random.js";
import { labRecipe, validateRecipe } from "../../rbm/training/recipe.js";
import type { Recipe } from "../../rbm/training/recipe.js";
import type { Points } from "../../rbm/shapes.js";
import { initialMachineOf } from "../../rbm/training/initialMachineOf.js";
import type { Trajectory } from "../../rbm/sampling/trajectory.js";
import { expectShape, TrainingSteps } from "./trainingSteps.js";
import { Evaluation } from "../../language/evaluation/evaluation.js";
import type { Limits } from "../../language/evaluation/evaluation.js";
import { LanguageError } from "../../language/languageError.js";
import { scalar, tensor } from "../../language/tensor/tensor.js";
import { parametersOf, LearnerFunctions } from "./learnerFunctions.js";
import type { Programs } from "./learnerFunctions.js";

/** What a learner can choose of labRecipe: full batch, contrastive divergence from the data, started from its seed. */
export type LearnerRecipe = Partial<
  Pick<
    Recipe,
    "hidden" | "k" | "epochs" | "optimizer" | "learningRate" | "schedule" | "clip" | "sigma" | "learnVariance" | "seed"
  >
>;

/** After each epoch of training with the learner's formulas. */
export interface LearnerEpoch {
  /** counted from 1 */
  readonly epoch: number;
  /** the learner's loss before the update, in nats if it is right */
  readonly loss: number;
  /** before clipping */
  readonly gradientNorm: number;
  /** after the update */
  readonly machine: Machine;
}

/** A run needs more room than a check, and many times more operations. */
const runLimits: Limits = { array: 4e6, held: 32e6, work: 2e11 };

/**
 * Trains by the formulas as they were typed: draws by gibbsStep, k of them from the data, and the gradient of loss, and
 * so of c and softplus, by automatic differentiation. With the solutions this is contrastiveDivergence of the library,
 * draw for draw.
 * @param data shape (count, n)
 * @throws LanguageError "diverged", which names the epoch, if a number stops being finite or a formula fails
 */
export function* trainByFormulas(
  programs: Programs,
  data: Points,
  choices: LearnerRecipe = {}
): Generator<LearnerEpoch, Machine> {
  const recipe = validateRecipe({ ...labRecipe, ...choices });
  const random = createRandom(recipe.seed, "training");
  const optimizer = createOptimizer(recipe.optimizer);
  const x = tensor([data.count, data.n], data.values);
  const steps = new TrainingSteps(programs, runLimits);
  let machine = initialMachineOf(recipe, data.n);
  for (let epoch = 1; epoch <= recipe.epochs; epoch++) {
    const next = inEpoch(epoch, () => {
      let draws = x;
      for (let step = 0; step < recipe.k; step++) draws = steps.gibbsStep(machine, draws, random);
      const { value, gradient } = steps.lossGradient(machine, x, draws);
      const trained = recipe.learnVariance ? gradient : { ...gradient, logSigma2: new Float64Array(machine.n) };
      const norm = gradientNorm(trained);
      const rate = learningRateAt(recipe, epoch - 1, recipe.epochs);
      const clipped = recipe.clip === null || !Number.isFinite(norm) ? trained : clipGradient(trained, recipe.clip);
      const after = optimizer.step(machine, clipped, rate);
      checkFinite({ epoch, loss: value, gradientNorm: norm, machine, next: after });
      return { epoch, loss: value, gradientNorm: norm, machine: after };
    });
    machine = next.machine;
    yield next;
  }
  return machine;
}

/**
 * Runs the learner's sampling loop. @returns every x of every chain
 * @throws LanguageError if a formula fails or gives another shape
 */
export function sampleByFormulas(
  programs: Programs,
  machine: Machine,
  options: { chains: number; steps: number; seed: number },
  onStep: ((done: number, steps: number) => void) | null = null
): Trajectory {
  const { chains, steps, seed } = options;
  const evaluation = new Evaluation(createRandom(seed, "chains"), runLimits, onStep);
  const functions = new LearnerFunctions(programs, parametersOf(machine), evaluation);
  const { value } = functions.run("sample", { chains: scalar(chains), steps: scalar(steps) }, evaluation);
  expectShape("the sampling loop", value, [steps, chains, machine.n]);
  return { steps, chains, n: machine.n, x: value.values };
}

/** How good a machine is, in nats a point: less is better. Exact, by the library's quadrature. */
export function exactScore(machine: Machine, data: Points): number {
  return negativeLogLikelihood(machine, data);
}

function inEpoch<T>(epoch: number, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof TrainingDivergedError) {
      throw new LanguageError("diverged", `Training stopped in epoch ${epoch}: ${error.reason}.`);
    }
    if (error instanceof LanguageError) {
      throw new LanguageError("diverged", `Training stopped in epoch ${epoch}: ${error.message}`, error.span);
    }
    throw error;
  }
}
