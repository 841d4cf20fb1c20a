import { describe, expect, it } from "vitest";
import { conventionsOf } from "../../../src/components/chapters/model/conventionsTable.js";
import { machineOf } from "../../../src/components/chapters/model/smallMachine.js";
import type { SmallMachine } from "../../../src/components/chapters/model/smallMachine.js";
import { c } from "../../../src/rbm/model/model.js";
import { createRandom } from "../../../src/rbm/random.js";

describe("the three conventions", () => {
  it("give one c(x), each by its own energy, whatever the machine", () => {
    const random = createRandom(5, "conventions");
    for (let k = 0; k < 200; k++) {
      const pair = (): [number, number] => [random.normal(), random.normal()];
      const three = () => [random.normal(), random.normal(), random.normal()];
      const [s1, s2] = pair();
      const sigma = [Math.exp(s1), Math.exp(s2)] as const;
      const small: SmallMachine = { b: pair(), sigma, W: [three(), three()], d: three(), x: pair() };
      const [expected] = c(machineOf(small), [small.x]);
      for (const convention of conventionsOf(small))
        expect(Math.abs(convention.c - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
    }
  });

  it("have W divided by σ and by σ²", () => {
    const small: SmallMachine = {
      b: [0, 0],
      sigma: [0.5, 2],
      W: [
        [1, 2, 3],
        [4, 5, 6]
      ],
      d: [0, 0, 0],
      x: [0, 0]
    };
    const [, sigma, none] = conventionsOf(small).map(({ W }) => W.map((value) => Number(value.toPrecision(12))));
    expect(sigma).toEqual([2, 4, 6, 2, 2.5, 3]);
    expect(none).toEqual([4, 8, 12, 1, 1.25, 1.5]);
  });
});
