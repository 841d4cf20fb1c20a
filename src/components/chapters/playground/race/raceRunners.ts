import type { KernelInstance } from "../../../../kernel/engine/instance.js";
import { sampleLangevin } from "../../../../kernel/engine/langevin.js";
import { sampleReplicas } from "../../../../kernel/engine/replicas.js";
import { sampleBlocks } from "../../../../kernel/engine/sampling.js";
import type { Sampling } from "../../../../kernel/protocol.js";
import type { Machine } from "../../../../rbm/model/machine.js";
import type { Random } from "../../../../rbm/random.js";
import { temperatureLadder, temperedLadder } from "../../../../rbm/sampling/parallelTempering.js";
import { gaussianOf } from "../../../../rbm/sampling/temperedPath.js";
import type { RaceRequest } from "./raceTypes.js";

/** What a sampler drew: (steps, chains, 2), and a word on how it went. */
interface Drawn {
  readonly x: Float32Array | Float64Array;
  readonly note: string;
}

/** One sampler of the race. */
export interface Runner {
  readonly name: string;
  /** hidden units drawn by a chain in a step, in units of m */
  readonly cost: number;
  /** Runs the sampler from points of the data's Gaussian, and yields the share that is done, where that is known. */
  draw(instance: KernelInstance, run: Sampling & { random: Random }): Generator<number | undefined, Drawn>;
}

/** Step of the Langevin moves as a share of σ², and how many of them a sweep has. */
const langevin = { stepSize: 0.5, innerSteps: 5 };
/** How often a step of two rungs offers the Gaussian's points: they cost no hidden units, and their c(x) little. */
const offersOfTwo = 4;

/** The samplers of a race, in the order in which they run. */
export function runnersOf({ machine, snapshots, data, rungs }: RaceRequest): Runner[] {
  const base = gaussianOf(data.values, 2);
  const startOf = (random: Random, count: number) =>
    Float32Array.from(
      { length: 2 * count },
      (_, at) => base.mean[at % 2] + Math.sqrt(base.variance[at % 2]) * random.normal()
    );

  const replicas = (name: string, ladder: readonly Machine[]): Runner => ({
    name,
    cost: ladder.filter((rung) => rung === ladder.at(-1) || rung.W.some((weight) => weight !== 0)).length,
    *draw(instance, { random, ...run }) {
      const one = startOf(random, run.chains);
      const start = Float32Array.from({ length: ladder.length * one.length }, (_, at) => one[at % one.length]);
      const offers = ladder.length === 2 ? offersOfTwo : 1;
      const { x, acceptance } = yield* sampleReplicas(instance, { ladder, ...run, start, offers });
      return {
        x,
        note: `${ladder.length} rungs, the least exchange accepted ${Math.round(100 * Math.min(...acceptance))} %`
      };
    }
  });

  const langevinRunner = (name: string, corrected: boolean): Runner => ({
    name,
    cost: 1,
    *draw(instance, { random, ...run }) {
      const start = startOf(random, run.chains);
      const move = { ...langevin, corrected };
      const { x, acceptance } = yield* sampleLangevin(instance, { machine, move, ...run, start });
      return { x, note: corrected ? `accepts ${Math.round(100 * acceptance)} %` : "" };
    }
  });

  return [
    {
      name: "Block Gibbs",
      cost: 1,
      *draw(instance, { random, ...run }) {
        const start = startOf(random, run.chains);
        const chains = sampleBlocks(instance, { machine, ...run, start, firstChain: 0 });
        for (;;) {
          const { value, done } = chains.next();
          if (done) return { x: value, note: "" };
          yield value.done;
        }
      }
    },
    replicas("Parallel tempering", temperedLadder(machine, base, temperatureLadder(rungs, 1))),
    ...(snapshots.length > 1 ? [replicas("Trajectory tempering", snapshots)] : []),
    langevinRunner("Gibbs–Langevin, corrected", true),
    langevinRunner("Gibbs–Langevin, biased", false)
  ];
}
