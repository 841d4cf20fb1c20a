import { choiceInAddress } from "../../../controls/choiceInAddress.js";
import { gridMeasures, measureNames } from "./gridMeasures.js";
import type { MeasureName } from "./gridMeasures.js";

/** What the grid shows of its runs; kept in the address. */
export function measureChoice() {
  return choiceInAddress<MeasureName>("gridShows", {
    label: "Shown",
    kind: "select",
    options: measureNames.map((name) => ({ value: name, label: gridMeasures[name].label }))
  });
}
