import type { Machine, Parameters } from "../model/machine.js";
import { adamBeta1, adamBeta2, adamEpsilon } from "./constants.js";
import { recipeDefaults } from "./recipe.js";
import type { Recipe } from "./recipe.js";

/** Turns a gradient of the loss into the next machine; may remember earlier gradients. */
export interface Optimizer {
  /** @returns a new machine; the one given stays as it is */
  step(machine: Machine, gradient: Parameters, learningRate: number): Machine;
}

/** What a schedule needs of a recipe; epochs for the step schedule alone. */
export type ScheduleFields = Pick<Recipe, "learningRate" | "schedule"> &
  Partial<Pick<Recipe, "epochs" | "stepEvery" | "stepFactor">>;

const names = ["b", "logSigma2", "W", "d"] as const;

/**
 * Gradient descent as torch.optim.SGD has it: velocity = momentum · velocity + gradient, θ − learningRate · velocity.
 * @param momentum of [0, 1); 0: the plain gradient
 * @returns an optimizer that remembers a velocity, if there is momentum
 */
export function sgd(momentum = 0): Optimizer {
  let velocity: Parameters | undefined;
  return {
    step(machine, gradient, learningRate) {
      velocity = velocity && momentum > 0 ? blend(velocity, gradient, momentum) : gradient;
      const slopes = velocity;
      return mapParameters(machine, (name, value, i) => value - learningRate * slopes[name][i]);
    }
  };
}

/**
 * Adam (Kingma and Ba, 2015) as torch.optim.Adam has it, with its constants unless others are given.
 * @returns an optimizer that remembers two moments of each gradient
 */
export function adam({ beta1 = adamBeta1, beta2 = adamBeta2, epsilon = adamEpsilon } = {}): Optimizer {
  let moments: Record<(typeof names)[number], { first: Float64Array; second: Float64Array }> | undefined;
  let steps = 0;
  return {
    step(machine, gradient, learningRate) {
      const state = (moments ??= zeroMoments(machine));
      steps++;
      const [bias1, bias2] = [1 - beta1 ** steps, 1 - beta2 ** steps];
      for (const name of names) {
        const { first, second } = state[name];
        gradient[name].forEach((slope, i) => {
          first[i] = beta1 * first[i] + (1 - beta1) * slope;
          second[i] = beta2 * second[i] + (1 - beta2) * slope * slope;
        });
      }
      return mapParameters(machine, (name, value, i) => {
        const { first, second } = state[name];
        return value - ((learningRate / bias1) * first[i]) / (Math.sqrt(second[i] / bias2) + epsilon);
      });
    }
  };
}

/**
 * The optimizer that a recipe names.
 * @param momentum of SGD, in [0, 1)
 */
export function createOptimizer(name: Recipe["optimizer"], momentum = 0): Optimizer {
  return name === "adam" ? adam() : sgd(momentum);
}

/**
 * The learning rate of one update.
 * @param update counted from 0
 * @param updates how many there are: recipe.epochs times the updates of an epoch
 * @param recipe its learning rate and schedule
 */
export function learningRateAt(recipe: ScheduleFields, update: number, updates: number): number {
  const { learningRate, schedule, epochs = updates, stepEvery, stepFactor } = { ...recipeDefaults, ...recipe };
  if (schedule === "constant") return learningRate;
  if (schedule === "cosine") return (learningRate * (1 + Math.cos((Math.PI * update) / updates))) / 2;
  const epoch = Math.floor((update * epochs) / updates);
  return learningRate * stepFactor ** Math.floor(epoch / stepEvery);
}

function blend(velocity: Parameters, gradient: Parameters, momentum: number): Parameters {
  const blended = (name: keyof Parameters) => velocity[name].map((value, i) => momentum * value + gradient[name][i]);
  return { b: blended("b"), logSigma2: blended("logSigma2"), W: blended("W"), d: blended("d") };
}

function mapParameters(
  machine: Machine,
  next: (name: (typeof names)[number], value: number, i: number) => number
): Machine {
  const mapped = (name: (typeof names)[number]) => machine[name].map((value, i) => next(name, value, i));
  return { n: machine.n, m: machine.m, b: mapped("b"), logSigma2: mapped("logSigma2"), W: mapped("W"), d: mapped("d") };
}

function zeroMoments(machine: Machine) {
  const zeros = (name: (typeof names)[number]) => ({
    first: new Float64Array(machine[name].length),
    second: new Float64Array(machine[name].length)
  });
  return { b: zeros("b"), logSigma2: zeros("logSigma2"), W: zeros("W"), d: zeros("d") };
}
