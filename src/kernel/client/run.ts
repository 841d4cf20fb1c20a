import { initialMachineOf } from "../../rbm/training/initialMachineOf.js";
import type { Run, RunOutcome, RunPhase, RunRequest, RunSnapshot, RunState, WorkerAnswer } from "../protocol.js";
import { unexpected } from "./oneJob.js";
import { startSampling } from "./sampling.js";
import { sharingWorkers, startSharedTraining } from "./sharedTraining.js";
import type { Pool } from "./workerPool.js";

/** A run that whoever started it can end for another reason than its reader's. */
export interface StartedRun extends Run {
  end(outcome: RunOutcome): void;
}

/** Training on the first worker, or on several that share it, then sampling; its state is published at each answer. */
export function startRun(pool: Pool, request: RunRequest, onUpdate: (state: RunState) => void): StartedRun {
  const { recipe, sampling } = request;
  const started = performance.now();
  const initial = request.initial ?? initialMachineOf(recipe, request.data.n);
  let epoch = 0;
  let snapshots: RunSnapshot[] = [];
  let [losses, gradientNorms] = [new Float32Array(recipe.epochs), new Float32Array(recipe.epochs)];
  let state: RunState | null = null;
  let cancelWork: () => void;
  let ended = false;
  let resolve!: (outcome: RunOutcome) => void;
  let reject!: (error: Error) => void;
  const finished = new Promise<RunOutcome>((...settlers) => ([resolve, reject] = settlers));

  const { data, test, snapshotEpochs, grid, densityEvery = 1, slices = 1 } = request;
  const work = { data, test, recipe, snapshotEpochs, grid, densityEvery, slices, initial };
  const workers = sharingWorkers(pool.size, slices);
  const listener = { answer: onTraining, fail, restarted: restart };
  cancelWork =
    workers > 1
      ? startSharedTraining(pool, workers, work, listener)
      : pool.start(0, { kind: "train", request: work }, listener);

  function onTraining(answer: WorkerAnswer): void {
    if (answer.kind !== "trained") return fail(unexpected(answer));
    losses.set(answer.losses, epoch);
    gradientNorms.set(answer.gradientNorms, epoch);
    epoch = answer.epoch;
    snapshots = [...snapshots, ...answer.snapshots];
    if (answer.diverged) publish("diverged", { diverged: answer.diverged });
    else if (!answer.finished) publish("training");
    else if (!sampling) publish("done");
    else sample();
    if (answer.finished && (answer.diverged || !sampling)) settle(answer.diverged ? "diverged" : "done");
  }

  function sample(): void {
    publish("sampling");
    if (ended) return;
    const { machine } = snapshots[snapshots.length - 1];
    const job = startSampling(pool, { ...sampling!, machine, start: null });
    cancelWork = job.cancel;
    job.result.then((trajectory) => {
      if (ended) return;
      publish("done", { trajectory });
      settle("done");
    }, fail);
  }

  function publish(phase: RunPhase, more: Partial<RunState> = {}): void {
    state = {
      phase,
      epoch,
      epochs: recipe.epochs,
      losses: losses.subarray(0, epoch),
      gradientNorms: gradientNorms.subarray(0, epoch),
      snapshots,
      trajectory: null,
      diverged: null,
      elapsed: performance.now() - started,
      ...more
    };
    onUpdate(state);
  }

  /** After a worker died: the same seed gives the same run, from its beginning. */
  function restart(): void {
    epoch = 0;
    snapshots = [];
    [losses, gradientNorms] = [new Float32Array(recipe.epochs), new Float32Array(recipe.epochs)];
  }

  function settle(outcome: RunOutcome): void {
    if (ended) return;
    ended = true;
    resolve(outcome);
  }

  function fail(error: Error): void {
    if (ended) return;
    ended = true;
    cancelWork();
    reject(error);
  }

  function end(outcome: RunOutcome): void {
    if (ended) return;
    cancelWork();
    settle(outcome);
  }

  return {
    finished,
    get state() {
      return state;
    },
    cancel: () => end("cancelled"),
    end
  };
}
