import type { Machine } from "../../../rbm/model/machine.js";
import type { Trajectory } from "../../../rbm/sampling/trajectory.js";
import type { DistancesByStep } from "../../../rbm/judging/kuiperDistance.js";

export interface MixingRequest {
  readonly trajectory: Trajectory;
  /** what the chains draw from */
  readonly machine: Machine;
  /** steps left out at the start of every chain */
  readonly burnIn: number;
  readonly greatestLag: number;
}

/** How well chains mix, for each coordinate of x. */
export interface Mixing extends Omit<MixingRequest, "trajectory" | "machine"> {
  readonly chains: number;
  /** draws counted: chains times steps after the burn-in */
  readonly draws: number;
  readonly autocorrelations: readonly number[][];
  readonly effectiveSampleSizes: readonly number[];
  readonly splitRhats: readonly number[];
  /** of the first steps, none left out */
  readonly distances: DistancesByStep;
}

/** How well the chains drawn from a machine mix, without their first tenth; computed in a worker of its own; an abort ends it at once. */
export function mixingOf(
  { trajectory, machine }: Pick<MixingRequest, "trajectory" | "machine">,
  signal: AbortSignal
): Promise<Mixing> {
  if (signal.aborted) return Promise.reject(signal.reason as Error);
  const burnIn = trajectory.steps < 10 ? 0 : Math.floor(trajectory.steps / 10);
  const greatestLag = Math.min(100, trajectory.steps - burnIn - 1);
  const worker = new Worker(import.meta.resolve("./mixingWorker.js"), { type: "module" });
  return new Promise<Mixing>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<Mixing>) => resolve(data));
    worker.addEventListener("error", ({ message }) =>
      reject(new Error(`The chains could not be examined: ${message}`))
    );
    signal.addEventListener("abort", () => reject(signal.reason as Error));
    worker.postMessage({ trajectory, machine, burnIn, greatestLag } satisfies MixingRequest);
  }).finally(() => worker.terminate());
}
