import { kuiperByChance } from "../../rbm/judging/kuiperDistance.js";
import { scalarValue, tensorValue, vectorValue } from "../values/asTensor.js";
import type { RecordValue } from "../values/value.js";
import type { HostFunction } from "./hostFunction.js";

export const mixing: HostFunction = {
  name: "mixing",
  group: "exact",
  makes: "formula",
  description: "how chains mix: autocorrelation (lags, n), effectiveSampleSize (n,), splitRhat (n,), draws",
  parameters: [
    { name: "draws", description: "(steps, chains, n)" },
    { name: "lags", description: "the greatest lag", default: "100", byName: true },
    { name: "burnIn", description: "steps left out; a tenth unless given", default: "steps / 10", byName: true }
  ],
  async call(args, { formulas, signal }): Promise<RecordValue> {
    const trajectory = args.trajectory("draws");
    const { steps, chains, n } = trajectory;
    const standard = steps < 10 ? 0 : Math.floor(steps / 10);
    const burnIn = args.number("burnIn", standard, { min: 0, max: Math.max(0, steps - 2), integer: true });
    const most = Math.max(0, steps - burnIn - 1);
    const greatestLag = Math.min(most, args.number("lags", 100, { min: 1, max: 1e6, integer: true }));
    const task = { kind: "mixing", trajectory, burnIn, greatestLag } as const;
    const { autocorrelations, effectiveSampleSizes, splitRhats } = await formulas.carryOut(task, { signal });
    const lags = Array.from({ length: greatestLag + 1 }, (_, lag) => lag);
    return {
      kind: "record",
      type: "record of mixing",
      fields: new Map([
        ["lags", vectorValue(lags)],
        [
          "autocorrelation",
          tensorValue(
            [greatestLag + 1, n],
            lags.flatMap((lag) => autocorrelations.map((a) => a[lag]))
          )
        ],
        ["effectiveSampleSize", vectorValue(effectiveSampleSizes)],
        ["splitRhat", vectorValue(splitRhats)],
        ["draws", scalarValue((steps - burnIn) * chains)]
      ])
    };
  }
};

export const forgetting: HostFunction = {
  name: "forgetting",
  group: "exact",
  makes: "formula",
  description:
    "how far all chains are from the machine's exact laws of radius and angle, step by step: radius, angle, chance (Kuiper's distance)",
  parameters: [
    { name: "draws", description: "(steps, chains, 2)" },
    { name: "machine", description: "what the chains draw from: a machine, or a run of training" },
    { name: "steps", description: "how many of the first steps", default: "300" }
  ],
  async call(args, { formulas, signal }): Promise<RecordValue> {
    const trajectory = args.trajectory("draws");
    const machine = args.machine("machine");
    if (trajectory.n !== 2 || machine.n !== 2) {
      throw args.error(
        `Radius and angle are those of a plane: draws with two coordinates, of a machine with n = 2. These have ${trajectory.n} and ${machine.n}.`
      );
    }
    const steps = args.number("steps", 300, { min: 1, max: 10_000, integer: true });
    const task = { kind: "forgetting", trajectory, machine, steps } as const;
    const { radius, angle } = await formulas.carryOut(task, { signal });
    const fields = new Map([
      ["radius", vectorValue(radius)],
      ["angle", vectorValue(angle)],
      ["chance", scalarValue(kuiperByChance(trajectory.chains))]
    ]);
    return { kind: "record", type: "record of forgetting", fields };
  }
};
