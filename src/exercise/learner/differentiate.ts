import type { Machine, Parameters } from "../../rbm/model/machine.js";
import type { CellId } from "../cells/cells.js";
import { defaultLimits, Evaluation } from "../../language/evaluation/evaluation.js";
import type { Limits } from "../../language/evaluation/evaluation.js";
import { reduce } from "../../language/evaluation/operations/reduce.js";
import type { Tensor } from "../../language/tensor/tensor.js";
import { parametersOf, LearnerFunctions } from "./learnerFunctions.js";
import type { Programs } from "./learnerFunctions.js";

export type ParameterName = keyof Parameters;

/** The value of a formula, and its derivative for each parameter; W row-major as in a machine. */
export interface ValueAndGradient {
  readonly value: number;
  readonly gradient: Parameters;
}

/**
 * The mean of a cell's value and its gradient for b, log σ², W and d, by reverse mode over the tree of the formulas as
 * they were typed: what c calls is differentiated too. Draws count as constants.
 * @param inputs such as x (batch, n) for c, or data and draws for the loss
 * @throws LanguageError if an operation fails or can't be differentiated
 */
export function gradientOf(
  programs: Programs,
  id: CellId,
  machine: Machine,
  inputs: Readonly<Record<string, Tensor>>,
  limits: Limits = defaultLimits
): ValueAndGradient {
  const evaluation = new Evaluation(null, limits);
  const parameters = parametersOf(machine);
  evaluation.startTape(Object.values(parameters));
  const { value } = new LearnerFunctions(programs, parameters, evaluation).run(id, inputs, evaluation);
  const mean = reduce(evaluation, "mean", value, null, { start: 0, end: 0 });
  const gradients = evaluation.gradients(mean);
  const of = (name: ParameterName): Float64Array =>
    gradients.get(parameters[name]) ?? new Float64Array(machine[name].length);
  return {
    value: mean.values[0],
    gradient: { b: of("b"), logSigma2: of("logSigma2"), W: of("W"), d: of("d") }
  };
}
