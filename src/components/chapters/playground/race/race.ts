import { KernelInstance } from "../../../../kernel/engine/instance.js";
import { createRandom } from "../../../../rbm/random.js";
import { diagnosed } from "./raceDiagnosis.js";
import { runnersOf } from "./raceRunners.js";
import type { RaceRequest, RaceResult } from "./raceTypes.js";

/** Chains of each sampler, and the steps of block Gibbs that draw as many hidden units as a chain may. */
export const chains = 32;
const standardSteps = 4000;
/** The share of its steps that a sampler runs before its time is taken: its code is compiled at first use. */
const warmUpShare = 0.05;

/**
 * Runs each sampler on the machine for the same number of hidden units drawn, all in the kernel on one thread, and says
 * how well it mixed. Yields the share that is done; each result is given to `onResult` as it comes.
 * @param now a clock in milliseconds; only the steps are timed, not the diagnostics
 * @param stepsOfGibbs what each chain may draw, in steps of block Gibbs
 * @throws ShapeError, ValueError
 */
export function* race(
  request: RaceRequest,
  now: () => number,
  onResult: (result: RaceResult) => void,
  stepsOfGibbs = standardSteps
): Generator<number, void> {
  const runners = runnersOf(request);
  for (const [at, { name, cost, draw }] of runners.entries()) {
    const steps = Math.max(20, Math.floor(stepsOfGibbs / cost));
    const instance = new KernelInstance(request.module);
    const job = (length: number) => {
      instance.reset();
      const random = createRandom(request.seed, `${name}: start`);
      return draw(instance, { chains, steps: length, seed: request.seed + at, random });
    };
    const warming = job(Math.ceil(warmUpShare * steps));
    while (!warming.next().done) yield at / runners.length;
    const work = job(steps);
    let milliseconds = 0;
    for (;;) {
      const begun = now();
      const { value, done } = work.next();
      milliseconds += now() - begun;
      if (done) {
        const { note, x } = value;
        const trajectory = { steps, chains, n: 2, x };
        onResult({ name, cost, steps, milliseconds, note, ...diagnosed(request.machine, trajectory, cost) });
        break;
      }
      yield (at + (value ?? 0)) / runners.length;
    }
  }
}
