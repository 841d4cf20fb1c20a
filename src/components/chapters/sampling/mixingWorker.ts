/** Diagnostics of mixing off the page's thread: a trajectory in, its correlations and their consequences out. */
import { autocorrelation, effectiveSampleSize, splitRhat } from "../../../rbm/sampling/diagnostics.js";
import { distancesByStep } from "../../../rbm/judging/kuiperDistance.js";
import type { Mixing, MixingRequest } from "./mixing.js";

/** Steps whose distance from the machine's law is shown: the angle needs about half of them. */
const shownSteps = 300;

self.addEventListener(
  "message",
  ({ data: { trajectory, machine, burnIn, greatestLag } }: MessageEvent<MixingRequest>) => {
    const { chains, n, steps } = trajectory;
    const settled = { ...trajectory, steps: steps - burnIn, x: trajectory.x.subarray(burnIn * chains * n) };
    const coordinates = Array.from({ length: n }, (_, coordinate) => coordinate);
    self.postMessage({
      chains,
      burnIn,
      greatestLag,
      draws: settled.steps * chains,
      autocorrelations: coordinates.map((coordinate) => autocorrelation(settled, coordinate, greatestLag)),
      effectiveSampleSizes: coordinates.map((coordinate) => effectiveSampleSize(settled, coordinate)),
      splitRhats: coordinates.map((coordinate) => splitRhat(settled, coordinate)),
      distances: distancesByStep(trajectory, machine, shownSteps)
    } satisfies Mixing);
  }
);
