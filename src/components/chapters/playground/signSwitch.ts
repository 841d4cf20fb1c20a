import { inAddress, switchCodec } from "../../controls/address.js";
import { toggle } from "../../controls/toggle.js";

/** Whether training goes up the gradient it should go down; kept in the address. */
export function signSwitch() {
  return inAddress("wrong", toggle({ label: "Train the wrong way (sign −1)" }), switchCodec);
}
