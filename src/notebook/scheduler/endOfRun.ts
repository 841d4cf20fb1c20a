import { cellError, cellErrorOf } from "../notebookError.js";
import type { CellError } from "../notebookError.js";

/** The reason of a run that is ended because nobody waits for it any more. */
export const overtaken = new Error("overtaken");

/** The reason of a run that was silent for too long. */
export class TimeUp extends Error {
  constructor(deadline: number) {
    super(`The cell ran for more than ${deadline / 1000} seconds without a sign of progress, and was stopped.`);
  }
}

/** What a reader is told of a run that failed. */
export function errorOf(error: unknown): CellError {
  return error instanceof TimeUp ? cellError("time", error.message) : cellErrorOf(error);
}

/** Whoever runs a cell may be slow to hear that it is ended; nobody waits for that. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
