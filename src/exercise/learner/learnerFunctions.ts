import type { Machine } from "../../rbm/model/machine.js";
import { cells, cellOf, namesOf } from "../cells/cells.js";
import type { CellId } from "../cells/cells.js";
import { evaluate } from "../../language/evaluation/evaluate.js";
import type { Callable, Outcome, Scope } from "../../language/evaluation/evaluate.js";
import type { Evaluation } from "../../language/evaluation/evaluation.js";
import { LanguageError, recoverLanguageError } from "../../language/languageError.js";
import { checkNames } from "../../language/syntax/names.js";
import { add, mapElements } from "../../language/evaluation/operations/elementwise.js";
import { exp } from "../../language/evaluation/operations/scalarFunctions.js";
import { parse } from "../../language/syntax/parse.js";
import { scalar, tensor } from "../../language/tensor/tensor.js";
import type { Tensor } from "../../language/tensor/tensor.js";
import { findExpression } from "../../language/syntax/tree.js";
import type { Program } from "../../language/syntax/tree.js";

/** A formula for each cell. */
export type Answers = Readonly<Record<CellId, string>>;
export type Programs = Readonly<Record<CellId, Program>>;

/** The text of a cell, parsed and its names checked. @throws LanguageError */
export function readAnswer(id: CellId, source: string): Program {
  const program = parse(source);
  checkNames(program, namesOf(id));
  const assigned = new Set(program.statements.map((s) => (s.kind === "assign" ? s.name : "")));
  const missing = cellOf(id).assigns?.filter((name) => !assigned.has(name)) ?? [];
  if (missing.length > 0) {
    const end = source.trimEnd().length;
    throw new LanguageError(
      "unknown name",
      `This cell has to end with a value for ${missing.join(" and ")}: ${missing[0]} = …`,
      {
        start: Math.max(0, end - 1),
        end
      }
    );
  }
  if (!cellOf(id).random) refuseDraws(program);
  return program;
}

export const solutions: Answers = Object.fromEntries(cells.map((cell) => [cell.id, cell.solution])) as Record<
  CellId,
  string
>;

/** @throws LanguageError of the first answer that can't be read */
export function readAnswers(answers: Answers): Programs {
  return Object.fromEntries(cells.map(({ id }) => [id, readAnswer(id, answers[id])])) as Record<CellId, Program>;
}

/** The parameters as the formulas know them. With a tape, sigma2 comes of logSigma2, so that the gradient reaches it. */
export interface LearnerParameters {
  readonly b: Tensor;
  readonly logSigma2: Tensor;
  readonly W: Tensor;
  readonly d: Tensor;
}

export function parametersOf(machine: Machine): LearnerParameters {
  const { n, m } = machine;
  return {
    b: tensor([n], machine.b),
    logSigma2: tensor([n], machine.logSigma2),
    W: tensor([n, m], machine.W),
    d: tensor([m], machine.d)
  };
}

const nowhere = { start: 0, end: 0 };

/** Binds the cells' formulas to a machine: what each can see, and how one calls another. */
export class LearnerFunctions {
  private readonly values: ReadonlyMap<string, Tensor>;
  private readonly callables = new Map<string, Callable>();

  constructor(
    private readonly programs: Programs,
    parameters: LearnerParameters,
    evaluation: Evaluation
  ) {
    const { b, logSigma2, W, d } = parameters;
    const sigma2 = mapElements(evaluation, logSigma2, nowhere, exp);
    const [n, m] = W.shape as [number, number];
    this.values = new Map([
      ["b", b],
      ["sigma2", sigma2],
      ["logSigma2", logSigma2],
      ["W", W],
      ["d", d],
      ["n", scalar(n)],
      ["m", scalar(m)]
    ]);
    for (const cell of cells) for (const { name, parameters } of cell.defines) this.define(cell.id, name, parameters);
  }

  /** Runs the formula of a cell on its inputs. @throws LanguageError placed in that cell */
  run(id: CellId, inputs: Readonly<Record<string, Tensor>>, evaluation: Evaluation): Outcome {
    return evaluate(this.programs[id], this.scopeOf(id, inputs), evaluation);
  }

  /** What the formula of a cell can name. */
  scopeOf(id: CellId, inputs: Readonly<Record<string, Tensor>>): Scope {
    const names = namesOf(id);
    const values = new Map([...this.values].filter(([name]) => names.values.includes(name)));
    for (const [name, value] of Object.entries(inputs)) values.set(name, value);
    const functions = new Map([...this.callables].filter(([name]) => names.functions.has(name)));
    return { values, functions };
  }

  private define(id: CellId, name: string, parameters: readonly string[]): void {
    this.callables.set(name, {
      parameters,
      call: (evaluation, args, span) => {
        const inputs = Object.fromEntries(parameters.map((p, i) => [p, args[i]]));
        const outcome = recoverLanguageError(
          () => this.run(id, inputs, evaluation),
          ({ kind, message }) => {
            // The error's own place is in the text of another cell; in this one it is the call.
            throw new LanguageError(kind, `in ${name}: ${message}`, span);
          }
        );
        const value = outcome.assigned.get(name) ?? outcome.value;
        return name === "varianceX" ? perRow(evaluation, value, args[0]) : value;
      }
    });
  }
}

/** The variance, repeated for each row of z if it was given once. */
function perRow(evaluation: Evaluation, variance: Tensor, z: Tensor): Tensor {
  const columns = variance.shape.at(-1);
  if (columns === undefined || variance.values.length !== columns || z.shape.length !== 2) return variance;
  const zeros = evaluation.create([z.shape[0], columns], nowhere);
  return add(evaluation, zeros, variance, nowhere);
}

function refuseDraws(program: Program): void {
  const node = findExpression(program, (n) => n.kind === "call" && drawing.has(n.name));
  if (node?.kind !== "call") return;
  const message = `This cell has to give the same value each time: there can be no ${node.name} in it.`;
  throw new LanguageError("not in the language", message, node);
}

const drawing = new Set(["bernoulli", "normal", "gibbsStep"]);
