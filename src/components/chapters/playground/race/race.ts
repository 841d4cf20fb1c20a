import type { Machine } from "../../../../rbm/model/machine.js";
import { createRandom } from "../../../../rbm/random.js";
import { gibbsStep } from "../../../../rbm/sampling/gibbs.js";
import { gibbsLangevinStep } from "../../../../rbm/sampling/gibbsLangevin.js";
import { createReplicaChains, temperatureLadder, temperedLadder } from "../../../../rbm/sampling/parallelTempering.js";
import { gaussianOf } from "../../../../rbm/sampling/temperedPath.js";
import type { Points } from "../../../../rbm/shapes.js";
import { diagnosed } from "./raceDiagnosis.js";
import type { RaceRequest, RaceResult } from "./raceTypes.js";

/** Chains of each sampler, and the steps of block Gibbs that draw as many hidden units as a chain may. */
export const chains = 25;
const standardSteps = 4000;
/** Step of the Langevin moves as a share of σ², and how many of them a sweep has. */
const langevin = { stepSize: 0.5, innerSteps: 5 };
const rungs = 6;

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
    onResult({
      name,
      cost,
      steps,
      milliseconds,
      note: note(),
      ...diagnosed(machine, { steps, chains, n: 2, x }, cost)
    });
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
