import { convertCoupling, couplingPower } from "../../../rbm/model/coupling.js";
import type { Coupling } from "../../../rbm/model/coupling.js";
import type { Machine } from "../../../rbm/model/machine.js";
import type { Control } from "../../controls/control.js";
import { element } from "../../dom/element.js";
import { readable } from "../../dom/readable.js";
import { following } from "./following.js";
import { machineOf } from "./smallMachine.js";
import type { SmallMachine } from "./smallMachine.js";

/** The small machine in the letters of one convention. */
export interface Convention {
  readonly coupling: Coupling;
  /** (n, m), row by row */
  readonly W: readonly number[];
  /** c(x) in nats, by the convention's own energy */
  readonly c: number;
}

const terms: Readonly<Record<Coupling, string>> = {
  sigma2: "xᵢ Wᵢⱼ zⱼ / σᵢ²",
  sigma: "xᵢ Wᵢⱼ zⱼ / σᵢ",
  none: "xᵢ Wᵢⱼ zⱼ"
};

export function conventionsOf(small: SmallMachine): Convention[] {
  const machine = machineOf(small);
  return (Object.keys(terms) as Coupling[]).map((coupling) => {
    const converted = convertCoupling(machine, "sigma2", coupling);
    return { coupling, W: Array.from(converted.W), c: cInCoupling(converted, small.x, coupling) };
  });
}

/** c(x) = Σⱼ log(1 + exp(dⱼ + Σᵢ xᵢ Wᵢⱼ / σᵢ^(2 − p))) − Σᵢ (xᵢ − bᵢ)² / (2σᵢ²), p being the convention's power of σ in W. */
function cInCoupling({ n, m, b, logSigma2, W, d }: Machine, x: readonly number[], coupling: Coupling): number {
  const half = (2 - couplingPower[coupling]) / 2;
  let sum = 0;
  for (let i = 0; i < n; i++) sum -= (x[i] - b[i]) ** 2 / (2 * Math.exp(logSigma2[i]));
  for (let j = 0; j < m; j++) {
    let activation = d[j];
    for (let i = 0; i < n; i++) activation += (x[i] * W[i * m + j]) / Math.exp(half * logSigma2[i]);
    sum += Math.max(activation, 0) + Math.log1p(Math.exp(-Math.abs(activation)));
  }
  return sum;
}

/** What stands under the coupling, the weights that then describe the machine, and c(x): one number for all three. */
export function conventionsTable(machine: Control<SmallMachine>): HTMLElement {
  const body = element("tbody", {});
  const heads = ["in the energy", "first row of W", "second row of W", "c(x)"];
  const root = element(
    "div",
    { class: "conventions" },
    element(
      "table",
      {},
      element("caption", { class: "visually-hidden" }, "The machine in three conventions"),
      element("thead", {}, element("tr", {}, ...heads.map((name) => element("th", { scope: "col" }, name)))),
      body
    )
  );

  function show(conventions: readonly Convention[]): void {
    body.replaceChildren(
      ...conventions.map(({ coupling, W, c }) => {
        const m = W.length / 2;
        const rowOfW = (i: number) =>
          W.slice(i * m, (i + 1) * m).flatMap((value) => [
            element("span", { class: "weight" }, readable(value, 3)),
            " "
          ]);
        const cells = [[terms[coupling]], rowOfW(0), rowOfW(1), [readable(c, 9)]];
        return element("tr", {}, ...cells.map((cell) => element("td", {}, ...cell)));
      })
    );
  }

  return following(machine, root, (_, small) => show(conventionsOf(small)));
}
