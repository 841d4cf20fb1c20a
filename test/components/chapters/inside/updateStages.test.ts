import { describe, expect, it } from "vitest";
import { mostUpdates, smallRecipe, smallRun } from "../../../../src/components/chapters/inside/smallRun.js";
import type { RunSettings } from "../../../../src/components/chapters/inside/smallRun.js";
import { updateStages } from "../../../../src/components/chapters/inside/updateStages.js";
import { contrastiveDivergence, contrastiveLoss } from "../../../../src/rbm/training/contrastiveDivergence.js";
import { negativeLogLikelihood } from "../../../../src/rbm/exact/likelihood.js";
import { gradientNorm } from "../../../../src/rbm/training/clipping.js";
import { initialMachineOf } from "../../../../src/rbm/training/initialMachineOf.js";
import { createRandom } from "../../../../src/rbm/random.js";

const first: RunSettings = { hidden: 8, seed: 0, coupling: "sigma2", clipped: true };
const settings: RunSettings[] = [
  first,
  { ...first, hidden: 4, seed: 3, clipped: false },
  { ...first, coupling: "sigma" },
  { ...first, hidden: 12, coupling: "none" }
];

describe.each(settings)("with %o", (each) => {
  const run = smallRun(each);

  it("every update, taken apart, ends in the library's next machine, bit for bit, forward and backward", () => {
    const recipe = smallRecipe(each);
    const machine = initialMachineOf(recipe, 2);
    const library = [
      ...contrastiveDivergence({ machine, data: run.batch, recipe, random: createRandom(each.seed, "training") })
    ];
    const places = [0, 1, 2, 150, mostUpdates];
    for (const done of [...places, ...places.toReversed()]) {
      const stages = updateStages(run, done);
      expect(stages.before).toEqual(done === 0 ? machine : library[done - 1].machine);
      expect(stages.after).toEqual(library[done].machine);
      expect(stages.norm).toBe(library[done].gradientNorm);
      const loss = contrastiveLoss(stages.before, run.batch, { n: 2, count: run.batch.count, values: stages.draws });
      expect(loss).toBe(library[done].loss);
    }
  });

  it("the two phases add up to minus the gradient, and its clipped step to the change of the parameters", () => {
    for (const done of [0, 77, 200]) {
      const { before, after, positive, negative, gradient, clipFactor, norm } = updateStages(run, done);
      const scale = run.recipe.learningRate * clipFactor;
      for (const name of ["b", "W", "d"] as const) {
        gradient[name].forEach((value, i) => {
          expect(positive[name][i] + negative[name][i]).toBeCloseTo(-value, 10);
        });
      }
      // In its own convention W moves by σ to a power, which the σ of this run makes one number.
      const power = { sigma2: 0, sigma: 1, none: 2 }[each.coupling];
      after.W.forEach((value, i) => expect(value - before.W[i]).toBeCloseTo(-scale * gradient.W[i] * 0.2 ** power, 12));
      after.d.forEach((value, j) => expect(value - before.d[j]).toBeCloseTo(-scale * gradient.d[j], 12));
      const sum = [gradient.b, gradient.W, gradient.d].flatMap((values) => [...values]);
      expect(Math.hypot(...sum)).toBeCloseTo(norm, 9);
    }
  });

  it("a unit is on exactly where its coin is below p, and x′ is the mean of z with the noise", () => {
    const { before, p, coins, z, means, draws } = updateStages(run, 120);
    expect(coins).toHaveLength(p.length);
    z.forEach((value, i) => expect(value).toBe(coins[i] < p[i] ? 1 : 0));
    const { m, b, W } = before;
    for (let row = 0; row < 5; row++)
      for (const i of [0, 1]) {
        const sum = Array.from({ length: m }, (_, j) => W[i * m + j] * z[row * m + j]).reduce((a, c) => a + c, b[i]);
        expect(means[2 * row + i]).toBeCloseTo(sum, 12);
      }
    const noise = draws.map((value, i) => (value - means[i]) / 0.2);
    // 200 standard normals: mean within 4 standard errors, mean square within 4; wrong once in 8,000 seeds.
    expect(Math.abs(noise.reduce((a, c) => a + c, 0) / 200)).toBeLessThan(4 / Math.sqrt(200));
    expect(Math.abs(noise.reduce((a, c) => a + c * c, 0) / 200 - 1)).toBeLessThan(4 * Math.sqrt(2 / 200));
  });
});

describe("what the page says of its run", () => {
  it("of pull and push after 60 and after 300 updates", () => {
    const run = smallRun(first);
    const lengths = (done: number) => {
      const { positive, negative } = updateStages(run, done);
      return [positive, negative].map((phase) => gradientNorm(phase).toFixed(1));
    };
    expect(lengths(60)).toEqual(["20.9", "11.5"]);
    expect(lengths(300)).toEqual(["22.4", "22.2"]);
  });

  it("of the clip: it shortens nearly every update, the last among them", () => {
    const run = smallRun(first);
    const shortened = Array.from({ length: mostUpdates + 1 }, (_, done) => updateStages(run, done).clipFactor < 1);
    expect(shortened.filter(Boolean).length).toBeGreaterThan(0.95 * shortened.length);
    expect(shortened.at(-1)).toBe(true);
  });

  it("of the three conventions after 300 updates, and of where they start", () => {
    const score = (coupling: RunSettings["coupling"], done: number) => {
      const run = smallRun({ ...first, coupling });
      return negativeLogLikelihood(run.machines[done], run.batch);
    };
    expect(score("sigma2", 300)).toBeCloseTo(1.31, 2);
    expect(score("sigma", 300)).toBeCloseTo(6.04, 2);
    expect([score("none", 300), score("none", 0)].map((each) => each.toFixed(1))).toEqual(["11.3", "11.3"]);
  });
});
