import { evaluate } from "../../language/evaluation/evaluate.js";
import { Evaluation } from "../../language/evaluation/evaluation.js";
import { recoverLanguageError } from "../../language/languageError.js";
import type { Expression, Program } from "../../language/syntax/tree.js";
import { scalar } from "../../language/tensor/tensor.js";
import type { Language } from "../../language/translate/language.js";
import { PythonPrinter } from "../../language/translate/pythonPrinter.js";
import { createRandom } from "../../rbm/random.js";
import { cellOf } from "../cells/cells.js";
import type { CellId } from "../cells/cells.js";
import { inputsOf, stepsOf } from "../grading/attempt.js";
import { recipeSized } from "../grading/trials.js";
import { parametersOf, readAnswers, solutions, LearnerFunctions } from "../learner/learnerFunctions.js";

const globals = new Set(["b", "sigma2", "logSigma2", "W", "d", "n", "m"]);
const numbers = new Set(["n", "m", "chains", "steps"]);

/**
 * A cell's formula as Python functions, which name b, logSigma2, sigma2, W, d, n, m and the functions of the cells before
 * it. What else they call is in the prelude of the language.
 * @throws LanguageError if the formula can't be read or run: its ranks decide between * and @
 */
export function toPython(id: CellId, source: string, language: Language): string {
  const programs = readAnswers({ ...solutions, [id]: source });
  const program = programs[id];
  const ranks = ranksOf(id, program);
  const cell = cellOf(id);
  const printer = new PythonPrinter(language, ranks, { globals, numbers });
  const name = cell.assigns ? id : (cell.defines[0]?.name ?? id);
  const parameters = cell.defines[0]?.parameters ?? ["chains", "steps"];
  const body = printer.body(program, parameters, cell.assigns);
  const lines = [`def ${name}(${parameters.join(", ")}):`, ...body.map((line) => `    ${line}`)];
  for (const [k, output] of (cell.assigns ?? []).entries()) {
    lines.push("", "", `def ${output}(z):`, `    return ${name}(z)[${k}]`);
  }
  return lines.join("\n");
}

/** The number of axes of each expression's value, found by running the formula once. */
function ranksOf(id: CellId, program: Program): Map<Expression, number> {
  const ranks = new Map<Expression, number>();
  const draws = createRandom(1, "ranks");
  const evaluation = new Evaluation(draws);
  const bound = new LearnerFunctions(readAnswers(solutions), parametersOf(recipeSized.machine), evaluation);
  const inputs =
    id === "sample"
      ? { chains: scalar(recipeSized.batch), steps: scalar(stepsOf(recipeSized)) }
      : inputsOf(id, recipeSized);
  evaluate(program, bound.scopeOf(id, inputs), evaluation, (node, value) => ranks.set(node, value.shape.length));
  return ranks;
}

/** A formula as Python, or why it can't be. */
export function translate(id: CellId, source: string, language: Language): { code: string } | { problem: string } {
  return recoverLanguageError(
    () => ({ code: toPython(id, source, language) }),
    ({ message }) => ({ problem: message })
  );
}
