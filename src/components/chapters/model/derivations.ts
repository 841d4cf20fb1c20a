import type { Control } from "../../controls/control.js";
import { derivation } from "./derivation.js";
import type { Derivation } from "./derivation.js";
import { linesOfC, linesOfX, linesOfZ } from "./derivationNumbers.js";
import { following } from "./following.js";
import type { SmallMachine } from "./smallMachine.js";

/** The setting of the switches that the conditionals are worked out for. */
const z = [1, 0, 1];

/** From the sum over all settings of the switches to c(x), in the page's list derive-c. */
export function derivationOfC(machine: Control<SmallMachine>): Derivation {
  return following(machine, derivation({ label: "c(x), line by line", list: "derive-c" }), (unfolded, small) =>
    unfolded.update({ name: "c(x)", values: linesOfC(small) })
  );
}

/** From Bayes' rule to a coin for each switch, in the page's list derive-z. */
export function derivationOfZ(machine: Control<SmallMachine>): Derivation {
  return following(machine, derivation({ label: "p(z | x), line by line", list: "derive-z" }), (unfolded, small) =>
    unfolded.update({ name: `log p(z = ${z.join("")} | x)`, values: linesOfZ(small, z) })
  );
}

/** From the energy with z held to a Gaussian, in the page's list derive-x. */
export function derivationOfX(machine: Control<SmallMachine>): Derivation {
  return following(machine, derivation({ label: "p(x | z), line by line", list: "derive-x" }), (unfolded, small) =>
    unfolded.update({ name: `log p(x | z = ${z.join("")})`, values: linesOfX(small, z) })
  );
}
