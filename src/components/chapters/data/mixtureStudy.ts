import type { GaussianMixtureFit } from "../../../rbm/data/gaussianMixture.js";
import type { Points } from "../../../rbm/shapes.js";
import type { PlaneMixture } from "../../figures/plane/mixtureLayer.js";

export interface MixtureRequest {
  readonly data: Points;
  readonly heldOut: Points;
  /** numbers of components, in the order wanted */
  readonly components: readonly number[];
}

/** A mixture fitted by EM, scored in nats a point on what it was fitted to and on held-out points. */
export interface MixtureScore {
  readonly components: number;
  readonly mixture: GaussianMixtureFit;
  readonly nllData: number;
  readonly nllHeldOut: number;
}

/**
 * Fits one mixture for each number of components in a worker, and yields all scores so far, by number, after each.
 * Leaving the loop ends the worker; so does the signal, amid a fit too, after which nothing more is yielded.
 */
export async function* mixtureStudy(
  request: MixtureRequest,
  signal: AbortSignal = new AbortController().signal
): AsyncGenerator<readonly MixtureScore[]> {
  // A worker for each event of a drag would cost more than the fits; one starts where the hand rests.
  await new Promise((resolve) => setTimeout(resolve, 120));
  if (signal.aborted) return;
  const worker = new Worker(import.meta.resolve("./mixtureWorker.js"), { type: "module" });
  let scores: MixtureScore[] = [];
  let wake = () => {};
  let failure: Error | null = null;
  worker.addEventListener("message", ({ data }: MessageEvent<MixtureScore>) => {
    scores = [...scores, data].sort((a, b) => a.components - b.components);
    wake();
  });
  worker.addEventListener("error", ({ message }) => {
    failure = new Error(`The mixtures could not be fitted: ${message}`);
    wake();
  });
  signal.addEventListener("abort", () => {
    worker.terminate();
    wake();
  });
  worker.postMessage(request);
  try {
    yield scores;
    // Scores may come while the page draws: what was seen is what was yielded.
    for (let seen = 0; seen < request.components.length;) {
      if (scores.length === seen && !failure && !signal.aborted) await new Promise<void>((resolve) => (wake = resolve));
      if (signal.aborted) return;
      if (failure) throw failure;
      seen = scores.length;
      yield scores;
    }
  } finally {
    worker.terminate();
  }
}

/** A mixture as the plane draws it: flat arrays. */
export function planeMixture({ weights, means, covariances }: GaussianMixtureFit): PlaneMixture {
  return { weights, means: means.flat(), covariances: covariances.flat(2) };
}
