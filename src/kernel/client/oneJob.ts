import type { WorkerAnswer } from "../protocol.js";
import type { JobRequest, Pool } from "./workerPool.js";

/** Work that is under way. */
export interface Started<T> {
  readonly result: Promise<T>;
  cancel(): void;
}

/** A job with one answer, on the last worker. */
export function startOne(
  pool: Pool,
  request: JobRequest,
  onProgress: (done: number) => void = () => {}
): Started<WorkerAnswer> {
  let cancel = () => {};
  const result = new Promise<WorkerAnswer>((resolve, reject) => {
    const answer = (given: WorkerAnswer) => (given.kind === "progress" ? onProgress(given.done) : resolve(given));
    cancel = pool.start(pool.size - 1, request, { answer, fail: reject, restarted: () => onProgress(0) });
  });
  return { result, cancel: () => cancel() };
}

/** The result of work, or the signal's reason; what is aborted is cancelled. */
export async function abortable<T>({ result, cancel }: Started<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return await result;
  return await new Promise<T>((resolve, reject) => {
    const abort = () => {
      cancel();
      reject(signal.reason);
    };
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

export function unexpected(answer: WorkerAnswer): Error {
  return new Error(`the worker answered ${answer.kind}`);
}
