import { contrastiveDivergence, createRandom, formulaEvaluator, gibbsChains, labRecipe } from "../../src/rbm/index.js";
import { timed } from "./contender.js";
import type { Contender } from "./contender.js";
import { meanSquare } from "./kernelContender.js";

/** The mathjs model: the formulas of the pages, evaluated over matrices. */
export function mathjsContender(): Contender {
  return {
    name: "mathjs model",
    nanoseconds: 600,
    capacity: 6e6,
    sample: (machine, chains, steps) =>
      timed(() => {
        const random = createRandom(1, "bench");
        const { x } = gibbsChains({ machine, chains, steps, random, evaluator: formulaEvaluator });
        return meanSquare(x.subarray(x.length - 2 * chains), chains);
      }),
    train: (machine, data, epochs) =>
      timed(() => {
        const recipe = { ...labRecipe, hidden: machine.m, epochs };
        const random = createRandom(1, "bench");
        let last = NaN;
        for (const { loss } of contrastiveDivergence({ machine, data, recipe, random, evaluator: formulaEvaluator }))
          last = loss;
        return last;
      })
  };
}
