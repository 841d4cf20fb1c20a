import type { Evaluator } from "../model/evaluator.js";
import { loopEvaluator } from "../model/loops.js";
import type { Machine, Parameters } from "../model/machine.js";
import { createNegativeChains } from "./negativeChains.js";
import type { Random } from "../random.js";
import { completeRecipe } from "./recipe.js";
import type { Recipe } from "./recipe.js";
import { checkInteger, packRows } from "../shapes.js";
import type { Rows } from "../shapes.js";
import { checkFinite } from "./divergence.js";
import { createUpdateRule } from "./updateRule.js";

/** What training yields after each epoch. With mini-batches, loss and norm are means over the epoch's updates. */
export interface Epoch {
  /** counted from 1 */
  readonly epoch: number;
  /** sign · (mean F(data) − mean F(draws)) before the update, in nats */
  readonly loss: number;
  /** global gradient norm before clipping */
  readonly gradientNorm: number;
  /** after the update; shares no array with any other epoch's */
  readonly machine: Machine;
}

/** What contrastive divergence trains, on what, and how. */
export interface ContrastiveDivergenceOptions {
  /** where training starts */
  machine: Machine;
  /** shape (count, n) */
  data: Rows;
  recipe: Recipe;
  random: Random;
  evaluator?: Evaluator;
  /** the same as a recipe with chains "persistent" and this chainCount */
  persistentChains?: number;
}

/**
 * CD-k (Hinton, 2002): descends the free energy of the data less that of draws k Gibbs steps away. The draws start where
 * recipe.chains says: persistent contrastive divergence (Tieleman, 2008), tempered chains (Cho, Raiko and Ilin, 2010).
 * With recipe.sign −1 it descends the opposite, which is what the lab's text says when read to the letter.
 * @param options the recipe, the data and the random source
 * @throws RecipeError, ShapeError, ValueError before the first epoch; TrainingDivergedError if a parameter or the
 * loss stops being finite
 */
export function* contrastiveDivergence(options: ContrastiveDivergenceOptions): Generator<Epoch, Machine> {
  const { random, evaluator = loopEvaluator, persistentChains } = options;
  const persistent: Partial<Recipe> =
    persistentChains === undefined ? {} : { chains: "persistent", chainCount: persistentChains };
  if (persistentChains !== undefined) checkInteger(persistentChains, 1, 1_000_000, "persistentChains");
  const recipe = completeRecipe({ ...options.recipe, ...persistent });
  let { machine } = options;
  const { n } = machine;
  const data = packRows(options.data, n, "data");
  const count = data.length / n;
  const batchSize = Math.min(recipe.batchSize ?? count, count);
  const updatesPerEpoch = Math.ceil(count / batchSize);
  const chains = createNegativeChains({ machine, data, batchSize, recipe, random, evaluator });
  const rule = createUpdateRule(recipe, recipe.epochs * updatesPerEpoch);
  const order = Uint32Array.from({ length: count }, (_, row) => row);

  for (let epoch = 1; epoch <= recipe.epochs; epoch++) {
    if (updatesPerEpoch > 1) shuffle(order, random);
    let [lossSum, normSum] = [0, 0];
    for (let update = 0; update < updatesPerEpoch; update++) {
      const batch =
        updatesPerEpoch === 1 ? data : rowsOf(data, n, order.subarray(update * batchSize, (update + 1) * batchSize));
      const draws = chains.draw(machine, batch);
      const loss = recipe.sign * (meanC(machine, draws, evaluator) - meanC(machine, batch, evaluator));
      const gradient = lossGradient(machine, batch, draws, recipe.sign, evaluator);
      const { machine: next, gradientNorm } = rule.next(machine, gradient);
      checkFinite({ epoch, loss, gradientNorm, machine, next });
      machine = next;
      lossSum += loss;
      normSum += gradientNorm;
    }
    yield { epoch, loss: lossSum / updatesPerEpoch, gradientNorm: normSum / updatesPerEpoch, machine };
  }
  return machine;
}

/**
 * Mean F of the data less mean F of the draws, in nats: the loss of contrastive divergence.
 * @param machine with n visible and m hidden units
 * @param data shape (count, n)
 * @param draws shape (another count, n)
 * @throws ShapeError, ValueError
 */
export function contrastiveLoss(
  machine: Machine,
  data: Rows,
  draws: Rows,
  evaluator: Evaluator = loopEvaluator
): number {
  const [x, drawn] = [packRows(data, machine.n, "data"), packRows(draws, machine.n, "draws")];
  return meanC(machine, drawn, evaluator) - meanC(machine, x, evaluator);
}

/**
 * Gradient of contrastiveLoss for every parameter, with data and draws held.
 * @param machine with n visible and m hidden units
 * @param data shape (count, n)
 * @param draws shape (count, n)
 * @param evaluator the formulas, or the loops
 * @throws ShapeError, ValueError
 */
export function contrastiveGradient(
  machine: Machine,
  data: Rows,
  draws: Rows,
  evaluator: Evaluator = loopEvaluator
): Parameters {
  const [x, drawn] = [packRows(data, machine.n, "data"), packRows(draws, machine.n, "draws")];
  return lossGradient(machine, x, drawn, 1, evaluator);
}

function lossGradient(
  machine: Machine,
  data: Float64Array,
  draws: Float64Array,
  sign: Recipe["sign"],
  evaluator: Evaluator
): Parameters {
  const [positive, negative] = [evaluator.gradientOfMeanC(machine, data), evaluator.gradientOfMeanC(machine, draws)];
  const difference = (name: keyof Parameters) => negative[name].map((value, i) => sign * (value - positive[name][i]));
  return {
    b: difference("b"),
    logSigma2: difference("logSigma2"),
    W: difference("W"),
    d: difference("d")
  };
}

function meanC(machine: Machine, x: Float64Array, evaluator: Evaluator): number {
  return evaluator.c(machine, x).reduce((sum, value) => sum + value, 0) / (x.length / machine.n);
}

function rowsOf(data: Float64Array, n: number, rows: Uint32Array): Float64Array {
  const chosen = new Float64Array(rows.length * n);
  rows.forEach((row, k) => chosen.set(data.subarray(row * n, (row + 1) * n), k * n));
  return chosen;
}

function shuffle(order: Uint32Array, random: Random): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random.uniform() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
}
