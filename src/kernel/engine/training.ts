import type { Machine } from "../../rbm/model/machine.js";
import { notFinite } from "../../rbm/training/divergence.js";
import { completeRecipe } from "../../rbm/training/recipe.js";
import type { Recipe } from "../../rbm/training/recipe.js";
import type { Points } from "../../rbm/shapes.js";
import { createBatchContrast } from "./batchContrast.js";
import type { Stored } from "./c.js";
import { createCouplingStep } from "./couplingStep.js";
import { createDrawnPhase } from "./drawnPhase.js";
import { createExactPhase } from "./exactPhase.js";
import type { KernelInstance } from "./instance.js";
import { createOptimizerStep } from "./optimizerStep.js";
import { createPhase } from "./phase.js";
import { createSlicedContrast } from "./slicedContrast.js";
import type { Exchange } from "./slicedContrast.js";
import { createTemperedChains } from "./temperedChains.js";

/** Loss and gradient norm of one epoch: means over its updates, before each update. */
export interface EpochFigures {
  readonly loss: number;
  readonly gradientNorm: number;
}

/** Training in the kernel's memory, an epoch at a time. */
export interface Trainer {
  /** One epoch; it yields within a long one. An update that is not finite is not made, and `diverged` is the reason. */
  epoch(): Generator<undefined, EpochFigures & { readonly diverged: string | null }>;
  /** the machine as it is now, float32 */
  machine(): Machine;
}

/** How batches are cut into slices (RunRequest), and the workers that share them, if there are more than this one. */
export interface Sharing {
  readonly slices?: number;
  readonly exchange?: Exchange;
}

/** @param machine the start of training; data, recipe and slices have been checked */
export function createTrainer(
  instance: KernelInstance,
  machine: Machine,
  data: Points,
  given: Recipe,
  { slices = 1, exchange }: Sharing = {}
): Trainer {
  const recipe = completeRecipe(given);
  const { n, m } = machine;
  const { wasm } = instance;
  const { count } = data;
  const exact = recipe.trainer === "exact";
  const batchSize = exact ? count : Math.min(recipe.batchSize ?? count, count);
  const updatesPerEpoch = Math.ceil(count / batchSize);
  const length = wasm.thetaLength(n, m);

  const stored: Stored = { theta: instance.writeMachine(machine), n, m };
  const { theta } = stored;
  const gradient = instance.allocate(length * 4);
  const previous = instance.allocate(length * 4);
  const step = createOptimizerStep(instance, stored, recipe, gradient, recipe.epochs * updatesPerEpoch);
  const moments = instance.allocate(n * 16);
  const inverses = instance.allocate(n * 4);
  const x = instance.allocate(count * n * 4);
  instance.floats(x, count * n).set(data.values);
  const batch = updatesPerEpoch > 1 ? instance.allocate(batchSize * n * 4) : x;
  const order = instance.allocate(count * 4);
  instance.words(order, count).forEach((_, row, words) => (words[row] = row));
  const chains = recipe.chainCount ?? batchSize;
  const tempered =
    recipe.chains === "tempered" ? createTemperedChains(instance, stored, { recipe, data, chains }) : null;
  const prepared = exact ? 0 : instance.allocate(wasm.gibbsBytes(n, m));
  const orderStream = instance.stream(recipe.seed, "order");
  const sums = { gradient, moments };
  const contrast =
    n === 2 || exact
      ? null
      : slices > 1
        ? createSlicedContrast(instance, stored, prepared, sums, { recipe, batchSize, slices }, exchange)
        : createBatchContrast(instance, stored, prepared, sums, { recipe, batchSize, tempered });
  const inCoupling =
    recipe.coupling === "sigma2" ? null : createCouplingStep(instance, stored, recipe.coupling, recipe.learnVariance);
  const phase = createPhase(instance, stored, inverses, gradient);
  const drawnPhase =
    exact || contrast
      ? null
      : createDrawnPhase(instance, stored, phase, moments, { recipe, batch, batchSize, prepared, tempered });
  const exactPhase = createExactPhase(instance, stored, phase, moments);
  let updates = 0;

  /** The positive phase. Returns the mean of Σ softplus. */
  function* givenPhase(rows: number): Generator<undefined, number> {
    const softplus = yield* phase(batch, rows, 0, 1 / rows);
    wasm.addMoments(theta, n, batch, rows, 0, 1 / rows, moments);
    return softplus / rows;
  }

  /** One update; the loss before it and the gradient's norm before clipping. */
  function* update(rows: number): Generator<undefined, EpochFigures & { diverged: string | null }> {
    instance.floats(gradient, length).fill(0);
    instance.doubles(moments, n * 2).fill(0);
    wasm.inverseVariances(theta, n, inverses);
    let loss: number;
    if (contrast) {
      const { given, drawn } = yield* contrast(batch, rows);
      loss = drawn - given + halfSquares();
    } else if (drawnPhase) {
      const drawn = yield* drawnPhase(rows);
      const given = yield* givenPhase(rows);
      loss = drawn - given + halfSquares();
    } else {
      const given = yield* givenPhase(rows);
      loss = halfSquares() - given;
      loss += yield* exactPhase(updates);
    }
    loss *= recipe.sign;
    wasm.finishGradient(theta, n, m, inverses, moments, recipe.learnVariance, recipe.sign, gradient);
    inCoupling?.convertGradient(gradient);
    if (recipe.sharedVariance) shareVariance();
    const gradientNorm = wasm.gradientNorm(n, m, gradient);
    const before = { loss, gradientNorm };
    if (!Number.isFinite(loss)) return { ...before, diverged: `the loss is ${notFinite(loss)}` };
    if (!Number.isFinite(gradientNorm))
      return { ...before, diverged: `the gradient norm is ${notFinite(gradientNorm)}` };
    new Uint8Array(wasm.memory.buffer).copyWithin(previous, theta, theta + length * 4);
    inCoupling?.enter();
    step(gradientNorm);
    updates++;
    if (recipe.learnVariance && recipe.leastSigma > 0) boundVariance();
    inCoupling?.leave();
    const diverged = faultOf(instance.floats(theta, length));
    if (diverged) instance.floats(theta, length).set(instance.floats(previous, length));
    return { ...before, diverged };
  }

  /** Σ (x_i − b_i)² / 2σ_i² from the moments summed so far. */
  function halfSquares(): number {
    const [squares, inverse] = [instance.doubles(moments, n * 2), instance.floats(inverses, n)];
    return inverse.reduce((sum, value, i) => sum + 0.5 * value * squares[2 * i + 1], 0);
  }

  /** One σ for all axes moves by the mean of their gradients. */
  function shareVariance(): void {
    const slopes = instance.floats(gradient + wasm.paddedVisible(n) * 4, n);
    slopes.fill(slopes.reduce((sum, slope) => sum + slope, 0) / n);
  }

  /** No σ below the recipe's least. A float32 of log σ² may fall short of it by its last digit. */
  function boundVariance(): void {
    const least = 2 * Math.log(recipe.leastSigma);
    const values = instance.floats(theta + wasm.paddedVisible(n) * 4, n);
    values.forEach((value, i) => {
      if (value < least) values[i] = least;
    });
  }

  /** Why the parameters can't be used, or null. */
  function faultOf(values: Float32Array): string | null {
    const visible = wasm.paddedVisible(n);
    if (!wasm.allFinite(theta, length))
      return `a parameter became ${notFinite(values.find((value) => !Number.isFinite(value)) ?? NaN)}`;
    for (let i = 0; i < n; i++)
      if (Math.abs(values[visible + i]) > 80)
        return `the variance of visible unit ${i} became e^${values[visible + i]}`;
    return null;
  }

  function* epoch(): Generator<undefined, EpochFigures & { diverged: string | null }> {
    if (updatesPerEpoch > 1) wasm.shuffle(orderStream, order, count);
    let [lossSum, normSum] = [0, 0];
    for (let done = 0; done < count; done += batchSize) {
      const rows = Math.min(batchSize, count - done);
      if (updatesPerEpoch > 1) wasm.gatherRows(x, n, order + done * 4, rows, batch);
      const { loss, gradientNorm, diverged } = yield* update(rows);
      if (diverged) return { loss, gradientNorm, diverged };
      lossSum += loss;
      normSum += gradientNorm;
    }
    return { loss: lossSum / updatesPerEpoch, gradientNorm: normSum / updatesPerEpoch, diverged: null };
  }

  return { epoch, machine: () => instance.readMachine(theta, n, m) };
}
