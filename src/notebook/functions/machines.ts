import { LanguageError } from "../../language/languageError.js";
import { sameShape, shapeText } from "../../language/tensor/tensor.js";
import { standardisationOf } from "../../rbm/data/standardise.js";
import { unstandardised } from "../../rbm/data/unstandardised.js";
import { convertCoupling, couplings } from "../../rbm/model/coupling.js";
import { initialMachine } from "../../rbm/model/initialMachine.js";
import { createRandom } from "../../rbm/random.js";
import { asTensor, vectorValue } from "../values/asTensor.js";
import { describeValue } from "../values/describeValue.js";
import type { MachineValue, RecordValue } from "../values/value.js";
import type { Arguments } from "./arguments.js";
import { pointsValue } from "./data.js";
import type { HostFunction } from "./hostFunction.js";

export const machine: HostFunction = {
  name: "machine",
  group: "machine",
  makes: "formula",
  description: "a Gaussian–Bernoulli RBM of these parameters; its parts are m.b, m.logSigma2, m.sigma2, m.W, m.d",
  parameters: [
    { name: "b", description: "visible bias, (n,)" },
    { name: "logSigma2", description: "logarithms of the variances, (n,); a number stands for all" },
    { name: "W", description: "weights, (n, m)" },
    { name: "d", description: "hidden bias, (m,)" }
  ],
  call(args): MachineValue {
    const W = args.tensor("W")!;
    if (W.shape.length !== 2) {
      throw new LanguageError("shape", `W is (n, m); this has the shape ${shapeText(W.shape)}.`, args.get("W")!.span);
    }
    const [n, m] = W.shape as [number, number];
    const parts = {
      b: vector(args, "b", n, "n"),
      logSigma2: vector(args, "logSigma2", n, "n"),
      W: Float64Array.from(W.values),
      d: vector(args, "d", m, "m")
    };
    for (const [name, values] of Object.entries(parts)) {
      const wrong = values.find((value) => !Number.isFinite(value) || (name === "logSigma2" && Math.abs(value) > 80));
      if (wrong === undefined) continue;
      const range = name === "logSigma2" ? "within ±80" : "finite";
      throw new LanguageError("value", `${name} holds ${wrong}; it has to be ${range}.`, args.get(name)!.span);
    }
    return { kind: "machine", machine: { n, m, ...parts } };
  }
};

/** A vector of this length; a row (1, length) and a number are taken for one. */
function vector(args: Arguments, name: string, length: number, size: string): Float64Array {
  const { shape, values } = args.tensor(name)!;
  if (sameShape(shape, [length]) || sameShape(shape, [1, length])) return Float64Array.from(values);
  if (shape.length === 0) return new Float64Array(length).fill(values[0]);
  throw new LanguageError(
    "shape",
    `${name} is (${size},), with ${size} = ${length} after W; this has the shape ${shapeText(shape)}.`,
    args.get(name)!.span
  );
}

export const initial: HostFunction = {
  name: "initial",
  group: "machine",
  makes: "formula",
  description: "a machine before training, as the course has it: b = 0, W small, d of both signs",
  parameters: [
    { name: "n", description: "visible units" },
    { name: "hidden", description: "hidden units" },
    { name: "sigma", description: "standard deviation of x given z", default: "0.1", byName: true },
    { name: "seed", description: "of the random numbers", default: "0", byName: true },
    {
      name: "coupling",
      description: 'the convention in which W is small: x W z over σ² ("sigma2"), over σ ("sigma"), or "none"',
      default: '"sigma2"',
      byName: true
    }
  ],
  call(args): MachineValue {
    const n = args.number("n", 2, { min: 1, max: 10_000, integer: true });
    const m = args.number("hidden", 100, { min: 1, max: 10_000, integer: true });
    if (n * m > 4e6) throw args.error(`W would hold ${(n * m).toLocaleString("en")} numbers; 4,000,000 are the most.`);
    const sigma = args.number("sigma", 0.1, { min: 1e-6, max: 1e6 });
    const coupling = args.oneOf("coupling", couplings, "sigma2");
    const drawn = initialMachine({ n, m, sigma, random: createRandom(args.seed(), "initialisation") });
    return { kind: "machine", machine: convertCoupling(drawn, coupling, "sigma2") };
  }
};

export const standardise: HostFunction = {
  name: "standardise",
  group: "data",
  makes: "formula",
  description: "data with mean 0 and deviation 1 in each column: x (count, n), mean (n,), scale (n,)",
  parameters: [{ name: "data", description: "(count, n)" }],
  call(args): RecordValue {
    const data = args.points("data")!;
    const { mean, scale, apply } = standardisationOf(data);
    const fields = new Map([
      ["x", pointsValue(apply(data))],
      ["mean", vectorValue(mean)],
      ["scale", vectorValue(scale)]
    ]);
    return { kind: "record", type: "standardisation", fields };
  }
};

export const unstandardise: HostFunction = {
  name: "unstandardise",
  group: "machine",
  makes: "formula",
  description: "the machine of the data as they were, of one that was trained on standardised data",
  parameters: [
    { name: "machine", description: "a machine, or a run of training" },
    { name: "by", description: "as standardise(data) gives it" }
  ],
  call(args): MachineValue {
    const machine = args.machine("machine");
    const { value, span } = args.get("by")!;
    const [mean, scale] = ["mean", "scale"].map((name) => {
      const part = value.kind === "record" ? value.fields.get(name) : undefined;
      return part && asTensor(part)?.values;
    });
    if (!mean || !scale) {
      throw args.error(`by is what standardise(data) gives; this is ${describeValue(value)}.`, span);
    }
    if (mean.length !== machine.n || scale.length !== machine.n) {
      throw args.error(`by has ${mean.length} columns; the machine has n = ${machine.n}.`, span);
    }
    return { kind: "machine", machine: unstandardised(machine, { mean, scale }) };
  }
};
