import fc from "fast-check";
import { expect, it } from "vitest";
import { linesOfC, linesOfX, linesOfZ } from "../../../src/components/chapters/model/derivationNumbers.js";
import { firstSmallMachine, machineOf, settings } from "../../../src/components/chapters/model/smallMachine.js";
import type { SmallMachine } from "../../../src/components/chapters/model/smallMachine.js";
import { c, pXGivenZ, pZGivenX } from "../../../src/rbm/index.js";

const place = fc.double({ min: -2, max: 2, noNaN: true });
const machines: fc.Arbitrary<SmallMachine> = fc.record({
  b: fc.tuple(place, place),
  sigma: fc.tuple(fc.double({ min: 0.1, max: 1, noNaN: true }), fc.double({ min: 0.1, max: 1, noNaN: true })),
  W: fc.tuple(fc.tuple(place, place, place), fc.tuple(place, place, place)),
  d: fc.tuple(place, place, place),
  x: fc.tuple(place, place)
});
const near = (value: number, expected: number) => Math.abs(value - expected) <= 1e-9 * Math.max(1, Math.abs(expected));

it("every line of c(x) comes to the value of the model's own formula", () => {
  fc.assert(
    fc.property(machines, (machine) => {
      const [expected] = c(machineOf(machine), [[...machine.x]]);
      return linesOfC(machine).every((value) => near(value, expected));
    })
  );
});

it("every line of p(z | x) comes to the model's probability of that setting, for all eight", () => {
  fc.assert(
    fc.property(machines, (machine) => {
      const [on] = pZGivenX(machineOf(machine), [[...machine.x]]);
      return settings(3).every((z) => {
        const lines = linesOfZ(machine, z);
        const expected = z.reduce((p, zj, j) => p * (zj ? on[j] : 1 - on[j]), 1);
        return lines.every((value) => near(value, lines[0])) && Math.abs(Math.exp(lines[0]) - expected) < 1e-9;
      });
    })
  );
});

it("every line of p(x | z) comes to the log density of the Gaussian that the model gives", () => {
  fc.assert(
    fc.property(machines, (machine) =>
      settings(3).every((z) => {
        const { mean, variance } = pXGivenZ(machineOf(machine), [z]);
        const expected = machine.x.reduce(
          (total, xi, i) =>
            total - 0.5 * Math.log(2 * Math.PI * variance[0][i]) - (xi - mean[0][i]) ** 2 / (2 * variance[0][i]),
          0
        );
        return linesOfX(machine, z).every((value) => near(value, expected));
      })
    )
  );
});

it("the lines agree in every digit shown for the machine the page opens with", () => {
  for (const lines of [
    linesOfC(firstSmallMachine),
    linesOfZ(firstSmallMachine, [1, 0, 1]),
    linesOfX(firstSmallMachine, [1, 0, 1])
  ])
    expect(new Set(lines.map((value) => value.toFixed(6))).size).toBe(1);
});
