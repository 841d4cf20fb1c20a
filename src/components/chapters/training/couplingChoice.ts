import type { Coupling } from "../../../rbm/model/coupling.js";
import { inAddress, wordCodec } from "../../controls/address.js";
import { choice } from "../../controls/choice.js";
import type { Control } from "../../controls/control.js";

const couplings = ["sigma2", "sigma", "none"] as const;

/** Which convention's W the optimizer moves, kept in the address. */
export function couplingChoice(): Control<Coupling> {
  return inAddress(
    "coupling",
    choice<Coupling>({
      label: "The optimizer moves the W of",
      options: [
        { value: "sigma2", label: "x W z / σ²" },
        { value: "sigma", label: "x W z / σ" },
        { value: "none", label: "x W z" }
      ]
    }),
    wordCodec(couplings)
  );
}
