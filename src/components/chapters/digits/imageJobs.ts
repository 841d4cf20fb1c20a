import type { Machine } from "../../../rbm/model/machine.js";
import type { Nearest } from "../../../rbm/judging/nearestOf.js";
import type { Mended, MendRequest } from "../../../rbm/sampling/mend.js";
import type { Points } from "../../../rbm/shapes.js";
import type { Trajectory } from "../../../rbm/sampling/trajectory.js";

/** What the chapter's own worker does: float64 work of the library that would hold up the page. */
export interface ImageJobs {
  meanField: { request: { machine: Machine; x: Float64Array; steps: number }; answer: Trajectory };
  nearest: { request: { x: Points; among: Points }; answer: Nearest };
  mend: { request: MendRequest; answer: Mended };
  bracket: { request: BracketRequest; answer: LogPartitionBracket };
  name: { request: NameRequest; answer: Named };
}

export interface BracketRequest {
  readonly machine: Machine;
  readonly train: Points;
  readonly test: Points | null;
  readonly temperatures: number;
  readonly chains: number;
  readonly seed: number;
}

/** log Z from below and from above, and the scores that follow. */
export interface LogPartitionBracket {
  readonly forward: { readonly logZ: number; readonly standardError: number };
  readonly reverse: { readonly logZ: number; readonly standardError: number };
  /** mean of c(x) over the images, in nats */
  readonly meanC: { readonly train: number; readonly test: number | null };
}

export interface NameRequest {
  readonly machine: Machine;
  readonly train: Points;
  readonly labels: Uint8Array;
  readonly test: Points;
  readonly testLabels: Uint8Array;
}

/** What multinomial regression on p(z | x) makes of the test images. */
export interface Named {
  /** the share that is right */
  readonly accuracy: number;
  /** the rows that are wrong, what each was called, and how surely */
  readonly mistakes: readonly { readonly row: number; readonly given: number; readonly probability: number }[];
}

export type ImageJobName = keyof ImageJobs;

/** Runs one job in a worker of its own; an abort ends it at once. */
export function imageJob<Name extends ImageJobName>(
  name: Name,
  request: ImageJobs[Name]["request"],
  signal?: AbortSignal
): Promise<ImageJobs[Name]["answer"]> {
  if (signal?.aborted) return Promise.reject(signal.reason as Error);
  const worker = new Worker(import.meta.resolve("./imageWorker.js"), { type: "module" });
  return new Promise<ImageJobs[Name]["answer"]>((resolve, reject) => {
    worker.addEventListener(
      "message",
      ({ data }: MessageEvent<{ answer?: ImageJobs[Name]["answer"]; fault?: string }>) => {
        if (data.fault === undefined) resolve(data.answer!);
        else reject(new Error(data.fault));
      }
    );
    worker.addEventListener("error", ({ message }) => reject(new Error(`A worker stopped: ${message}`)));
    signal?.addEventListener("abort", () => reject(signal.reason as Error));
    worker.postMessage({ name, request });
  }).finally(() => worker.terminate());
}
