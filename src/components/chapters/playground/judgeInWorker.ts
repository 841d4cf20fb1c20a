import type { Judgement, JudgementRequest } from "./judgement.js";

/** The judgement, worked out in a worker; null if it is aborted. */
export function judgeInWorker(request: JudgementRequest, signal: AbortSignal): Promise<Judgement | null> {
  const worker = new Worker(import.meta.resolve("./judgeWorker.js"), { type: "module" });
  return new Promise<Judgement | null>((resolve, reject) => {
    signal.addEventListener("abort", () => resolve(null));
    worker.addEventListener("message", ({ data }: MessageEvent<Judgement>) => resolve(data));
    worker.addEventListener("error", ({ message }) => reject(new Error(`The draws could not be judged: ${message}`)));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
