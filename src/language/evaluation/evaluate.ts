import { LanguageError } from "../languageError.js";
import type { Program, Statement } from "../syntax/tree.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Evaluation } from "./evaluation.js";
import { Evaluator } from "./evaluator.js";
import type { Callable, Scope, ValueListener } from "./evaluator.js";

export type { Callable, Scope, ValueListener };

/** The value of a program's last line, and every name it assigned. */
export interface Outcome {
  readonly value: Tensor;
  readonly assigned: ReadonlyMap<string, Tensor>;
}

/**
 * The value of a program whose names have been checked (checkNames).
 * @throws LanguageError placed at the operation that failed
 */
export function evaluate(program: Program, scope: Scope, evaluation: Evaluation, onValue?: ValueListener): Outcome {
  const evaluator = new Evaluator(scope, evaluation, onValue);
  let value: Tensor | null = null;
  for (const statement of program.statements) {
    if (statement.kind === "define") {
      evaluator.defined.set(statement.name, callableOf(statement, evaluator));
      continue;
    }
    value = evaluator.evaluate(statement.value);
    if (statement.kind === "assign") evaluator.assigned.set(statement.name, value);
  }
  if (value === null) {
    throw new LanguageError("empty", "The last line of a cell is its value; here it defines a function.", {
      start: 0,
      end: program.source.length
    });
  }
  return { value, assigned: evaluator.assigned };
}

function callableOf({ parameters, value }: Statement & { kind: "define" }, evaluator: Evaluator): Callable {
  return {
    parameters,
    call(evaluation, args, span) {
      if (args.length !== parameters.length) throw new LanguageError("arguments", "wrong arguments", span);
      return evaluator.evaluateBody(value, new Map(parameters.map((p, i) => [p, args[i]])), evaluation);
    }
  };
}
