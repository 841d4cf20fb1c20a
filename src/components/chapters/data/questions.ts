import { ringNegativeLogLikelihood } from "../../../rbm/exact/ringDensity.js";
import type { Verdict } from "../../article/question.js";
import type { MixtureScore } from "./mixtureStudy.js";
import type { RingSample } from "./ringExplorer.js";

/** Is the floor near a quarter of a nat, as it is for half the noise? */
export function floorNearAQuarter({ heldOut, noise }: Pick<RingSample, "heldOut" | "noise">): Verdict {
  const floor = ringNegativeLogLikelihood(heldOut, { noise });
  const found = `The truth scores ${floor.toFixed(2)} nats.`;
  if (floor > 0.35) return { right: false, why: `${found} On a thinner ring, fresh points are less of a surprise.` };
  if (floor < 0.15) return { right: false, why: `${found} That is lower than asked.` };
  return { right: true, why: `${found} Half the noise, half the area: the score falls by log 2 = 0.69.` };
}

export interface MixtureShown {
  readonly components: number;
  /** of all mixtures fitted so far */
  readonly scores: readonly MixtureScore[];
  readonly sample: Pick<RingSample, "data" | "heldOut" | "noise">;
}

/** Is the mixture shown at least 0.15 nats worse on fresh points than on those it was fitted to, the truth's gap aside? */
export function overfits({ components, scores, sample: { data, heldOut, noise } }: MixtureShown): Verdict {
  const shown = scores.find((score) => score.components === components);
  if (!shown) return { right: false, why: `The mixture of ${components} is being fitted.` };
  const law = { noise };
  const luck = ringNegativeLogLikelihood(heldOut, law) - ringNegativeLogLikelihood(data, law);
  const gap = shown.nllHeldOut - shown.nllData - luck;
  const found = `K = ${components}: it loses ${gap.toFixed(2)} nats on fresh points, luck aside.`;
  return gap >= 0.15
    ? { right: true, why: `${found} Its blobs have settled on the accidents of these points.` }
    : { right: false, why: `${found} More blobs for the same points would fit them more closely.` };
}
