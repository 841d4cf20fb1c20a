import { makeCircles } from "../../rbm/data/circles.js";
import { createRandom } from "../../rbm/random.js";
import type { GaussianMixture } from "../../rbm/data/gaussianMixture.js";
import { scalarValue, tensorValue, vectorValue } from "../values/asTensor.js";
import type { RecordValue, Value } from "../values/value.js";
import type { Points } from "../../rbm/shapes.js";
import type { HostFunction } from "./hostFunction.js";

export const ring: HostFunction = {
  name: "ring",
  group: "data",
  makes: "formula",
  description: "the course's 500 points of a ring, (500, 2)",
  parameters: [],
  call: async (_, { sources }) => pointsValue(await sources.ring())
};

export const heldOut: HostFunction = {
  name: "heldOut",
  group: "data",
  makes: "formula",
  description: "2000 fresh points of the same ring, (2000, 2), on which nothing is trained",
  parameters: [],
  call: async (_, { sources }) => pointsValue(await sources.heldOut())
};

export const circles: HostFunction = {
  name: "circles",
  group: "data",
  makes: "formula",
  description: "points of a circle with Gaussian noise, as scikit-learn's make_circles draws them, (points, 2)",
  parameters: [
    { name: "points", description: "how many", default: "500" },
    { name: "noise", description: "standard deviation of the noise on each coordinate", default: "0.1" },
    { name: "factor", description: "radius of the inner circle", default: "0.2", byName: true },
    { name: "seed", description: "of the random numbers", default: "0", byName: true },
    {
      name: "inner",
      description: "true: the inner circle, which the course throws away",
      default: "false",
      byName: true
    },
    {
      name: "stream",
      description: '"data", or "held out" for fresh points of the same law',
      default: '"data"',
      byName: true
    }
  ],
  call(args) {
    const count = args.number("points", 500, { min: 1, max: 100_000, integer: true });
    const stream = args.oneOf("stream", ["data", "held out"], "data");
    const { points, labels } = makeCircles({
      // As the page on the data draws them: the fresh ones without an inner circle.
      samples: stream === "data" ? [count, count] : [count, 0],
      noise: args.number("noise", 0.1, { min: 0, max: 1e6 }),
      factor: args.number("factor", 0.2, { min: 0, max: 0.999 }),
      random: createRandom(args.seed(), stream)
    });
    const wanted = args.boolean("inner", false) ? 1 : 0;
    const values = points.values.filter((_, i) => labels[i >> 1] === wanted);
    if (values.length === 0) throw args.error("Fresh points have no inner circle.");
    return pointsValue({ n: 2, count: values.length / 2, values });
  }
};

export const mixture: HostFunction = {
  name: "mixture",
  group: "data",
  makes: "formula",
  description: "a Gaussian mixture fitted by EM: weights, means, covariances, nll",
  parameters: [
    { name: "data", description: "points to fit, (count, n)" },
    { name: "components", description: "how many Gaussians" },
    { name: "test", description: "fresh points to score: nllTest", default: "none", byName: true },
    {
      name: "seed",
      description: "of the starts; the number of components unless given",
      default: "components",
      byName: true
    }
  ],
  async call(args, { formulas, signal }) {
    const data = args.points("data")!;
    const components = args.number("components", 1, { min: 1, max: Math.min(200, data.count), integer: true });
    const seed = args.get("seed") ? args.seed() : null;
    const fit = await formulas.carryOut({ kind: "mixture", data, components, seed }, { signal });
    const test = args.points("test");
    const task = test && ({ kind: "mixture nll", mixture: fit.mixture, data: test } as const);
    const nllTest = task ? await formulas.carryOut(task, { signal }) : null;
    return mixtureValue(fit.mixture, fit.nll, nllTest);
  }
};

export const mixtures: HostFunction = {
  name: "mixtures",
  group: "data",
  makes: "run",
  description: "Gaussian mixtures with 1, 2, 3, … components: components, nll, nllTest, each (most,)",
  parameters: [
    { name: "data", description: "points to fit, (count, n)" },
    { name: "test", description: "fresh points to score, (count, n)" },
    { name: "most", description: "the greatest number of components", default: "24" }
  ],
  async call(args, { formulas, signal, progress }) {
    const data = args.points("data")!;
    const test = args.points("test")!;
    const most = Math.min(data.count, args.number("most", 24, { min: 1, max: 100, integer: true }));
    const [nll, nllTest]: [number[], number[]] = [[], []];
    for (let components = 1; components <= most; components++) {
      const fit = await formulas.carryOut({ kind: "mixture", data, components, seed: null }, { signal });
      nll.push(fit.nll);
      nllTest.push(await formulas.carryOut({ kind: "mixture nll", mixture: fit.mixture, data: test }, { signal }));
      progress(components / most, `${components} of ${most} fitted`);
    }
    const fields = new Map<string, Value>([
      ["components", vectorValue(nll.map((_, i) => i + 1))],
      ["nll", vectorValue(nll)],
      ["nllTest", vectorValue(nllTest)]
    ]);
    return { kind: "record", type: "record of mixtures", fields };
  }
};

export const gaussian: HostFunction = {
  name: "gaussian",
  group: "data",
  makes: "formula",
  description: "one Gaussian with independent coordinates, as a mixture to draw",
  parameters: [
    { name: "mean", description: "(n,)" },
    { name: "variance", description: "(n,)" }
  ],
  call(args) {
    const mean = Array.from(args.tensor("mean")!.values);
    const variance = Array.from(args.tensor("variance")!.values);
    if (mean.length === 0 || mean.length !== variance.length) {
      throw args.error(`mean has ${mean.length} values and variance ${variance.length}; they have to be as many.`);
    }
    const covariance = mean.map((_, i) => mean.map((_, k) => (i === k ? variance[i] : 0)));
    return mixtureValue({ n: mean.length, weights: [1], means: [mean], covariances: [covariance] }, null, null);
  }
};

export function pointsValue({ count, n, values }: Points): Value {
  return tensorValue([count, n], Float64Array.from(values));
}

function mixtureValue(
  { n, weights, means, covariances }: GaussianMixture,
  nll: number | null,
  nllTest: number | null
): RecordValue {
  const k = weights.length;
  const fields = new Map<string, Value>([
    ["weights", vectorValue(weights)],
    ["means", tensorValue([k, n], means.flat())],
    ["covariances", tensorValue([k, n, n], covariances.flat(2))],
    ...(nll === null ? [] : ([["nll", scalarValue(nll)]] as const)),
    ...(nllTest === null ? [] : ([["nllTest", scalarValue(nllTest)]] as const))
  ]);
  return { kind: "record", type: "mixture", fields };
}
