import { evaluateExpression } from "../../../rbm/model/evaluateExpression.js";
import type { Formula } from "../../../rbm/model/formulas.js";
import { emitInput } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import type { NumericArray } from "../../controls/numericArray.js";
import { mathCell } from "./mathCell.js";
import type { MathCell, MathCellInput } from "./mathCell.js";
import type { SmallMachine } from "./smallMachine.js";

type Rows = readonly (readonly number[])[];
type Name = "x" | "b" | "sigma2" | "W" | "d";

/** A small machine's numbers by the names and shapes that the formulas have for them. */
function scopeOf({ b, sigma, W, d, x }: SmallMachine): Record<Name, Rows> {
  return { x: [x], b: [b], sigma2: [sigma.map((s) => s * s)], W, d: [d] };
}

function pair([first, second]: readonly number[]): [number, number] {
  return [first, second];
}

function machineFrom({ x, b, sigma2, W, d }: Record<Name, Rows>): SmallMachine {
  return { x: pair(x[0]), b: pair(b[0]), sigma: pair(sigma2[0].map(Math.sqrt)), W, d: d[0] };
}

/** A formula over the small machine's numbers: typing over one moves the machine, and the other way about. */
export function linkedCell(
  label: string,
  { expression, variables }: Pick<Formula, "expression" | "variables">,
  machine: Control<SmallMachine>
): MathCell {
  const names = variables as readonly Name[];
  const chosen = (from: SmallMachine): Record<string, NumericArray> => {
    const scope = scopeOf(from);
    return Object.fromEntries(names.map((name) => [name, scope[name]]));
  };
  const input = (name: Name): MathCellInput => ({
    value: scopeOf(machine.value)[name],
    ...(name === "sigma2" ? { min: 0.01, max: 1, note: "variances" } : { min: -8, max: 8 })
  });
  const cell = mathCell({
    label,
    formula: expression,
    inputs: Object.fromEntries(names.map((name) => [name, input(name)])),
    evaluate: evaluateExpression
  });
  cell.addEventListener("input", () => {
    const typed = cell.value.inputs as Partial<Record<Name, Rows>>;
    machine.value = machineFrom({ ...scopeOf(machine.value), ...typed });
    emitInput(machine);
  });
  machine.addEventListener("input", () => {
    cell.value = { inputs: chosen(machine.value), result: null };
  });
  return cell;
}
