import { describeValue } from "../../values/describeValue.js";
import type { FigureValue } from "../../values/value.js";
import { LanguageError } from "../../../language/languageError.js";
import type { HostFunction } from "../hostFunction.js";

const byName = true;

export const training: HostFunction = {
  name: "training",
  group: "figures",
  makes: "figure",
  description: "a run to look through: density and draws at each snapshot, with its likelihood, loss and gradient norm",
  parameters: [
    { name: "run", description: "of train" },
    { name: "data", description: "points, (count, 2)" },
    { name: "test", description: "fresh points, (count, 2)", default: "none", byName },
    { name: "draws", description: "of the last machine, (steps, chains, 2)", default: "none", byName },
    { name: "everyScore", description: "true: the chart shows scores however large", default: "false", byName }
  ],
  call(args): FigureValue {
    const { value, span } = args.get("run")!;
    if (value.kind !== "run") throw args.error(`run is what train gives; this is ${describeValue(value)}.`, span);
    const data = args.planePoints("data")!;
    const trajectory = args.get("draws") ? args.trajectory("draws") : null;
    if (trajectory && trajectory.n !== 2) {
      throw new LanguageError(
        "shape",
        `A plane shows draws with two coordinates; these have ${trajectory.n}.`,
        args.get("draws")!.span
      );
    }
    const draws = trajectory && {
      n: 2,
      count: trajectory.chains,
      values: trajectory.x.subarray((trajectory.steps - 1) * trajectory.chains * 2)
    };
    const everyScore = args.boolean("everyScore", false);
    return {
      kind: "figure",
      figure: { kind: "run", run: value.run, data, test: args.planePoints("test"), draws, everyScore }
    };
  }
};
