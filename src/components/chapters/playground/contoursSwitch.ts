import { inAddress, switchCodec } from "../../controls/address.js";
import { toggle } from "../../controls/toggle.js";

/** The shares of the mass that the density's lines enclose. */
const shares = [0.5, 0.9];

/** Lines round half and nine tenths of the density's mass, or none; kept in the address. */
export function contoursSwitch(onShares: (shares: readonly number[]) => void): HTMLElement {
  const control = inAddress("contours", toggle({ label: "Contours", value: true }), switchCodec);
  const tell = () => onShares(control.value ? shares : []);
  control.addEventListener("input", tell);
  if (!control.value) tell();
  return control;
}
