import { clipGradient, gradientNorm } from "./clipping.js";
import type { Epoch } from "./contrastiveDivergence.js";
import { checkFinite } from "./divergence.js";
import { logSumExp } from "../exact/enumeration.js";
import { cellCentres, logCellArea } from "../exact/grid.js";
import { loopEvaluator, weightedGradientOfC } from "../model/loops.js";
import type { Machine, Parameters } from "../model/machine.js";
import { createOptimizer, learningRateAt } from "./optimizers.js";
import { wholeWindow } from "../exact/quadrature.js";
import { validateRecipe } from "./recipe.js";
import type { Recipe } from "./recipe.js";
import { packRows } from "../shapes.js";
import type { Rows } from "../shapes.js";

/**
 * Maximum likelihood with its exact gradient, n = 2: the negative phase is an expectation by quadrature over the whole
 * plane (see wholeWindow), nothing is drawn. Full batch whatever recipe.batchSize says; recipe.k has no meaning here.
 * The loss is the negative log-likelihood of the data (times recipe.sign), in nats.
 * @throws RecipeError, ShapeError where n is not 2 or the data have not two columns, ValueError; WindowError where the
 * machine grows too wide for quadrature; TrainingDivergedError where a number stops being finite
 */
export function* exactLikelihood(options: { machine: Machine; data: Rows; recipe: Recipe }): Generator<Epoch, Machine> {
  const recipe = validateRecipe(options.recipe);
  let { machine } = options;
  const data = packRows(options.data, machine.n, "data");
  const optimizer = createOptimizer(recipe.optimizer);

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
      logSigma2: recipe.learnVariance ? difference("logSigma2") : new Float64Array(machine.n),
      W: difference("W"),
      d: difference("d")
    };
    const norm = gradientNorm(gradient);
    const clipped = recipe.clip === null ? gradient : clipGradient(gradient, recipe.clip);
    const next = optimizer.step(machine, clipped, learningRateAt(recipe, epoch - 1, recipe.epochs));
    checkFinite({ epoch, loss, gradientNorm: norm, machine, next });
    machine = next;
    yield { epoch, loss, gradientNorm: norm, machine };
  }
  return machine;
}
