import { cellCentres } from "../../rbm/exact/grid.js";
import { ringDensity, ringNegativeLogLikelihood } from "../../rbm/exact/ringDensity.js";
import type { KernelClient } from "../../kernel/protocol.js";
import { LanguageError } from "../../language/languageError.js";
import { scalarValue, vectorValue } from "../values/asTensor.js";
import type { Arguments } from "./arguments.js";
import type { DensityValue, RecordValue } from "../values/value.js";
import type { HostFunction } from "./hostFunction.js";
import { gridOf, windowParameters } from "./planeWindow.js";

const by = {
  name: "by",
  description: '"kernel", or "library" for the library\'s float64',
  default: '"kernel"',
  byName: true
} as const;

export const density: HostFunction = {
  name: "density",
  group: "exact",
  makes: "formula",
  description: "the exact density p(x) of a machine with n = 2 on a grid; parts are p.density and p.logZ",
  parameters: [{ name: "machine", description: "a machine, or a run of training" }, ...windowParameters, by],
  async call(args, { kernel, formulas, signal }): Promise<DensityValue> {
    const machine = args.machine("machine");
    const grid = gridOf(args);
    const isOurs = args.oneOf("by", ["kernel", "library"], "kernel") === "library";
    const density = isOurs
      ? await formulas.carryOut({ kind: "density", machine, grid }, { signal })
      : await kernel.density({ machine, grid }, { signal });
    return { kind: "density", density };
  }
};

export const trueDensity: HostFunction = {
  name: "trueDensity",
  group: "exact",
  makes: "formula",
  description: "the density that the ring's points are drawn from, on a grid",
  parameters: [{ name: "noise", description: "of the ring", default: "0.1" }, ...windowParameters],
  call(args): DensityValue {
    const noise = args.number("noise", 0.1, { min: 1e-3, max: 10 });
    const grid = gridOf(args);
    return {
      kind: "density",
      density: { ...grid, density: Float64Array.from(ringDensity(cellCentres(grid), { noise })), logZ: 0 }
    };
  }
};

export const trueNll: HostFunction = {
  name: "trueNll",
  group: "exact",
  makes: "formula",
  description: "what the truth scores on points of the ring, nats a point: no model does better but by luck",
  parameters: [
    { name: "data", description: "points, (count, 2)" },
    { name: "noise", description: "of the ring", default: "0.1" }
  ],
  call(args) {
    const noise = args.number("noise", 0.1, { min: 1e-3, max: 10 });
    return scalarValue(ringNegativeLogLikelihood(args.planePoints("data")!, { noise }));
  }
};

export const nll: HostFunction = {
  name: "nll",
  group: "exact",
  makes: "formula",
  description: "exact negative log-likelihood of data, nats a point; lower is better",
  parameters: [
    { name: "machine", description: "a machine, or a run of training" },
    { name: "data", description: "points, (count, n)" },
    by
  ],
  async call(args, { kernel, formulas, signal }) {
    const machine = args.machine("machine");
    const data = args.points("data")!;
    const isOurs = machine.n !== 2 || args.oneOf("by", ["kernel", "library"], "kernel") === "library";
    return scalarValue(
      isOurs
        ? await formulas.carryOut({ kind: "nll", machine, data }, { signal })
        : await kernel.nll({ machine, data }, { signal })
    );
  }
};

export const logZ: HostFunction = {
  name: "logZ",
  group: "exact",
  makes: "formula",
  description: "log Z, exactly, in nats: n = 2, or at most 20 hidden units",
  parameters: [{ name: "machine", description: "a machine, or a run of training" }],
  async call(args, { formulas, signal }) {
    return scalarValue(await formulas.carryOut({ kind: "logZ", machine: args.machine("machine") }, { signal }));
  }
};

export const angleDensity: HostFunction = {
  name: "angleDensity",
  group: "exact",
  makes: "formula",
  description:
    "the exact density of the angle of x about the origin, once round, per turn: angle, density, each (181,)",
  parameters: [{ name: "machine", description: "a machine with n = 2, or a run of training" }],
  async call(args, { kernel, formulas, signal }): Promise<RecordValue> {
    const machine = args.machine("machine");
    const logZ = await planeLogZ(args, kernel, signal);
    const once = await formulas.carryOut({ kind: "angle density", machine, logZ }, { signal });
    // The turn is closed, so that a line of it ends where it began.
    const closed = [...once, { angle: 360, density: once[0].density }];
    const fields = new Map([
      ["angle", vectorValue(closed.map(({ angle }) => angle))],
      ["density", vectorValue(closed.map((each) => each.density))]
    ]);
    return { kind: "record", type: "density of the angle", fields };
  }
};

/** log Z of a machine of the plane. @throws LanguageError placed at the machine where n is not 2 */
export async function planeLogZ(args: Arguments, kernel: KernelClient, signal: AbortSignal): Promise<number> {
  const machine = args.machine("machine");
  if (machine.n !== 2) {
    throw new LanguageError(
      "shape",
      `Angles are those of a plane; this machine has n = ${machine.n}.`,
      args.get("machine")!.span
    );
  }
  const grid = { xmin: -1.6, xmax: 1.6, ymin: -1.6, ymax: 1.6, columns: 8, rows: 8 };
  return (await kernel.density({ machine, grid }, { signal })).logZ;
}
