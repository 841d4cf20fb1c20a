import { clipGradient, gradientNorm } from "./clipping.js";
import type { Evaluator } from "../model/evaluator.js";
import { drawHidden, drawVisible } from "../sampling/gibbs.js";
import { loopEvaluator } from "../model/loops.js";
import type { Machine, Parameters } from "../model/machine.js";
import { createOptimizer, learningRateAt } from "./optimizers.js";
import type { Random } from "../random.js";
import { validateRecipe } from "./recipe.js";
import type { Recipe } from "./recipe.js";
import { checkInteger, packRows } from "../shapes.js";
import type { Rows } from "../shapes.js";
import { checkFinite } from "./divergence.js";

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

export interface ContrastiveDivergenceOptions {
  /** where training starts */
  machine: Machine;
  /** shape (count, n) */
  data: Rows;
  recipe: Recipe;
  random: Random;
  evaluator?: Evaluator;
  /** so many chains that go on from update to update, in place of chains from the data; started at z ~ Bernoulli(½) */
  persistentChains?: number;
}

/**
 * CD-k (Hinton, 2002): descends the free energy of the data less that of draws k Gibbs steps away. With
 * persistentChains, persistent contrastive divergence (Tieleman, 2008). With recipe.sign −1 it descends the opposite,
 * which is what the lab's text says when read to the letter.
 * @throws RecipeError, ShapeError, ValueError before the first epoch; TrainingDivergedError where a parameter or the
 * loss stops being finite
 */
export function* contrastiveDivergence(options: ContrastiveDivergenceOptions): Generator<Epoch, Machine> {
  const { random, evaluator = loopEvaluator, persistentChains } = options;
  const recipe = validateRecipe(options.recipe);
  let { machine } = options;
  const { n, m } = machine;
  const data = packRows(options.data, n, "data");
  if (persistentChains !== undefined) checkInteger(persistentChains, 1, 1_000_000, "persistentChains");
  let chains: Float64Array | undefined =
    persistentChains === undefined
      ? undefined
      : Float64Array.from({ length: persistentChains * m }, () => random.bernoulli(0.5));

  const count = data.length / n;
  const batchSize = Math.min(recipe.batchSize ?? count, count);
  const updatesPerEpoch = Math.ceil(count / batchSize);
  const optimizer = createOptimizer(recipe.optimizer);
  const order = Uint32Array.from({ length: count }, (_, row) => row);

  for (let epoch = 1; epoch <= recipe.epochs; epoch++) {
    if (updatesPerEpoch > 1) shuffle(order, random);
    let [lossSum, normSum] = [0, 0];
    for (let update = 0; update < updatesPerEpoch; update++) {
      const batch =
        updatesPerEpoch === 1 ? data : rowsOf(data, n, order.subarray(update * batchSize, (update + 1) * batchSize));
      let draws: Float64Array;
      if (chains) {
        draws = drawVisible(machine, chains, random, evaluator);
        for (let step = 1; step < recipe.k; step++) draws = gibbs(machine, draws, random, evaluator);
        chains = drawHidden(machine, draws, random, evaluator);
      } else {
        draws = batch;
        for (let step = 0; step < recipe.k; step++) draws = gibbs(machine, draws, random, evaluator);
      }
      const loss = recipe.sign * (meanC(machine, draws, evaluator) - meanC(machine, batch, evaluator));
      const gradient = lossGradient(machine, batch, draws, recipe, evaluator);
      const norm = gradientNorm(gradient);
      const clipped = recipe.clip === null ? gradient : clipGradient(gradient, recipe.clip);
      const rate = learningRateAt(recipe, (epoch - 1) * updatesPerEpoch + update, recipe.epochs * updatesPerEpoch);
      const next = optimizer.step(machine, clipped, rate);
      checkFinite({ epoch, loss, gradientNorm: norm, machine, next });
      machine = next;
      lossSum += loss;
      normSum += norm;
    }
    yield { epoch, loss: lossSum / updatesPerEpoch, gradientNorm: normSum / updatesPerEpoch, machine };
  }
  return machine;
}

/**
 * Mean F of the data less mean F of the draws, in nats: the loss of contrastive divergence.
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
 * @throws ShapeError, ValueError
 */
export function contrastiveGradient(
  machine: Machine,
  data: Rows,
  draws: Rows,
  evaluator: Evaluator = loopEvaluator
): Parameters {
  const [x, drawn] = [packRows(data, machine.n, "data"), packRows(draws, machine.n, "draws")];
  return lossGradient(machine, x, drawn, { sign: 1, learnVariance: true }, evaluator);
}

function lossGradient(
  machine: Machine,
  data: Float64Array,
  draws: Float64Array,
  { sign, learnVariance }: Pick<Recipe, "sign" | "learnVariance">,
  evaluator: Evaluator
): Parameters {
  const [positive, negative] = [evaluator.gradientOfMeanC(machine, data), evaluator.gradientOfMeanC(machine, draws)];
  const difference = (name: keyof Parameters) => negative[name].map((value, i) => sign * (value - positive[name][i]));
  return {
    b: difference("b"),
    // A variance held fixed has no gradient: it adds nothing to the norm and stays where it is.
    logSigma2: learnVariance ? difference("logSigma2") : new Float64Array(machine.n),
    W: difference("W"),
    d: difference("d")
  };
}

function gibbs(machine: Machine, x: Float64Array, random: Random, evaluator: Evaluator): Float64Array {
  return drawVisible(machine, drawHidden(machine, x, random, evaluator), random, evaluator);
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
