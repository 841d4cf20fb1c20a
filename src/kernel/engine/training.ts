import { WindowError } from "../../rbm/errors.js";
import type { Machine } from "../../rbm/model/machine.js";
import { clipFactor } from "../../rbm/training/clipping.js";
import { adamBeta1, adamBeta2 } from "../../rbm/training/constants.js";
import { notFinite } from "../../rbm/training/divergence.js";
import { learningRateAt } from "../../rbm/training/optimizers.js";
import { completeRecipe } from "../../rbm/training/recipe.js";
import type { Recipe } from "../../rbm/training/recipe.js";
import type { Points } from "../../rbm/shapes.js";
import { sliceUnits } from "./c.js";
import type { Stored } from "./c.js";
import { createBatchContrast } from "./batchContrast.js";
import { createSlicedContrast } from "./slicedContrast.js";
import type { Exchange } from "./slicedContrast.js";
import { createCouplingStep } from "./couplingStep.js";
import { blockChains, phaseRows } from "./instance.js";
import type { KernelInstance } from "./instance.js";
import { evaluate, findWindow, fineGrid } from "./quadrature.js";
import { createTemperedChains } from "./temperedChains.js";
import type { GridSpec } from "../../rbm/exact/grid.js";

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

/** Updates of the exact trainer between two searches for the mass. */
const updatesPerWindow = 10;
/** If the border of its window holds more than this share of the mass, it searches again at once. */
const borderShare = 1e-9;

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
  const velocity = recipe.optimizer === "sgd" && recipe.momentum > 0 ? instance.allocate(length * 4) : 0;
  const adamMoments = recipe.optimizer === "adam" ? instance.allocate(length * 8) : 0;
  const moments = instance.allocate(n * 16);
  const inverses = instance.allocate(n * 4);
  const work = instance.allocate(phaseRows * 16);
  const x = instance.allocate(count * n * 4);
  instance.floats(x, count * n).set(data.values);
  const batch = updatesPerEpoch > 1 ? instance.allocate(batchSize * n * 4) : x;
  const order = instance.allocate(count * 4);
  instance.words(order, count).forEach((_, row, words) => (words[row] = row));
  const persistent = !exact && recipe.chains === "persistent";
  const chainCount = recipe.chainCount ?? batchSize;
  const tempered =
    recipe.chains === "tempered" ? createTemperedChains(instance, stored, { recipe, data, chains: chainCount }) : null;
  const draws = instance.allocate(Math.max(batchSize, persistent ? chainCount : 0) * n * 4);
  const gibbs = exact ? 0 : instance.allocate(wasm.gibbsBytes(n, m));
  const scratch = exact ? 0 : instance.allocate(wasm.gibbsScratchBytes(n, m, blockChains));
  const stream = instance.stream(recipe.seed, "training");
  const orderStream = instance.stream(recipe.seed, "order");
  const sums = { gradient, moments };
  const contrast =
    n === 2
      ? null
      : slices > 1
        ? createSlicedContrast(instance, stored, gibbs, sums, { recipe, batchSize, slices }, exchange)
        : createBatchContrast(instance, stored, gibbs, sums, { recipe, batchSize, tempered });
  const inCoupling =
    recipe.coupling === "sigma2" ? null : createCouplingStep(instance, stored, recipe.coupling, recipe.learnVariance);
  let updates = 0;
  let window: GridSpec | null = null;

  /** Adds the phase of `rows` rows, in passes between which it yields. Returns Σ softplus. */
  function* phase(at: number, rows: number, weights: number, scale: number): Generator<undefined, number> {
    const pass = Math.max(1, Math.floor(sliceUnits / m / phaseRows)) * phaseRows;
    let sum = 0;
    for (let from = 0; from < rows; from += pass) {
      const some = Math.min(pass, rows - from);
      const weightsAt = weights && weights + from * 4;
      sum += wasm.addPhase(theta, m, inverses, at + from * n * 4, some, weightsAt, scale, gradient, work);
      if (some === pass) yield;
    }
    return sum;
  }

  /** The negative phase of contrastive divergence, n = 2. Returns the mean of Σ softplus. */
  function* drawnPhase(rows: number): Generator<undefined, number> {
    const count = recipe.chains === "data" ? rows : chainCount;
    yield* tempered ? tempered.draw() : gibbsDraws(count);
    const at = tempered ? tempered.x : draws;
    const softplus = yield* phase(at, count, 0, -1 / count);
    wasm.addMoments(theta, n, at, count, 0, -1 / count, moments);
    return softplus / count;
  }

  /** Draws k Gibbs steps away from the batch, of `count` rows, or from the draws of the last update. */
  function* gibbsDraws(count: number): Generator<undefined, void> {
    wasm.prepareGibbs(theta, n, m, gibbs);
    const first = persistent && updates === 0;
    if (!persistent) instance.floats(draws, count * n).set(instance.floats(batch, count * n));
    let work = 0;
    for (let from = 0; from < count; from += blockChains) {
      const chains = Math.min(blockChains, count - from);
      const at = draws + from * n * 4;
      if (first) wasm.startChains(theta, n, m, gibbs, stream, at, chains, scratch);
      const wanted = first ? recipe.k - 1 : recipe.k;
      const slice = Math.max(1, Math.floor(sliceUnits / (chains * m)));
      for (let done = 0; done < wanted; done += slice) {
        const steps = Math.min(slice, wanted - done);
        wasm.gibbsSteps(theta, n, m, gibbs, stream, at, chains, steps, 0, 0, scratch);
        if ((work += steps * chains * m) > sliceUnits) {
          work = 0;
          yield;
        }
      }
    }
  }

  /** The negative phase of the exact gradient: an expectation by quadrature. Returns log Z. */
  function* integratedPhase(): Generator<undefined, number> {
    const current = instance.readMachine(theta, n, m);
    const reuse = window !== null && updates % updatesPerWindow !== 0;
    let found = reuse ? window! : widened(yield* findWindow(instance, stored, current), current);
    for (;;) {
      window = found;
      const grid = fineGrid(window, current);
      const logZ = yield* instance.borrowing(function* () {
        const { c, count, padded } = yield* evaluate(instance, stored, grid);
        const greatest = wasm.greatestOf(c, padded);
        const weights = instance.allocate(padded * 4);
        const sum = wasm.exponentials(c, padded, greatest, 1, weights);
        wasm.exponentials(c, padded, greatest, 1 / sum, weights);
        if (borderMass(instance.floats(weights, count), grid) > borderShare) return null;
        const nodes = instance.allocate(count * 8);
        const kept = keepHeavy(instance, grid, weights, nodes);
        yield* phase(nodes, kept, weights, -1);
        wasm.addMoments(theta, n, nodes, kept, weights, -1, moments);
        return greatest + Math.log(sum) + Math.log(((grid.xmax - grid.xmin) * (grid.ymax - grid.ymin)) / count);
      });
      if (logZ !== null) return logZ;
      found = widened(yield* findWindow(instance, stored, current), current);
      if (covers(window, found)) throw new WindowError("the machine's mass can't be enclosed");
    }
  }

  /** One update; the loss before it and the gradient's norm before clipping. */
  function* update(rows: number): Generator<undefined, EpochFigures & { diverged: string | null }> {
    instance.floats(gradient, length).fill(0);
    instance.doubles(moments, n * 2).fill(0);
    wasm.inverseVariances(theta, n, inverses);
    let loss: number;
    if (exact) {
      const given = (yield* phase(x, rows, 0, 1 / rows)) / rows;
      wasm.addMoments(theta, n, x, rows, 0, 1 / rows, moments);
      loss = halfSquares() - given;
      loss += yield* integratedPhase();
    } else if (contrast) {
      const { given, drawn } = yield* contrast(batch, rows);
      loss = drawn - given + halfSquares();
    } else {
      const drawn = yield* drawnPhase(rows);
      const given = (yield* phase(batch, rows, 0, 1 / rows)) / rows;
      wasm.addMoments(theta, n, batch, rows, 0, 1 / rows, moments);
      loss = drawn - given + halfSquares();
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

  function step(norm: number): void {
    const rate = learningRateAt(recipe, updates, recipe.epochs * updatesPerEpoch);
    updates++;
    let factor = clipFactor(norm, recipe.clip);
    if (recipe.weightDecay > 0 || recipe.momentum > 0) {
      wasm.scaleGradient(n, m, theta, gradient, factor, recipe.weightDecay);
      factor = 1;
    }
    if (recipe.optimizer === "sgd") {
      if (recipe.momentum > 0) wasm.stepMomentum(n, m, theta, gradient, velocity, rate, recipe.momentum);
      else wasm.stepSgd(n, m, theta, gradient, rate * factor);
    } else {
      const [correction1, correction2] = [1 - adamBeta1 ** updates, 1 - adamBeta2 ** updates];
      wasm.stepAdam(n, m, theta, gradient, adamMoments, rate, factor, correction1, correction2);
    }
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

/** The window with room for the mass to move in before the next search. */
function widened(window: GridSpec, machine: Machine): GridSpec {
  const [sx, sy] = [0, 1].map((i) => Math.exp(machine.logSigma2[i] / 2));
  return {
    ...window,
    xmin: window.xmin - sx,
    xmax: window.xmax + sx,
    ymin: window.ymin - sy,
    ymax: window.ymax + sy
  };
}

function covers(outer: GridSpec, inner: GridSpec): boolean {
  return outer.xmin <= inner.xmin && outer.xmax >= inner.xmax && outer.ymin <= inner.ymin && outer.ymax >= inner.ymax;
}

function borderMass(weights: Float32Array, { columns, rows }: GridSpec): number {
  let mass = 0;
  for (let column = 0; column < columns; column++) mass += weights[column] + weights[(rows - 1) * columns + column];
  for (let row = 0; row < rows; row++) mass += weights[row * columns] + weights[(row + 1) * columns - 1];
  return mass;
}

/** Moves the nodes of noticeable weight to the front, with their weights; returns how many there are. */
function keepHeavy(instance: KernelInstance, grid: GridSpec, weights: number, nodes: number): number {
  const count = grid.columns * grid.rows;
  const [w, x] = [instance.floats(weights, count), instance.floats(nodes, 2 * count)];
  const width = (grid.xmax - grid.xmin) / grid.columns;
  const height = (grid.ymax - grid.ymin) / grid.rows;
  const least = 1e-9 / count;
  let kept = 0;
  for (let row = 0, at = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++, at++)
      if (w[at] > least) {
        w[kept] = w[at];
        x[2 * kept] = grid.xmin + (column + 0.5) * width;
        x[2 * kept + 1] = grid.ymin + (row + 0.5) * height;
        kept++;
      }
  return kept;
}
