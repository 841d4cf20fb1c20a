import { convertCoupling } from "../../../rbm/model/coupling.js";
import type { Coupling } from "../../../rbm/model/coupling.js";
import type { Machine } from "../../../rbm/model/machine.js";
import { element } from "../../dom/element.js";
import { readable } from "../../dom/readable.js";

const energies = { sigma2: "x W z / σ²", sigma: "x W z / σ", none: "x W z" } as const;
const divisors = { sigma2: "1", sigma: "σ", none: "σ²" } as const;

export interface CouplingNote extends HTMLElement {
  update(changes: { readonly machine: Machine; readonly coupling: Coupling }): void;
}

/** The first column of W in this site's convention and in the one whose W the optimiser moves. */
export function couplingNote(): CouplingNote {
  const root = element("p", { class: "control-note coupling-note" });
  root.hidden = true;
  return Object.assign(root, {
    update({ machine, coupling }: { readonly machine: Machine; readonly coupling: Coupling }) {
      root.hidden = coupling === "sigma2";
      if (root.hidden) return;
      const there = convertCoupling(machine, "sigma2", coupling);
      const column = ({ m, W }: Machine) => `(${readable(W[0], 3)}, ${readable(W[m], 3)})`;
      const sigma = Array.from(machine.logSigma2, (value) => readable(Math.exp(value / 2), 3)).join(" and ");
      root.replaceChildren(
        `With σ = ${sigma}, the first column of W is ${column(machine)} here. Divided by ${divisors[coupling]}, ` +
          `row by row, it is ${column(there)} for ${energies[coupling]}: the same density, another step. `,
        element("a", { href: "./model#the-same-machine-in-other-books" }, "The three conventions side by side")
      );
    }
  });
}
