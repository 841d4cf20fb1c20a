/** Chains with a noise of their own off the page's thread: a request in, the last draws and the exact spread out. */
import { marginalsOf } from "../../../rbm/judging/kuiperDistance.js";
import { deviationOf, drawsWithNoise } from "./noise.js";
import type { NoiseRequest } from "./noise.js";

export interface NoiseAnswer {
  readonly request: NoiseRequest;
  /** shape (chains, 2), flat */
  readonly draws: Float64Array;
  /** standard deviation of the radius in the machine's exact density */
  readonly exactSpread: number;
}

self.addEventListener("message", ({ data: request }: MessageEvent<NoiseRequest>) => {
  const exactSpread = deviationOf(marginalsOf(request.machine).radius);
  self.postMessage({ request, draws: drawsWithNoise(request), exactSpread } satisfies NoiseAnswer);
});
