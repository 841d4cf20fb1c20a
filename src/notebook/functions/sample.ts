import { LanguageError } from "../../language/languageError.js";
import type { Trajectory } from "../../rbm/sampling/trajectory.js";
import { tensorValue } from "../values/asTensor.js";
import type { TensorValue } from "../values/value.js";
import type { HostFunction } from "./hostFunction.js";

/** Most numbers a trajectory of a notebook may hold: 128 MB as formulas see it. */
const mostNumbers = 16e6;

/** Numbers of a trajectory for each millisecond between two looks at it. */
const numbersAMillisecond = 16e3;

/** Most multiplications of chains that the library draws: some seconds. */
const mostWork = 1e9;

export const sample: HostFunction = {
  name: "sample",
  group: "runs",
  makes: "run",
  description: "Gibbs chains of a machine, every x of them: (steps, chains, n)",
  parameters: [
    { name: "machine", description: "a machine, or a run of training" },
    { name: "chains", description: "side by side" },
    { name: "steps", description: "kept of each" },
    { name: "seed", description: "of the random numbers", default: "0", byName: true },
    {
      name: "start",
      description: "where the chains start, (chains, n); switches tossed fairly unless given",
      default: "none",
      byName: true
    },
    {
      name: "noise",
      description: "a standard deviation of x given z in the place of the machine's: to see what a wrong one does",
      default: "the machine's",
      byName: true
    }
  ],
  async call(args, { kernel, formulas, signal, progress, partial }) {
    const machine = args.machine("machine");
    const chains = args.number("chains", 500, { min: 1, max: 1e6, integer: true });
    const steps = args.number("steps", 1000, { min: 1, max: 1e6, integer: true });
    const size = chains * steps * machine.n;
    if (size > mostNumbers) {
      throw new LanguageError(
        "memory",
        `${chains} chains of ${steps} steps are ${size.toLocaleString("en")} numbers; a notebook keeps at most ${mostNumbers.toLocaleString("en")}.`,
        args.span
      );
    }
    const onProgress = (done: number): void => progress(done, `step ${Math.floor(steps * done)} of ${steps}`);
    const start = args.points("start");
    if (args.get("noise")) {
      if (start) throw args.error("Chains with a noise of their own start from tossed switches: leave start out.");
      const noise = args.number("noise", 0, { min: 1e-6, max: 1e6 });
      const work = chains * steps * machine.n * machine.m;
      if (work > mostWork) {
        throw args.error(
          `Chains with a noise of their own are drawn by the library, which takes too long here: steps times chains times n times m is ${work.toExponential(0)}, and ${mostWork.toExponential(0)} is the most.`
        );
      }
      const task = { kind: "noisy chains", machine, noise, chains, steps, seed: args.seed() } as const;
      return tensorValue([steps, chains, machine.n], await formulas.carryOut(task, { signal, onProgress }));
    }
    const request = { machine, chains, steps, seed: args.seed(), start: start && new Float64Array(start.values) };
    const grown = growing(size);
    const valueOf = (soFar: Trajectory): TensorValue => tensorValue([soFar.steps, chains, machine.n], grown(soFar.x));
    const onDraws = (soFar: Trajectory): void => partial(valueOf(soFar));
    // Whoever shows the draws reads through them all: the more there are, the less often.
    const drawsInterval = Math.max(250, size / numbersAMillisecond);
    return valueOf(await kernel.sample(request, { signal, onProgress, onDraws, drawsInterval }));
  }
};

/** The numbers as formulas see them, each converted once: what is given is longer each time, and begins as before. */
function growing(size: number): (x: Trajectory["x"]) => Float64Array {
  let values: Float64Array | null = null;
  let known = 0;
  return (x) => {
    values ??= new Float64Array(size);
    values.set(x.subarray(known), known);
    known = x.length;
    return values.subarray(0, known);
  };
}
