import type { Machine, Parameters } from "../model/machine.js";
import type { Recipe } from "./recipe.js";

/** Turns a gradient of the loss into the next machine; may remember earlier gradients. */
export interface Optimizer {
  /** @returns a new machine; the one given stays as it is */
  step(machine: Machine, gradient: Parameters, learningRate: number): Machine;
}

const names = ["b", "logSigma2", "W", "d"] as const;

/** Gradient descent: θ − learningRate · gradient. */
export function sgd(): Optimizer {
  return {
    step: (machine, gradient, learningRate) =>
      mapParameters(machine, (name, value, i) => value - learningRate * gradient[name][i])
  };
}

/**
 * Adam (Kingma and Ba, 2015) as torch.optim.Adam has it: betas 0.9 and 0.999, epsilon 1e-8 added to the root of the
 * corrected second moment.
 */
export function adam({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = {}): Optimizer {
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

export function createOptimizer(name: Recipe["optimizer"]): Optimizer {
  return name === "adam" ? adam() : sgd();
}

/**
 * The learning rate of one update.
 * @param update counted from 0
 * @param updates how many there are; cosine goes from the full rate to 0 over them, as torch's CosineAnnealingLR with
 * T_max = updates and eta_min = 0
 */
export function learningRateAt(recipe: Pick<Recipe, "learningRate" | "schedule">, update: number, updates: number) {
  if (recipe.schedule === "constant") return recipe.learningRate;
  return (recipe.learningRate * (1 + Math.cos((Math.PI * update) / updates))) / 2;
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
