import { expect, it } from "vitest";
import { c, pZGivenX, pXGivenZ } from "../../../src/rbm/index.js";
import { createMachine } from "../../../src/rbm/index.js";
import { meanField } from "../../../src/rbm/sampling/meanField.js";
import { expectClose, referenceCases } from "../reference.js";

it.each(referenceCases)("a step of the mean field is b + W p(z | x) by the formulas: $title", ({ values }) => {
  const machine = createMachine(values.params);
  const { x } = meanField({ machine, x: values.x, steps: 2 });
  const first = pXGivenZ(machine, pZGivenX(machine, values.x)).mean;
  const second = pXGivenZ(machine, pZGivenX(machine, first)).mean;
  expectClose(x, [...first, ...second].flat(), 1e-9, 1e-12);
});

it.each(referenceCases)("the mean field never goes downhill in p(x): $title", ({ values }) => {
  const machine = createMachine(values.params);
  const { x, chains, n } = meanField({ machine, x: values.x, steps: 30 });
  const rows = chains * n;
  let before = c(machine, values.x);
  for (let step = 0; step < 30; step++) {
    const after = c(machine, x.subarray(step * rows, (step + 1) * rows));
    after.forEach((value, row) => expect(value).toBeGreaterThanOrEqual(before[row] - 1e-9));
    before = after;
  }
});
