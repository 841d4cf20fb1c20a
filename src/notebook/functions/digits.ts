import { LanguageError } from "../../language/languageError.js";
import { nearest as nearestName } from "../../language/syntax/names.js";
import { vectorValue } from "../values/asTensor.js";
import type { MachineValue, RecordValue, Value } from "../values/value.js";
import { pointsValue } from "./data.js";
import type { HostFunction } from "./hostFunction.js";

export const digits: HostFunction = {
  name: "digits",
  group: "data",
  makes: "formula",
  description:
    "the handwritten digits, 8 × 8 pixels of (0, 1): train (1500, 64), test (297, 64), trainLabels, testLabels; examples (10, 64), the first test image of each label",
  parameters: [],
  async call(_, { sources }): Promise<RecordValue> {
    const { train, test, labels, examples } = await sources.digits();
    const fields = new Map<string, Value>([
      ["train", pointsValue(train)],
      ["test", pointsValue(test)],
      ["trainLabels", vectorValue(labels.train)],
      ["testLabels", vectorValue(labels.test)],
      ["examples", pointsValue(examples)]
    ]);
    return { kind: "record", type: "record of digits", fields };
  }
};

export const checkpoint: HostFunction = {
  name: "checkpoint",
  group: "machine",
  makes: "formula",
  description:
    'a machine that was trained when this site was built: "digits", of pixels as they are seen, "adam", or "lab-100-1": the lab\'s recipe with so many hidden units and Gibbs steps',
  parameters: [{ name: "name", description: '"digits", "adam", "lab-100-1", …' }],
  async call(args, { sources }): Promise<MachineValue> {
    const name = args.text("name", "");
    const names = await sources.checkpointNames();
    if (!names.includes(name)) {
      const near = nearestName(name, names);
      const hint = near ? `Did you mean "${near}"?` : `There are ${names.join(", ")}.`;
      throw new LanguageError("value", `There is no machine called "${name}". ${hint}`, args.get("name")!.span);
    }
    return { kind: "machine", machine: await sources.checkpoint(name) };
  }
};
