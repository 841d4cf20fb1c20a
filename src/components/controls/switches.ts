import { emitInput, keepInside, withValue } from "./control.js";
import type { Control } from "./control.js";
import { element } from "../dom/element.js";

export interface SwitchesOptions {
  /** The letter of the vector, as in "z". */
  readonly label: string;
  readonly count: number;
  readonly value: readonly number[];
}

/** A vector of switches, each 0 or 1. Setting a value of another length or with other numbers throws a RangeError. */
export function switches({ label, count, value }: SwitchesOptions): Control<readonly number[]> {
  const boxes = Array.from({ length: count }, (_, j) =>
    element("input", { type: "checkbox", role: "switch", "aria-label": `${label}${j + 1}` })
  );
  const root = element(
    "fieldset",
    { class: "control switches" },
    element("legend", { class: "control-label" }, "Switches"),
    element(
      "div",
      { class: "switches-row" },
      ...boxes.map((box, j) => element("label", { class: "switch" }, box, `${label}${"₁₂₃₄₅₆₇₈₉"[j] ?? j + 1}`))
    )
  );
  keepInside(root);
  for (const box of boxes) box.addEventListener("input", () => emitInput(root));
  const control = withValue<readonly number[], HTMLFieldSetElement>(
    root,
    () => boxes.map((box) => Number(box.checked)),
    (next) => {
      if (next.length !== count || !next.every((z) => z === 0 || z === 1))
        throw new RangeError(`${label} must be ${count} numbers, each 0 or 1`);
      boxes.forEach((box, j) => (box.checked = next[j] === 1));
    }
  );
  control.value = value;
  return control;
}
