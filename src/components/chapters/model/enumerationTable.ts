import { element } from "../../dom/element.js";
import { readable } from "../../dom/readable.js";

/** One setting of the switches with its energy at x, in nats. */
export interface Setting {
  readonly z: readonly number[];
  readonly energy: number;
}

/**
 * The sum over all settings, written out: E(x, z), e^−E and its share, which is p(z | x); below, the sum and its
 * logarithm, c(x), beside what the formula gives.
 */
export function enumerationTable(settings: readonly Setting[], formulaC: number): HTMLElement {
  const lowest = Math.min(...settings.map(({ energy }) => energy));
  const scaled = settings.map(({ energy }) => Math.exp(lowest - energy));
  const total = scaled.reduce((sum, term) => sum + term, 0);
  const summed = Math.log(total) - lowest;
  const row = (...cells: (string | Node)[]) => element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));
  return element(
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
      element(
        "tbody",
        {},
        ...settings.map(({ z, energy }, index) =>
          row(z.join(" "), readable(energy, 3), scientific(-energy), shareBar(scaled[index] / total))
        )
      )
    ),
    element(
      "p",
      { class: "statement", "aria-live": "polite" },
      `log of the sum of ${settings.length} terms: `,
      element("strong", { class: "quantity" }, readable(summed, 6)),
      "; the formula: ",
      element("strong", { class: "quantity" }, readable(formulaC, 6)),
      "."
    )
  );
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
  return `${readable(10 ** (decimal - power), 2)}·10${superscript(power)}`;
}

function superscript(power: number): string {
  return String(power).replace(/[-0-9]/g, (digit) => (digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]));
}
