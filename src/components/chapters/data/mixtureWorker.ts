/** Fits Gaussian mixtures off the page's thread: one message in, a message out for each number of components. */
import { fitGaussianMixture, mixtureNegativeLogLikelihood } from "../../../rbm/data/gaussianMixture.js";
import { createRandom } from "../../../rbm/random.js";
import type { MixtureRequest, MixtureScore } from "./mixtureStudy.js";

self.addEventListener("message", ({ data: { data, heldOut, components } }: MessageEvent<MixtureRequest>) => {
  for (const k of components) {
    const mixture = fitGaussianMixture({ data, components: k, random: createRandom(k, "mixture") });
    const nllHeldOut = mixtureNegativeLogLikelihood(mixture, heldOut);
    self.postMessage({ components: k, mixture, nllData: mixture.nll, nllHeldOut } satisfies MixtureScore);
  }
});
