import { inAddress, wordCodec } from "../../../controls/address.js";
import { choice } from "../../../controls/choice.js";
import { gridMeasures, measureNames } from "./gridMeasures.js";
import type { MeasureName } from "./gridMeasures.js";

/** What the grid shows of its runs; kept in the address. */
export function measureChoice() {
  return inAddress(
    "gridShows",
    choice<MeasureName>({
      label: "Shown",
      kind: "select",
      options: measureNames.map((name) => ({ value: name, label: gridMeasures[name].label }))
    }),
    wordCodec(measureNames)
  );
}
