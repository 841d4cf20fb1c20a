import { LanguageError } from "../../language/languageError.js";
import { tensorValue } from "../values/asTensor.js";
import type { HostFunction } from "./hostFunction.js";

/** Most numbers a trajectory of a notebook may hold: 128 MB as formulas see it. */
const mostNumbers = 16e6;

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
    }
  ],
  async call(args, { kernel, signal }) {
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
    const start = args.points("start");
    const request = { machine, chains, steps, seed: args.seed(), start: start && new Float64Array(start.values) };
    const { x } = await kernel.sample(request, { signal });
    return tensorValue([steps, chains, machine.n], new Float64Array(x));
  }
};
