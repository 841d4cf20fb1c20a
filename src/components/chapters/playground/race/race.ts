import { bulkEffectiveSampleSize, rankSplitRhat } from "../../../../rbm/judging/rankDiagnostics.js";
import { turnsRoundOrigin } from "../../../../rbm/judging/turnsRoundOrigin.js";
import { loopEvaluator } from "../../../../rbm/model/loops.js";
import type { Machine } from "../../../../rbm/model/machine.js";
import { createRandom } from "../../../../rbm/random.js";
import { autocorrelation } from "../../../../rbm/sampling/diagnostics.js";
import { gibbsStep } from "../../../../rbm/sampling/gibbs.js";
import { gibbsLangevinStep } from "../../../../rbm/sampling/gibbsLangevin.js";
import { createReplicaChains, temperatureLadder, temperedLadder } from "../../../../rbm/sampling/parallelTempering.js";
import { gaussianOf } from "../../../../rbm/sampling/temperedPath.js";
import type { Points } from "../../../../rbm/shapes.js";
import type { RaceEntry, RaceRequest, RaceResult } from "./raceTypes.js";

/** Chains of each sampler, hidden units drawn by each chain, and the share of its steps that are left out at the start. */
export const chains = 25;
const standardSteps = 4000;
const burnInShare = 0.1;
/** Step of the Langevin moves as a share of σ², and how many of them a sweep has. */
const langevin = { stepSize: 0.5, innerSteps: 5 };
const rungs = 6;
/** Points of the picture of the autocorrelation, and the Gibbs steps that it reaches over. */
const [lagsShown, reach] = [60, 600];

/** One sampler at the start: a step at a time, the x of all chains after each. */
interface Runner {
  readonly name: string;
  /** hidden units drawn by a chain in a step, in units of m: one a rung */
  readonly cost: number;
  readonly step: () => Float64Array;
  readonly note: () => string;
}

/**
 * Runs each sampler on the machine for the same number of hidden units drawn, all by the library's loops, and says how
 * well it mixed. Yields the share that is done; each result is given to `onResult` as it comes.
 * @param now a clock in milliseconds; only the steps are timed, not the diagnostics
 * @param stepsOfGibbs what each chain may draw, in steps of block Gibbs
 */
export function* race(
  { machine, snapshots, data, seed }: RaceRequest,
  now: () => number,
  onResult: (result: RaceResult) => void,
  stepsOfGibbs = standardSteps
): Generator<number, void> {
  const runners = runnersOf(machine, snapshots, data, seed);
  for (const [at, { name, cost, step, note }] of runners.entries()) {
    const steps = Math.max(20, Math.floor(stepsOfGibbs / cost));
    const x = new Float64Array(steps * chains * 2);
    let milliseconds = 0;
    for (let k = 0; k < steps; k++) {
      const begun = now();
      x.set(step(), k * chains * 2);
      milliseconds += now() - begun;
      if (k % 50 === 0) yield (at + k / steps) / runners.length;
    }
    onResult({ name, cost, milliseconds, note: note(), ...diagnosed(machine, x, steps, cost) });
  }
}

function runnersOf(machine: Machine, snapshots: readonly Machine[], data: Points, seed: number): Runner[] {
  const base = gaussianOf(data.values, 2);
  const start = (name: string) => {
    const random = createRandom(seed, `${name}: start`);
    const values = Float64Array.from(
      { length: 2 * chains },
      (_, at) => base.mean[at % 2] + Math.sqrt(base.variance[at % 2]) * random.normal()
    );
    return { n: 2, count: chains, values } satisfies Points;
  };
  const sweeps = (name: string, sweep: (x: Points) => { x: Points; accepted?: number }, corrected = false): Runner => {
    let [x, accepted, done]: [Points, number, number] = [start(name), 0, 0];
    return {
      name,
      cost: 1,
      step() {
        const next = sweep(x);
        ({ x } = next);
        accepted += next.accepted ?? 0;
        done += chains;
        return x.values as Float64Array;
      },
      note: () => (corrected ? `accepts ${Math.round((100 * accepted) / done)} %` : "")
    };
  };
  const replicas = (name: string, ladder: readonly Machine[]): Runner => {
    const random = createRandom(seed, name);
    const { values } = start(name);
    const everywhere = Float64Array.from(
      { length: ladder.length * values.length },
      (_, at) => values[at % values.length]
    );
    const exchange = createReplicaChains({ ladder, chains, random, start: everywhere });
    return {
      name,
      cost: ladder.length,
      step() {
        exchange.step();
        return exchange.at(ladder.length - 1);
      },
      note: () =>
        `${ladder.length} rungs, the least exchange accepted ${Math.round(100 * Math.min(...exchange.acceptance()))} %`
    };
  };
  const randomOf = (name: string) => createRandom(seed, name);
  const [gibbs, plain, corrected] = ["gibbs", "langevin", "corrected"].map(randomOf);
  const entries = [
    sweeps("Block Gibbs", (x) => gibbsStep(machine, x, gibbs)),
    replicas("Parallel tempering", temperedLadder(machine, base, temperatureLadder(rungs, 1))),
    ...(snapshots.length > 1 ? [replicas("Trajectory tempering", snapshots)] : []),
    sweeps(
      "Gibbs–Langevin, corrected",
      (x) => gibbsLangevinStep(machine, x, { ...langevin, corrected: true }, corrected),
      true
    ),
    sweeps("Gibbs–Langevin, biased", (x) => gibbsLangevinStep(machine, x, { ...langevin, corrected: false }, plain))
  ];
  return entries;
}

/** What the chains of one sampler say of it, its first tenth left out. */
function diagnosed(machine: Machine, all: Float64Array, allSteps: number, cost: number): RaceEntry {
  const burnIn = Math.floor(burnInShare * allSteps);
  const steps = allSteps - burnIn;
  const x = all.subarray(2 * burnIn * chains);
  const energies = loopEvaluator.c(machine, x.slice());
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
    correlation: shown.map(([, value]) => value)
  };
}
