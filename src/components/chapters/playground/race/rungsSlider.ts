import { inAddress, numberCodec } from "../../../controls/address.js";
import { slider } from "../../../controls/slider.js";

/** How many temperatures parallel tempering runs at; kept in the address. */
export function rungsSlider() {
  const range = { min: 2, max: 16, integer: true };
  return inAddress("rungs", slider({ ...range, label: "Rungs of parallel tempering", value: 2 }), numberCodec(range));
}
