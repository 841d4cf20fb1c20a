import { WindowError } from "../../rbm/errors.js";
import type { RunSnapshot } from "../../kernel/protocol.js";
import type { Machine } from "../../rbm/model/machine.js";
import { LanguageError } from "../../language/languageError.js";
import type { RunValue } from "../values/value.js";
import type { LearnerFunctions } from "../worker/client.js";
import type { HostContext } from "./hostFunction.js";
import { gridFor, runValue } from "./train.js";
import type { TrainRequest } from "./trainRequest.js";

/** Trains by the reader's formulas; what is exact about each snapshot is the kernel's. */
export async function trainByFormulas(
  functions: LearnerFunctions,
  request: TrainRequest,
  context: HostContext
): Promise<RunValue> {
  const { initial: machine, data, recipe } = request;
  if (recipe.batchSize !== null || recipe.trainer !== "cd" || (recipe.chains ?? "data") !== "data") {
    throw new LanguageError(
      "arguments",
      "By formulas a machine is trained on all points at once, by contrastive divergence from the data: leave out batch, trainer and chains."
    );
  }
  const started = performance.now();
  const losses: number[] = [];
  const norms: number[] = [];
  const snapshots: RunSnapshot[] = [await snapshotOf(0, machine, request, 0, context)];
  let looks: Promise<void> = Promise.resolve();
  const value = (diverged: RunValue["run"]["diverged"] = null): RunValue =>
    runValue(request, {
      epoch: losses.length,
      losses: Float32Array.from(losses),
      gradientNorms: Float32Array.from(norms),
      snapshots: [...snapshots],
      diverged,
      by: "formulas",
      elapsed: performance.now() - started
    });
  const wanted = { machine, data, recipe, snapshotEpochs: request.snapshotEpochs };
  const result = await context.training.train(functions, wanted, {
    signal: context.signal,
    onEpochs(epochs) {
      for (const { epoch, loss, gradientNorm, machine: seen } of epochs) {
        losses.push(loss);
        norms.push(gradientNorm);
        if (seen) {
          looks = looks.then(async () => {
            if (context.signal.aborted) return;
            snapshots.push(await snapshotOf(epoch, seen, request, snapshots.length, context));
          });
        }
      }
      const epoch = losses.length;
      context.progress(epoch / recipe.epochs, `epoch ${epoch} of ${recipe.epochs}, by your formulas`);
      context.partial(value());
    }
  });
  await looks;
  context.signal.throwIfAborted();
  if (result.diverged && snapshots.at(-1)?.epoch !== losses.length) {
    snapshots.push(await snapshotOf(losses.length, result.machine, request, 0, context));
  }
  return value(result.diverged);
}

async function snapshotOf(
  epoch: number,
  machine: Machine,
  { data, test, densityEvery, recipe }: TrainRequest,
  index: number,
  { kernel, signal }: HostContext
): Promise<RunSnapshot> {
  const none = { epoch, machine, nllTrain: null, nllTest: null, logZ: null, density: null };
  const grid = gridFor(machine);
  if (!grid) return { ...none, exact: `n = ${machine.n}; log Z is summed over a plane` };
  try {
    const nllTrain = await kernel.nll({ machine, data }, { signal });
    const nllTest = test && (await kernel.nll({ machine, data: test }, { signal }));
    const density = await kernel.density({ machine, grid }, { signal });
    const shown = index % densityEvery === 0 || epoch === recipe.epochs ? density : null;
    return { ...none, nllTrain, nllTest, logZ: density.logZ, density: shown, exact: "exact" };
  } catch (error) {
    if (error instanceof WindowError) return { ...none, exact: error.message };
    throw error;
  }
}
