import { c, energy } from "../../../rbm/model/model.js";
import type { Control } from "../../controls/control.js";
import { element } from "../../dom/element.js";
import { powerOfTen } from "../../dom/powerOfTen.js";
import { readable } from "../../dom/readable.js";
import { following } from "./following.js";
import { hidden, machineOf, settings } from "./smallMachine.js";
import type { SmallMachine } from "./smallMachine.js";

/** One setting of the switches with its energy at x, in nats. */
export interface Setting {
  readonly z: readonly number[];
  readonly energy: number;
}

/** What the table shows: every setting of the switches, and c(x) by the formula. */
export interface Enumeration {
  readonly settings: readonly Setting[];
  readonly formulaC: number;
}

/** The table of a small machine at its point x. */
function enumerationOf(small: SmallMachine): Enumeration {
  const machine = machineOf(small);
  const states = settings(hidden);
  const x = states.map(() => small.x);
  const energies = energy(machine, x, states);
  return {
    settings: states.map((z, k) => ({ z, energy: energies[k] })),
    formulaC: c(machine, [small.x])[0]
  };
}

/**
 * The sum over all settings, written out: E(x, z), e^−E and its share, which is p(z | x); below, the sum and its
 * logarithm, c(x), beside what the formula gives. All of it for the machine and the point x of a control.
 */
export function enumerationTable(machine: Control<SmallMachine>): HTMLElement {
  const body = element("tbody", {});
  const summed = element("strong", { class: "quantity" });
  const formula = element("strong", { class: "quantity" });
  const terms = element("span", {});
  const root = element(
    "div",
    { class: "enumeration" },
    element(
      "table",
      {},
      element("caption", { class: "visually-hidden" }, "Every setting of the switches at this x"),
      element(
        "thead",
        {},
        element("tr", {}, ...["z", "E(x, z)", "e⁻ᴱ", "share"].map((name) => element("th", { scope: "col" }, name)))
      ),
      body
    ),
    element("p", { class: "statement", "aria-live": "polite" }, terms, summed, "; the formula: ", formula, ".")
  );
  const row = (...cells: (string | Node)[]) => element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));

  function show({ settings, formulaC }: Enumeration): void {
    const lowest = Math.min(...settings.map(({ energy }) => energy));
    const scaled = settings.map(({ energy }) => Math.exp(lowest - energy));
    const total = scaled.reduce((sum, term) => sum + term, 0);
    body.replaceChildren(
      ...settings.map(({ z, energy }, index) =>
        row(z.join(" "), readable(energy, 3), scientific(-energy), shareBar(scaled[index] / total))
      )
    );
    terms.textContent = `log of the sum of ${settings.length} terms: `;
    summed.textContent = readable(Math.log(total) - lowest, 6);
    formula.textContent = readable(formulaC, 6);
  }

  return following(machine, root, (_, small) => show(enumerationOf(small)));
}

function shareBar(share: number): HTMLElement {
  return element(
    "span",
    { class: "share", style: `--share:${share}` },
    element("span", {}, `${readable(100 * share, 1)} %`)
  );
}

/** e^exponent to three figures, also where it leaves the range of a double. */
function scientific(exponent: number): string {
  const decimal = exponent / Math.LN10;
  const power = Math.floor(decimal);
  if (power >= -2 && power < 4) return readable(Math.exp(exponent), 3);
  return `${readable(10 ** (decimal - power), 2)}·${powerOfTen(power)}`;
}
