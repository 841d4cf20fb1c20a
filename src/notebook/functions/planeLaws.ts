import type { PlaneLaw } from "../../rbm/data/planeData.js";
import type { PlaneLawName } from "../../rbm/data/planeLaws.js";
import { splitPoints } from "../../rbm/data/splitPoints.js";
import { createRandom } from "../../rbm/random.js";
import { scalarValue } from "../values/asTensor.js";
import type { RecordValue } from "../values/value.js";
import type { Arguments } from "./arguments.js";
import { pointsValue } from "./data.js";
import type { HostFunction } from "./hostFunction.js";

// The laws themselves are loaded when a cell asks for one: few notebooks do.
const names = Object.keys({
  ...{ ring: 0, circles: 0, moons: 0, blobs: 0, pinwheel: 0, spirals: 0, checkerboard: 0, gaussians: 0 },
  anisotropic: 0
} satisfies Record<PlaneLawName, 0>) as PlaneLawName[];
const law = { name: "law", description: names.map((name) => `"${name}"`).join(", ") } as const;

export const planeLaw: HostFunction = {
  name: "planeLaw",
  group: "data",
  makes: "formula",
  description: "independent points of a law of the plane, as the playground draws them, (points, 2)",
  parameters: [
    law,
    { name: "points", description: "how many", default: "500" },
    { name: "seed", description: "of the random numbers", default: "0", byName: true },
    {
      name: "stream",
      description: '"data", or "fresh data" for points that nothing is trained on',
      default: '"data"',
      byName: true
    }
  ],
  async call(args) {
    const drawn = await lawOf(args);
    const count = args.number("points", 500, { min: 1, max: 100_000, integer: true });
    const stream = args.oneOf("stream", ["data", "fresh data"], "data");
    return pointsValue(drawn.draw(count, createRandom(args.seed(), stream)));
  }
};

export const lawNll: HostFunction = {
  name: "lawNll",
  group: "exact",
  makes: "formula",
  description: "what a law of the plane scores on points, nats a point: on its own no model does better but by luck",
  parameters: [{ name: "data", description: "points, (count, 2)" }, law],
  async call(args) {
    const points = args.planePoints("data")!;
    const values = (await lawOf(args)).logDensity(points);
    return scalarValue(-values.reduce((sum, value) => sum + value, 0) / values.length);
  }
};

export const splitData: HostFunction = {
  name: "splitData",
  group: "data",
  makes: "formula",
  description: "data shuffled and cut in two: parts.train and parts.test",
  parameters: [
    { name: "data", description: "points, (count, n)" },
    { name: "share", description: "of the points that go to train", default: "0.8" },
    { name: "seed", description: "of the shuffle", default: "0", byName: true }
  ],
  call(args): RecordValue {
    const data = args.points("data")!;
    const count = Math.round(args.number("share", 0.8, { min: 0, max: 1 }) * data.count);
    if (count === 0 || count === data.count) {
      throw args.error(`${count} of ${data.count} points would go to train; each part needs one at least.`);
    }
    const { train, test } = splitPoints(data, count, createRandom(args.seed(), "split"));
    const fields = new Map([
      ["train", pointsValue(train)],
      ["test", pointsValue(test)]
    ]);
    return { kind: "record", type: "split", fields };
  }
};

async function lawOf(args: Arguments): Promise<PlaneLaw> {
  const name = args.oneOf("law", names, "ring");
  return (await import("../../rbm/data/planeLaws.js")).planeLaws[name];
}
