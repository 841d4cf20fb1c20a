import { gradientInCoupling } from "../../../rbm/model/coupling.js";
import { loopEvaluator } from "../../../rbm/model/loops.js";
import type { Machine, Parameters } from "../../../rbm/model/machine.js";
import { createRandomFromState } from "../../../rbm/random.js";
import type { Random } from "../../../rbm/random.js";
import { drawHidden, drawVisible } from "../../../rbm/sampling/gibbs.js";
import { clipFactor } from "../../../rbm/training/clipping.js";
import type { Points } from "../../../rbm/shapes.js";
import { contrastiveGradient } from "../../../rbm/training/contrastiveDivergence.js";
import type { CompleteRecipe } from "../../../rbm/training/recipe.js";
import { createUpdateRule } from "../../../rbm/training/updateRule.js";
import type { SmallRun } from "./smallRun.js";

/** One update of CD-1 with all that it goes through; matrices row-major, a row for each point of the batch. */
export interface UpdateStages {
  readonly before: Machine;
  /** the batch, (count, n) */
  readonly x: Float64Array;
  /** p(z = 1 | x), (count, m) */
  readonly p: Float64Array;
  /** the uniform numbers that decide, (count, m): a unit is on where its number is below p */
  readonly coins: Float64Array;
  /** hidden draws, (count, m), each 0 or 1 */
  readonly z: Float64Array;
  /** b + Wz, (count, n) */
  readonly means: Float64Array;
  /** x′: means and noise, (count, n) */
  readonly draws: Float64Array;
  /** p(z = 1 | x′), (count, m) */
  readonly pAfter: Float64Array;
  /** ∇ mean c(x) for the parameters that the recipe's convention moves: what the data ask for */
  readonly positive: Parameters;
  /** −∇ mean c(x′), for the same: what the draws push away */
  readonly negative: Parameters;
  /** of the loss, mean F(x) − mean F(x′): −(positive + negative) */
  readonly gradient: Parameters;
  /** of the gradient, over all parameters, before the clip */
  readonly norm: number;
  /** what the clip multiplies the gradient with, of (0, 1] */
  readonly clipFactor: number;
  readonly after: Machine;
}

/**
 * The update that follows so many others, done again by the library's own functions from the same random state: every
 * bit is the run's.
 * @param done updates before it, 0 to mostUpdates
 */
export function updateStages({ recipe, batch, machines, states }: SmallRun, done: number): UpdateStages {
  const before = machines[done];
  const x = Float64Array.from(batch.values);
  const coins: number[] = [];
  const random = noting(createRandomFromState(states[done]), coins);
  const z = drawHidden(before, x, random, loopEvaluator);
  const draws = drawVisible(before, z, random, loopEvaluator);
  return stagesOf({ before, batch, z, draws, recipe }, Float64Array.from(coins));
}

/** What chance decides of an update, and what it starts from. */
export interface DrawnUpdate {
  readonly before: Machine;
  readonly batch: Points;
  /** hidden draws, (count, m), each 0 or 1 */
  readonly z: Float64Array;
  /** x′, (count, n) */
  readonly draws: Float64Array;
  readonly recipe: CompleteRecipe;
}

/** The update by these draws: from here on it is arithmetic. @param coins what decided z; none where nobody asks */
export function stagesOf(
  { before, batch, z, draws, recipe }: DrawnUpdate,
  coins: Float64Array = new Float64Array(0)
): UpdateStages {
  const x = Float64Array.from(batch.values);
  const own = contrastiveGradient(before, { n: batch.n, count: batch.count, values: x }, { ...batch, values: draws });
  const phase = (values: Float64Array, sign: 1 | -1): Parameters =>
    signed(gradientInCoupling(before, loopEvaluator.gradientOfMeanC(before, values), recipe.coupling), sign);
  const { machine: after, gradientNorm } = createUpdateRule(recipe, recipe.epochs).next(before, own);
  return {
    before,
    x,
    p: loopEvaluator.pZGivenX(before, x),
    coins,
    z,
    means: loopEvaluator.xMeanGivenZ(before, z),
    draws,
    pAfter: loopEvaluator.pZGivenX(before, draws),
    positive: phase(x, 1),
    negative: phase(draws, -1),
    gradient: gradientInCoupling(before, own, recipe.coupling),
    norm: gradientNorm,
    clipFactor: clipFactor(gradientNorm, recipe.clip),
    after
  };
}

/** The same source; the uniform number behind each Bernoulli draw is noted, to 32 bits. */
function noting(random: Random, coins: number[]): Random {
  return {
    ...random,
    bernoulli(p) {
      coins.push(createRandomFromState(random.state()).uint32() / 2 ** 32);
      return random.bernoulli(p);
    }
  };
}

/** A phase of the gradient, its variances left out: they are held fixed. */
function signed({ b, logSigma2, W, d }: Parameters, sign: 1 | -1): Parameters {
  const times = (values: Float64Array) => values.map((value) => sign * value);
  return { b: times(b), logSigma2: new Float64Array(logSigma2.length), W: times(W), d: times(d) };
}
