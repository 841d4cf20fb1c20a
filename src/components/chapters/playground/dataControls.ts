import { planeLaws } from "../../../rbm/data/planeLaws.js";
import type { PlaneLawName } from "../../../rbm/data/planeLaws.js";
import { inAddress, numberCodec } from "../../controls/address.js";
import { choiceInAddress } from "../../controls/choiceInAddress.js";
import { emitInput } from "../../controls/control.js";
import { controlGroup } from "../../controls/controlGroup.js";
import { slider } from "../../controls/slider.js";

/** A law's name in the address, or the reader's own points. */
export type DataName = PlaneLawName | "own";

/** Which data, how many of them to train on, and their seed; kept in the address. */
export function dataControls() {
  const names = [...(Object.keys(planeLaws) as PlaneLawName[]), "own"] as const;
  const count = { min: 20, max: 5000, integer: true, value: 500 };
  const seed = { min: 0, max: 999, integer: true, value: 0 };
  const controls = {
    name: choiceInAddress<DataName>("data", {
      label: "Data",
      kind: "select",
      options: names.map((name) => ({
        value: name,
        label: name === "own" ? "Your own points" : planeLaws[name].name
      })),
      value: "moons"
    }),
    count: inAddress("points", slider({ label: "Points to train on", log: true, ...count }), numberCodec(count)),
    seed: inAddress("dataSeed", slider({ label: "Seed of the data", ...seed }), numberCodec(seed))
  };
  return Object.assign(controlGroup("Data", controls), {
    /** Chooses the reader's own points, as the reader would. */
    chooseOwn() {
      controls.name.value = "own";
      emitInput(controls.name);
    },
    /** Chooses these data, as the reader would, and tells of it if they are others. */
    choose(data: { readonly name: DataName; readonly count: number; readonly seed: number }) {
      const changed = (["name", "count", "seed"] as const).filter((field) => controls[field].value !== data[field]);
      controls.name.value = data.name;
      controls.count.value = data.count;
      controls.seed.value = data.seed;
      for (const field of changed) emitInput(controls[field]);
    },
    /** Takes away what own points have no use for. */
    showUse() {
      controls.count.hidden = controls.name.value === "own";
    }
  });
}
