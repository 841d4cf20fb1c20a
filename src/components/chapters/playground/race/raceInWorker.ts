import type { RaceMessage, RaceRequest, RaceResult } from "./raceTypes.js";

/** The race, run in a worker of its own; an abort ends it at once, and what has come until then stays. */
export function raceInWorker(
  request: RaceRequest,
  signal: AbortSignal,
  on: { result(result: RaceResult): void; progress(done: number): void }
): Promise<void> {
  const worker = new Worker(import.meta.resolve("./raceWorker.js"), { type: "module" });
  return new Promise<void>((resolve, reject) => {
    signal.addEventListener("abort", () => resolve());
    worker.addEventListener("message", ({ data }: MessageEvent<RaceMessage>) => {
      if (data.kind === "end") resolve();
      else if (data.kind === "progress") on.progress(data.done);
      else on.result(data.result);
    });
    worker.addEventListener("error", ({ message }) => reject(new Error(`The samplers could not be raced: ${message}`)));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
