import { WindowError } from "../../rbm/errors.js";
import type { Machine } from "../../rbm/model/machine.js";
import type { Points } from "../../rbm/shapes.js";
import { meanC, store } from "./c.js";
import type { KernelInstance } from "./instance.js";
import type { Divergence, RunSnapshot, TrainRequest } from "../protocol.js";
import { density, logPartition } from "./quadrature.js";
import type { Exchange } from "./slicedContrast.js";
import { createTrainer } from "./training.js";

/** What training yields; undefined only lets others run. */
export type TrainingEvent =
  | { readonly kind: "epoch"; readonly loss: number; readonly gradientNorm: number }
  | { readonly kind: "snapshot"; readonly snapshot: RunSnapshot }
  | { readonly kind: "diverged"; readonly diverged: Divergence };

/**
 * Trains, with a snapshot after each epoch of request.snapshotEpochs and after the last, finite one.
 * @param exchange with the other workers that share the run, if there are any; it yields while it waits for them
 */
export function* trainWithSnapshots(
  instance: KernelInstance,
  request: TrainRequest,
  exchange?: Exchange
): Generator<TrainingEvent | undefined, Machine> {
  const { recipe, initial, snapshotEpochs, densityEvery = 1 } = request;
  const trainer = createTrainer(instance, initial, request.data, recipe, {
    slices: request.slices ?? 1,
    ...(exchange && { exchange })
  });
  const wanted = new Set(snapshotEpochs);
  let taken = 0;
  function* take(epoch: number, machine: Machine, last: boolean): Generator<undefined, TrainingEvent> {
    const grid = last || taken % densityEvery === 0 ? request.grid : null;
    taken++;
    return { kind: "snapshot", snapshot: yield* takeSnapshot(instance, { ...request, grid }, epoch, machine) };
  }
  if (wanted.has(0)) yield yield* take(0, initial, false);
  for (let epoch = 1; epoch <= recipe.epochs; epoch++) {
    const { loss, gradientNorm, diverged } = yield* tryEpoch(trainer);
    if (diverged !== null) {
      if (!wanted.has(epoch - 1)) {
        yield yield* take(epoch - 1, trainer.machine(), true);
      }
      yield { kind: "diverged", diverged: { epoch, reason: diverged } };
      break;
    }
    yield { kind: "epoch", loss, gradientNorm };
    const last = epoch === recipe.epochs;
    if (wanted.has(epoch) || last) yield yield* take(epoch, trainer.machine(), last);
  }
  return trainer.machine();
}

/** A machine too wide for the exact gradient has diverged as well. */
function* tryEpoch(trainer: ReturnType<typeof createTrainer>) {
  try {
    return yield* trainer.epoch();
  } catch (error) {
    if (!(error instanceof WindowError)) throw error;
    return { loss: NaN, gradientNorm: NaN, diverged: error.message };
  }
}

function* takeSnapshot(
  instance: KernelInstance,
  { data, test, grid }: TrainRequest,
  epoch: number,
  machine: Machine
): Generator<undefined, RunSnapshot> {
  const none = { epoch, machine, nllTrain: null, nllTest: null, logZ: null, density: null };
  if (machine.n !== 2) return { ...none, exact: `n = ${machine.n}; log Z is summed over a plane` };
  return yield* instance.borrowing(function* () {
    const stored = store(instance, machine);
    let logZ: number;
    try {
      logZ = yield* logPartition(instance, stored, machine);
    } catch (error) {
      if (!(error instanceof WindowError)) throw error;
      return { ...none, exact: error.message };
    }
    return {
      epoch,
      machine,
      nllTrain: logZ - (yield* meanC(instance, stored, data.values)),
      nllTest: test && logZ - (yield* meanC(instance, stored, test.values)),
      logZ,
      exact: "exact",
      density: grid && (yield* density(instance, machine, grid, logZ))
    };
  });
}

/** Exact negative log-likelihood of data, in nats a point; n = 2. @throws WindowError */
export function* negativeLogLikelihood(
  instance: KernelInstance,
  machine: Machine,
  data: Points
): Generator<undefined, { nll: number; logZ: number }> {
  return yield* instance.borrowing(function* () {
    const stored = store(instance, machine);
    const logZ = yield* logPartition(instance, stored, machine);
    return { nll: logZ - (yield* meanC(instance, stored, data.values)), logZ };
  });
}
