import { compile } from "../../language/compiled/compile.js";
import type { CompiledProgram } from "../../language/compiled/compile.js";
import { Evaluation } from "../../language/evaluation/evaluation.js";
import type { Draws, Limits } from "../../language/evaluation/evaluation.js";
import { reduce } from "../../language/evaluation/operations/reduce.js";
import { LanguageError } from "../../language/languageError.js";
import { sameShape, shapeText } from "../../language/tensor/tensor.js";
import type { Tensor } from "../../language/tensor/tensor.js";
import type { Machine } from "../../rbm/model/machine.js";
import { gradientOf } from "./differentiate.js";
import type { ValueAndGradient } from "./differentiate.js";
import { LearnerFunctions, parametersOf } from "./learnerFunctions.js";
import type { Programs } from "./learnerFunctions.js";

/**
 * The two things that training repeats, a Gibbs step and the gradient of the loss. The evaluator does each the first
 * time, and so finds every mistake at its place; after that the same operations run compiled. If one of them can't be
 * compiled, the evaluator goes on. Batches keep their shapes throughout a training.
 */
export class TrainingSteps {
  private step: CompiledProgram | null | undefined;
  private gradient: CompiledProgram | null | undefined;

  constructor(
    private readonly programs: Programs,
    private readonly limits: Limits
  ) {}

  /** One Gibbs step of each row of x. @throws LanguageError if the formula fails or gives another shape */
  gibbsStep(machine: Machine, x: Tensor, draws: Draws): Tensor {
    if (this.step) {
      const [values] = this.step.run(valuesOf(machine, x), draws);
      return { shape: x.shape, values: values.slice() };
    }
    const evaluation = new Evaluation(draws, this.limits);
    const parameters = parametersOf(machine);
    const inputs = [...Object.values(parameters), x] as Tensor[];
    if (this.step === undefined) evaluation.startRecording(inputs);
    const { value } = new LearnerFunctions(this.programs, parameters, evaluation).run("gibbsStep", { x }, evaluation);
    expectShape("the Gibbs step", value, x.shape);
    if (this.step === undefined) this.step = compile(evaluation, inputs, [value]);
    return value;
  }

  /** The loss and its gradient. @throws LanguageError if the formula fails or can't be differentiated */
  lossGradient(machine: Machine, data: Tensor, draws: Tensor): ValueAndGradient {
    if (this.gradient) {
      const [loss, b, logSigma2, W, d] = this.gradient.run(valuesOf(machine, data, draws), null);
      const gradient = { b: b.slice(), logSigma2: logSigma2.slice(), W: W.slice(), d: d.slice() };
      return { value: loss[0], gradient };
    }
    if (this.gradient === undefined) this.gradient = this.compileGradient(machine, data, draws);
    return gradientOf(this.programs, "loss", machine, { data, draws }, this.limits);
  }

  private compileGradient(machine: Machine, data: Tensor, draws: Tensor): CompiledProgram | null {
    const evaluation = new Evaluation(null, this.limits);
    const parameters = parametersOf(machine);
    const inputs = [...Object.values(parameters), data, draws] as Tensor[];
    evaluation.startRecording(inputs);
    const functions = new LearnerFunctions(this.programs, parameters, evaluation);
    const { value } = functions.run("loss", { data, draws }, evaluation);
    const mean = reduce(evaluation, "mean", value, null, { start: 0, end: 0 });
    return compile(evaluation, inputs, [mean], mean);
  }
}

function valuesOf({ b, logSigma2, W, d }: Machine, ...batches: readonly Tensor[]): ArrayLike<number>[] {
  return [b, logSigma2, W, d, ...batches.map(({ values }) => values)];
}

/** @throws LanguageError "shape" that names both shapes */
export function expectShape(what: string, value: Tensor, shape: readonly number[]): void {
  if (sameShape(value.shape, shape)) return;
  throw new LanguageError("shape", `${what} gave ${shapeText(value.shape)}; ${shapeText(shape)} was expected`);
}
