import { inAddress, switchCodec } from "../../controls/address.js";
import type { Control } from "../../controls/control.js";
import { toggle } from "../../controls/toggle.js";
import { standardContours } from "../../figures/plane/planeFigure.js";

/** Lines round half and nine tenths of the density's mass, or none; kept in the address. */
export function contoursSwitch(onShares: (shares: readonly number[]) => void): Control<boolean> {
  const control = inAddress("contours", toggle({ label: "Contours", value: true }), switchCodec);
  const tell = () => onShares(control.value ? standardContours : []);
  control.addEventListener("input", tell);
  if (!control.value) tell();
  return control;
}
