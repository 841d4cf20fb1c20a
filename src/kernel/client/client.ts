import {
  checkAnnealRequest,
  checkDensityRequest,
  checkLangevinRequest,
  checkNllRequest,
  checkReplicaRequest,
  checkRunRequest,
  checkSampleRequest
} from "../checks.js";
import { initialMachineOf } from "../../rbm/training/initialMachineOf.js";
import type {
  ClientOptions,
  KernelClient,
  RunOutcome,
  RunPhase,
  RunRequest,
  Run,
  RunSnapshot,
  RunState,
  WorkerAnswer
} from "../protocol.js";
import { sharingWorkers, startSharedTraining } from "./sharedTraining.js";
import { abortable, startOne, unexpected } from "./oneJob.js";
import { startSampling } from "./sampling.js";
import { createPool } from "./workerPool.js";
import type { Pool } from "./workerPool.js";

export { KernelWorkerError } from "./workerPool.js";

/**
 * The kernel behind workers. Training runs on the first, or on several if the request cuts its batches into slices;
 * chains are split over all of them by whole blocks. Results do not depend on how many there are.
 * @param options the compiled kernel, and how to make a worker
 * @returns the client; call its `close()` when done
 */
export function createKernelClient(options: ClientOptions): KernelClient {
  const pool = createPool(options);
  let running: { end(outcome: RunOutcome): void } | undefined;

  function train(request: RunRequest, onUpdate: (state: RunState) => void): Run {
    checkRunRequest(request);
    running?.end("overtaken");
    const run = startRun(pool, request, onUpdate);
    running = run;
    return run;
  }

  return {
    train,
    states: (request) => statesOf(request, train),
    async sample(request, { signal, ...heard } = {}) {
      checkSampleRequest(request);
      return await abortable(startSampling(pool, request, heard), signal);
    },
    async sampleReplicas(request, { signal, onProgress } = {}) {
      checkReplicaRequest(request);
      const answer = await abortable(startOne(pool, { kind: "replicas", request }, onProgress), signal);
      if (answer.kind !== "replicas") throw unexpected(answer);
      return answer.result;
    },
    async sampleLangevin(request, { signal, onProgress } = {}) {
      checkLangevinRequest(request);
      const answer = await abortable(startOne(pool, { kind: "langevin", request }, onProgress), signal);
      if (answer.kind !== "langevin") throw unexpected(answer);
      return answer.result;
    },
    async anneal(request, { signal, onProgress } = {}) {
      checkAnnealRequest(request);
      const answer = await abortable(startOne(pool, { kind: "anneal", request }, onProgress), signal);
      if (answer.kind !== "annealed") throw unexpected(answer);
      return answer.result;
    },
    async density(request, { signal } = {}) {
      checkDensityRequest(request);
      const answer = await abortable(startOne(pool, { kind: "density", request }), signal);
      if (answer.kind !== "density") throw unexpected(answer);
      return answer.density;
    },
    async nll(request, { signal } = {}) {
      checkNllRequest(request);
      const answer = await abortable(startOne(pool, { kind: "nll", request }), signal);
      if (answer.kind !== "nll") throw unexpected(answer);
      return answer.nll;
    },
    hold: (held) => pool.hold(held),
    close() {
      running?.end("cancelled");
      pool.close();
    }
  };
}

/** One run; its state is published at each answer. */
function startRun(
  pool: Pool,
  request: RunRequest,
  onUpdate: (state: RunState) => void
): Run & { end(outcome: RunOutcome): void } {
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

/** The newest state each time it is asked for; leaving the loop cancels the run. */
async function* statesOf(
  request: RunRequest,
  train: KernelClient["train"]
): AsyncGenerator<RunState, RunOutcome, void> {
  let newest: RunState | undefined;
  let wake = () => {};
  let outcome: RunOutcome | undefined;
  let failure: unknown;
  const run = train(request, (state) => {
    newest = state;
    wake();
  });
  run.finished.then(
    (value) => {
      outcome = value;
      wake();
    },
    (error) => {
      failure = error;
      wake();
    }
  );
  try {
    for (;;) {
      if (failure) throw failure;
      if (newest && outcome !== "overtaken" && outcome !== "cancelled") {
        const state = newest;
        newest = undefined;
        yield state;
      } else if (outcome) return outcome;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    run.cancel();
  }
}
