import type { Epoch } from "./contrastiveDivergence.js";
import { checkFinite } from "./divergence.js";
import { logSumExp } from "../exact/enumeration.js";
import { cellCentres, logCellArea } from "../exact/grid.js";
import { loopEvaluator, weightedGradientOfC } from "../model/loops.js";
import type { Machine, Parameters } from "../model/machine.js";
import { wholeWindow } from "../exact/quadrature.js";
import { completeRecipe } from "./recipe.js";
import type { Recipe } from "./recipe.js";
import { packRows } from "../shapes.js";
import { createUpdateRule } from "./updateRule.js";
import type { Rows } from "../shapes.js";

/**
 * Maximum likelihood with its exact gradient, n = 2: the negative phase is an expectation by quadrature over the whole
 * plane (see wholeWindow), nothing is drawn. Full batch whatever recipe.batchSize says; recipe.k has no meaning here.
 * The loss is the negative log-likelihood of the data (times recipe.sign), in nats.
 * @param options the recipe, the data and the random source
 * @throws RecipeError, ShapeError if n is not 2 or the data have not two columns, ValueError; WindowError if the
 * machine grows too wide for quadrature; TrainingDivergedError where a number stops being finite
 */
export function* exactLikelihood(options: { machine: Machine; data: Rows; recipe: Recipe }): Generator<Epoch, Machine> {
  const recipe = completeRecipe(options.recipe);
  let { machine } = options;
  const data = packRows(options.data, machine.n, "data");
  const rule = createUpdateRule(recipe, recipe.epochs);

  for (let epoch = 1; epoch <= recipe.epochs; epoch++) {
    const grid = wholeWindow(machine);
    const centres = cellCentres(grid);
    const logMass = loopEvaluator.c(machine, centres).map((value) => value + logCellArea(grid));
    const logZ = logSumExp(logMass);
    const values = loopEvaluator.c(machine, data);
    const loss = recipe.sign * (logZ - values.reduce((sum, value) => sum + value, 0) / values.length);
    const positive = loopEvaluator.gradientOfMeanC(machine, data);
    const negative = weightedGradientOfC(
      machine,
      centres,
      logMass.map((value) => Math.exp(value - logZ))
    );
    const difference = (name: keyof Parameters) =>
      negative[name].map((value, i) => recipe.sign * (value - positive[name][i]));
    const gradient: Parameters = {
      b: difference("b"),
      logSigma2: difference("logSigma2"),
      W: difference("W"),
      d: difference("d")
    };
    const { machine: next, gradientNorm } = rule.next(machine, gradient);
    checkFinite({ epoch, loss, gradientNorm, machine, next });
    machine = next;
    yield { epoch, loss, gradientNorm, machine };
  }
  return machine;
}
