import { expect, it } from "vitest";
import { lossesAndScores, worstWithLossNearZero } from "../../../src/components/chapters/training/lossAndScore.js";
import { pathLengths } from "../../../src/components/chapters/training/pathLength.js";
import { createMachine, createRandom, labRecipe, ring, train } from "../../../src/rbm/index.js";
import type { Machine } from "../../../src/rbm/index.js";

it.each([1, 30, null])("with a clip at %s, a path is as long as the machine's own steps together", (clip) => {
  const recipe = { ...labRecipe, hidden: 8, epochs: 6, clip };
  const data = ring({ samples: 120, random: createRandom(1, "data") });
  const parameters = ({ b, W, d }: Machine) => [...b, ...W, ...d];
  const norms: number[] = [];
  const machines: number[][] = [];
  for (const { gradientNorm, machine } of train({ recipe, data })) {
    norms.push(gradientNorm);
    machines.push(parameters(machine));
  }
  const lengths = pathLengths(norms, recipe.learningRate, clip);
  for (let i = 1; i < machines.length; i += 1) {
    const step = Math.hypot(...machines[i].map((value, at) => value - machines[i - 1][at]));
    expect(lengths[i] - lengths[i - 1]).toBeCloseTo(step, 9);
  }
});

it("the worst score with a loss near 0 is found, and none where every loss is far from it", () => {
  const machine = createMachine({ b: [0], logSigma2: [0], W: [[0]], d: [0] });
  const snapshot = (epoch: number, nllTest: number | null) => ({ epoch, machine, nllTrain: nllTest, nllTest });
  const losses = Array.from({ length: 40 }, (_, i) => (i < 20 ? 5 : 0.01));
  const all = lossesAndScores({
    losses,
    snapshots: [snapshot(0, 9), snapshot(10, 8), snapshot(30, 1), snapshot(33, 2), snapshot(40, null)]
  });
  expect(all.map(({ epoch }) => epoch)).toEqual([10, 30, 33]);
  expect(all[0].loss).toBeCloseTo(5, 12);
  expect(worstWithLossNearZero(all, 0.1)?.epoch).toBe(33);
  expect(worstWithLossNearZero(all.slice(0, 1), 0.1)).toBeNull();
});
