import { bulkEffectiveSampleSize, rankSplitRhat } from "../../../../rbm/judging/rankDiagnostics.js";
import { turnsRoundOrigin } from "../../../../rbm/judging/turnsRoundOrigin.js";
import { loopEvaluator } from "../../../../rbm/model/loops.js";
import type { Machine } from "../../../../rbm/model/machine.js";
import { autocorrelation } from "../../../../rbm/sampling/diagnostics.js";
import type { Trajectory } from "../../../../rbm/sampling/trajectory.js";
import type { RaceEntry } from "./raceTypes.js";

/** The share of a sampler's steps that is left out at the start. */
const burnInShare = 0.1;
/** Points of the picture of the autocorrelation, and the Gibbs steps that it reaches over. */
const [lagsShown, reach] = [60, 600];

/**
 * What the chains of one sampler say of it, its first tenth left out.
 * @param all of a machine of the plane, n = 2
 * @param cost of a step, in Gibbs steps
 */
export function diagnosed(machine: Machine, all: Trajectory, cost: number): RaceEntry {
  const { chains } = all;
  const burnIn = Math.floor(burnInShare * all.steps);
  const steps = all.steps - burnIn;
  const x = all.x.subarray(2 * burnIn * chains);
  const energies = loopEvaluator.c(machine, Float64Array.from(x));
  const series = (valueOf: (x1: number, x2: number, at: number) => number) => ({
    steps,
    chains,
    values: Float64Array.from({ length: steps * chains }, (_, at) => valueOf(x[2 * at], x[2 * at + 1], at))
  });
  const cosine = series((x1, x2) => x1 / Math.hypot(x1, x2));
  const quantities = [
    series((x1, x2) => Math.hypot(x1, x2)),
    cosine,
    series((x1, x2) => x2 / Math.hypot(x1, x2)),
    series((_, __, at) => -energies[at])
  ];
  const lags = Math.min(steps - 1, Math.floor(reach / cost));
  const correlation = autocorrelation({ steps, chains, n: 1, x: cosine.values }, 0, lags);
  const stride = Math.max(1, Math.ceil(lags / lagsShown));
  const shown = correlation.map((value, lag) => [lag * cost, value] as const).filter((_, lag) => lag % stride === 0);
  return {
    sampleSizes: quantities.map(bulkEffectiveSampleSize),
    rhat: Math.max(...quantities.map(rankSplitRhat)),
    turns: turnsRoundOrigin({ steps, chains, n: 2, x }).reduce((sum, value) => sum + value, 0) / chains,
    lags: shown.map(([lag]) => lag),
    correlation: shown.map(([, value]) => value),
    trace: {
      radius: Float32Array.from({ length: steps }, (_, k) => Math.hypot(...pointAt(k))),
      angle: Float32Array.from({ length: steps }, (_, k) => Math.atan2(pointAt(k)[1], pointAt(k)[0]))
    }
  };

  /** the first chain's point */
  function pointAt(step: number): [number, number] {
    return [x[2 * step * chains], x[2 * step * chains + 1]];
  }
}
