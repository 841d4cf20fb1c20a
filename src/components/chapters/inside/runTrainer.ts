import type { WorkerLike } from "../../../workers/workerLike.js";
import type { RunSettings, SmallRun } from "./smallRun.js";

/** What the worker says of the settings that it was given last. */
export type RunAnswer = { readonly run: SmallRun } | { readonly fault: string };

/** Who waits for runs. */
export interface RunListener {
  trained(run: SmallRun): void;
  /** The settings asked for last can't be trained. */
  failed(message: string): void;
}

function openWorker(): WorkerLike {
  return new Worker(import.meta.resolve("./smallRunWorker.js"), { type: "module" });
}

/**
 * Trains small runs in a worker, one at a time. Of the settings asked for while one is in training only the latest are
 * trained next, so a drag shows a run as often as there is one, and ends with its own.
 * @param on told of every run that is done, oldest first
 * @param createWorker opens a worker, again if one has stopped
 * @returns asks for the run of these settings
 */
export function runTrainer(on: RunListener, createWorker: () => WorkerLike = openWorker): (s: RunSettings) => void {
  let worker: WorkerLike | null = null;
  let inTraining = false;
  let next: RunSettings | null = null;

  function open(): WorkerLike {
    const opened = createWorker();
    opened.addEventListener("message", ({ data }) => {
      const answer = data as RunAnswer;
      if ("run" in answer) on.trained(answer.run);
      else if (!next) on.failed(answer.fault);
      carryOn();
    });
    opened.addEventListener("error", ({ message }) => {
      opened.terminate();
      worker = null;
      if (!next) on.failed(message ? `The worker stopped: ${message}` : "The worker could not be started.");
      carryOn();
    });
    return opened;
  }

  function carryOn(): void {
    inTraining = false;
    if (next) train(next);
  }

  function train(settings: RunSettings): void {
    next = null;
    inTraining = true;
    worker ??= open();
    worker.postMessage(settings);
  }

  return (settings) => {
    if (inTraining) next = settings;
    else train(settings);
  };
}
