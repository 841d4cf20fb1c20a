import type { Coupling } from "../../../rbm/model/coupling.js";
import { choiceInAddress } from "../../controls/choiceInAddress.js";
import type { Control } from "../../controls/control.js";

/** Which convention's W the optimizer moves, kept in the address. */
export function couplingChoice(): Control<Coupling> {
  return choiceInAddress("coupling", {
    label: "The optimizer moves the W of",
    options: [
      { value: "sigma2", label: "x W z / σ²" },
      { value: "sigma", label: "x W z / σ" },
      { value: "none", label: "x W z" }
    ]
  });
}
