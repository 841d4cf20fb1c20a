import type { FigureValue } from "../../values/value.js";
import { asTensor } from "../../values/asTensor.js";
import { planeLogZ } from "../exact.js";
import type { HostFunction } from "../hostFunction.js";

export const angles: HostFunction = {
  name: "angles",
  group: "figures",
  makes: "figure",
  description: "how evenly draws cover the ring: bars for their angles, a line for the machine's exact density",
  parameters: [
    { name: "draws", description: "points, (count, 2); of (steps, chains, 2) the last step" },
    { name: "machine", description: "a machine, or a run of training" }
  ],
  async call(args, { kernel, signal }): Promise<FigureValue> {
    const machine = args.machine("machine");
    const values = lastPoints(args);
    const logZ = await planeLogZ(args, kernel, signal);
    const degrees = Float64Array.from({ length: values.length / 2 }, (_, i) => {
      const value = (Math.atan2(values[2 * i + 1], values[2 * i]) * 180) / Math.PI;
      return value < 0 ? value + 360 : value;
    });
    return { kind: "figure", figure: { kind: "angles", angles: degrees, machine, logZ } };
  }
};

function lastPoints(args: Parameters<HostFunction["call"]>[0]): Float32Array | Float64Array {
  const argument = args.get("draws")!;
  if (asTensor(argument.value)?.shape.length === 3) {
    const { steps, chains, n, x } = args.trajectory("draws");
    if (n === 2) return x.subarray((steps - 1) * chains * n);
  }
  return args.planePointsOf(argument, "draws").values;
}
