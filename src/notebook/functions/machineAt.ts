import { nearestSnapshot } from "../../rbm/training/snapshotEpochs.js";
import { describeValue } from "../values/describeValue.js";
import type { MachineValue } from "../values/value.js";
import type { HostFunction } from "./hostFunction.js";

export const machineAt: HostFunction = {
  name: "machineAt",
  group: "machine",
  makes: "formula",
  description: "the machine of a run at the look nearest to an epoch; run.machine is the last",
  parameters: [
    { name: "run", description: "of train" },
    { name: "epoch", description: "epochs that it has behind it; 0: before training" }
  ],
  call(args): MachineValue {
    const { value, span } = args.get("run")!;
    if (value.kind !== "run") throw args.error(`run is what train gives; this is ${describeValue(value)}.`, span);
    const { snapshots, machine } = value.run;
    const epoch = args.number("epoch", 0, { min: 0, max: value.run.recipe.epochs });
    const nearest = snapshots[nearestSnapshot(snapshots, epoch)];
    return { kind: "machine", machine: nearest?.machine ?? machine };
  }
};
