import { createMachine } from "../../rbm/model/machine.js";
import type { Machine } from "../../rbm/model/machine.js";
import { show } from "./compare.js";
import { gradientOf } from "../learner/differentiate.js";
import type { ParameterName } from "../learner/differentiate.js";
import type { Finding } from "./grade.js";
import { tensor } from "../../language/tensor/tensor.js";
import type { Programs } from "../learner/learnerFunctions.js";
import { manyRows, rowsTensor } from "./trials.js";
import { cByEnumeration, lossByEnumeration } from "./truth.js";

const names: readonly ParameterName[] = ["b", "logSigma2", "W", "d"];

/**
 * Whether the automatic derivative of an answer, in which softplus, c and loss call each other, is that of the sum over
 * z; and whether it stays finite far out.
 */
export function checkDerivative(id: "softplus" | "c" | "loss", programs: Programs): Finding {
  const trial = manyRows[0];
  const { machine, x, draws } = trial;
  const used = id === "softplus" ? "c" : id;
  const inputs = used === "loss" ? { data: rowsTensor(x), draws: rowsTensor(draws) } : { x: rowsTensor(x) };
  const value = (at: Machine): number =>
    used === "loss"
      ? lossByEnumeration(at, x, draws)
      : x.reduce((sum, row) => sum + cByEnumeration(at, row), 0) / x.length;
  const { gradient } = gradientOf(programs, used, machine, inputs);
  for (const name of names) {
    for (let k = 0; k < machine[name].length; k++) {
      const h = 1e-4;
      const expected = (value(moved(machine, name, k, h)) - value(moved(machine, name, k, -h))) / (2 * h);
      const actual = gradient[name][k];
      if (!(Math.abs(actual - expected) <= 1e-6 * Math.max(1, Math.abs(expected)))) {
        const place = `derivative for ${name}, element ${k + 1}`;
        return { ok: false, expected: `${place}: ${show(expected)}`, actual: `${place}: ${show(actual)}` };
      }
    }
  }
  const extreme = tensor(
    [2, machine.n],
    Array.from({ length: 2 * machine.n }, (_, i) => (i < machine.n ? 1e3 : -1e3))
  );
  const distant = gradientOf(
    programs,
    used,
    machine,
    used === "loss" ? { data: extreme, draws: extreme } : { x: extreme }
  );
  const broken = names.find((name) => !distant.gradient[name].every(Number.isFinite));
  if (broken) {
    return {
      ok: false,
      expected: "a finite derivative at |x| = 1000",
      actual: `the derivative for ${broken} is not finite`
    };
  }
  return { ok: true, expected: "the derivatives for b, log σ², W and d", actual: "the same, to six digits" };
}

function moved(machine: Machine, name: ParameterName, k: number, by: number): Machine {
  const changed = machine[name].slice();
  changed[k] += by;
  return createMachine({ ...machine, [name]: changed });
}
