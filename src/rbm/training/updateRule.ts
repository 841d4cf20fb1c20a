import { convertCoupling, gradientInCoupling } from "../model/coupling.js";
import type { Machine, Parameters } from "../model/machine.js";
import { clipFactor, gradientNorm } from "./clipping.js";
import { createOptimizer, learningRateAt } from "./optimizers.js";
import type { CompleteRecipe } from "./recipe.js";

/** Turns the gradient of the loss into the next machine, by everything a recipe says about that. */
export interface UpdateRule {
  /**
   * @param gradient of the loss, for the machine's own parameters
   * @returns the next machine, and the gradient's global norm before clipping
   */
  next(machine: Machine, gradient: Parameters): { machine: Machine; gradientNorm: number };
}

/**
 * In this order: the gradient for the recipe's coupling; a variance held fixed, or shared by all axes; the clip; weight
 * decay; the step; the least σ.
 * @param updates how many there will be, for the schedule
 */
export function createUpdateRule(recipe: CompleteRecipe, updates: number): UpdateRule {
  const optimizer = createOptimizer(recipe.optimizer, recipe.momentum);
  let update = 0;
  return {
    next(machine, gradient) {
      const inCoupling = gradientInCoupling(machine, gradient, recipe.coupling);
      const wanted = { ...inCoupling, logSigma2: varianceGradient(inCoupling.logSigma2, recipe) };
      const norm = gradientNorm(wanted);
      const parameters = convertCoupling(machine, "sigma2", recipe.coupling);
      const factor = clipFactor(norm, recipe.clip);
      const scaled = (values: Float64Array) => values.map((value) => value * factor);
      const step = {
        b: scaled(wanted.b),
        logSigma2: scaled(wanted.logSigma2),
        W: wanted.W.map((value, at) => value * factor + recipe.weightDecay * parameters.W[at]),
        d: scaled(wanted.d)
      };
      const moved = optimizer.step(parameters, step, learningRateAt(recipe, update++, updates));
      if (recipe.learnVariance && recipe.leastSigma > 0) keepAbove(moved.logSigma2, 2 * Math.log(recipe.leastSigma));
      return { machine: convertCoupling(moved, recipe.coupling, "sigma2"), gradientNorm: norm };
    }
  };
}

/** A variance held fixed has no gradient: it adds nothing to the norm and stays where it is. */
function varianceGradient(logSigma2: Float64Array, recipe: CompleteRecipe): Float64Array {
  if (!recipe.learnVariance) return new Float64Array(logSigma2.length);
  if (!recipe.sharedVariance) return logSigma2;
  return new Float64Array(logSigma2.length).fill(logSigma2.reduce((sum, value) => sum + value, 0) / logSigma2.length);
}

function keepAbove(values: Float64Array, least: number): void {
  for (let i = 0; i < values.length; i++) values[i] = Math.max(values[i], least);
}
