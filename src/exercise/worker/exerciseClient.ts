import { WatchedWorker } from "../../language/worker/watchedWorker.js";
import type { WorkerLike } from "../../workers/workerLike.js";
import type { Progress, Request, Results } from "./messages.js";

/** Longest time without a message while a formula runs, in milliseconds. */
const runLimit = 2000;

/** Runs the exercise's formulas in a worker, one request after the other. */
export class ExerciseClient {
  private readonly worker: WatchedWorker<Progress["train"] | Progress["sample"] | null>;

  constructor(
    createWorker: () => WorkerLike,
    private readonly limit = runLimit
  ) {
    this.worker = new WatchedWorker({ createWorker, name: "exercise’s worker", closed: "The exercise was closed." });
  }

  /**
   * @throws LanguageError "time" if a formula didn't end, "worker" if the worker died, others from the request's formulas. An abort ends the worker and rejects with the signal's reason.
   */
  ask<K extends keyof Results>(
    request: Request & { kind: K },
    { onProgress, signal }: { onProgress?: (progress: Progress[K]) => void; signal?: AbortSignal } = {}
  ): Promise<Results[K]> {
    return this.worker.run<Results[K]>({
      message: () => ({ request }),
      limit: this.limit,
      signal,
      onNews: (news) => news && onProgress?.(news as Progress[K])
    });
  }

  /** Ends the worker; what is under way is rejected. */
  close(): void {
    this.worker.close();
  }
}
