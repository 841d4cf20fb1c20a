import { clipFactor } from "../../rbm/training/clipping.js";
import { adamBeta1, adamBeta2 } from "../../rbm/training/constants.js";
import { learningRateAt } from "../../rbm/training/optimizers.js";
import type { CompleteRecipe } from "../../rbm/training/recipe.js";
import type { Stored } from "./c.js";
import type { KernelInstance } from "./instance.js";

/**
 * Moves the parameters by the recipe's optimizer, with what it remembers from step to step in the kernel's memory.
 * @param gradient where it is; scaled in place by weight decay or momentum
 * @param steps of the whole run, for the schedule of the learning rate
 * @returns one step, given the gradient's norm before clipping
 */
export function createOptimizerStep(
  instance: KernelInstance,
  { theta, n, m }: Stored,
  recipe: CompleteRecipe,
  gradient: number,
  steps: number
): (norm: number) => void {
  const { wasm } = instance;
  const length = wasm.thetaLength(n, m);
  const velocity = recipe.optimizer === "sgd" && recipe.momentum > 0 ? instance.allocate(length * 4) : 0;
  const adamMoments = recipe.optimizer === "adam" ? instance.allocate(length * 8) : 0;
  let done = 0;

  return (norm) => {
    const rate = learningRateAt(recipe, done, steps);
    done++;
    let factor = clipFactor(norm, recipe.clip);
    if (recipe.weightDecay > 0 || recipe.momentum > 0) {
      wasm.scaleGradient(n, m, theta, gradient, factor, recipe.weightDecay);
      factor = 1;
    }
    if (recipe.optimizer === "sgd") {
      if (recipe.momentum > 0) wasm.stepMomentum(n, m, theta, gradient, velocity, rate, recipe.momentum);
      else wasm.stepSgd(n, m, theta, gradient, rate * factor);
    } else {
      const [correction1, correction2] = [1 - adamBeta1 ** done, 1 - adamBeta2 ** done];
      wasm.stepAdam(n, m, theta, gradient, adamMoments, rate, factor, correction1, correction2);
    }
  };
}
