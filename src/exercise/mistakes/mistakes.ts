import { attempt, inputsOf, shapesOf } from "../grading/attempt.js";
import type { Output } from "../grading/attempt.js";
import type { CellId } from "../cells/cells.js";
import { cellOf } from "../cells/cells.js";
import { firstDifference } from "../grading/compare.js";
import { distance, summarise, threshold } from "../grading/distribution.js";
import type { Summary } from "../grading/distribution.js";
import { recoverLanguageError } from "../../language/languageError.js";
import { knownMistakes } from "./knownMistakes.js";
import type { KnownMistake } from "./knownMistakes.js";
import { run } from "../grading/grade.js";
import type { NamedMistake } from "../grading/report.js";
import { sameShape } from "../../language/tensor/tensor.js";
import { readAnswer } from "../learner/learnerFunctions.js";
import type { Programs } from "../learner/learnerFunctions.js";
import type { Program } from "../../language/syntax/tree.js";
import { far, manyRows, oneRow, square } from "../grading/trials.js";
import type { Trial } from "../grading/trials.js";

/**
 * The known mistake that a wrong answer makes, or null. A mistake is known by a formula that makes it, and an answer is
 * recognised by what it does: it gives the values of that formula, however it is written, on every machine tried.
 * If an answer can't run because a shape doesn't fit, it is tried on a machine whose axes all have one length.
 */
export function recognise(
  id: CellId,
  program: Program,
  others: Programs,
  heartbeat: () => void = () => {}
): NamedMistake | null {
  const candidates = knownMistakes.filter((m) => m.cell === id);
  const known = cellOf(id).random
    ? recogniseDraws(id as "gibbsStep" | "sample", program, others, candidates, heartbeat)
    : recogniseValues(id, program, others, candidates, heartbeat);
  return known && { id: known.id, title: known.title, description: known.description };
}

function recogniseValues(
  id: CellId,
  program: Program,
  others: Programs,
  candidates: readonly KnownMistake[],
  heartbeat: () => void
): KnownMistake | null {
  const trials = [square, manyRows[0], oneRow];
  const actual = trials.map((trial) => outputsOrNull(id, { ...others, [id]: program }, trial));
  const distant = outputsOrNull(id, { ...others, [id]: program }, far);
  if (actual[0] === null) return null;
  for (const mistake of candidates) {
    heartbeat();
    const wrong = { ...others, [id]: readAnswer(id, mistake.formula) };
    const matches = trials.every((trial, t) => same(actual[t], outputsOrNull(id, wrong, trial), mistake.output));
    if (matches && (!mistake.overflows || same(distant, outputsOrNull(id, wrong, far)))) return mistake;
  }
  return null;
}

function recogniseDraws(
  id: "gibbsStep" | "sample",
  program: Program,
  others: Programs,
  candidates: readonly KnownMistake[],
  heartbeat: () => void
): KnownMistake | null {
  const summaryOf = (of: Program, seed: number): Summary | null => {
    heartbeat();
    return recoverLanguageError(
      () => summarise(id, { ...others, [id]: of }, seed),
      () => null
    );
  };
  const shape = shapeOf(id, program, others);
  const isRight = shape !== null && sameShape(shape, shapesOf(id, manyRows[0])[0]);
  const actual = isRight ? summaryOf(program, 41) : null;
  let best: KnownMistake | null = null;
  let least = threshold;
  for (const mistake of candidates) {
    const wrong = readAnswer(id, mistake.formula);
    const wrongShape = shapeOf(id, wrong, others);
    if (shape === null || wrongShape === null || !sameShape(shape, wrongShape)) continue;
    if (!isRight) return mistake;
    const summary = actual && summaryOf(wrong, 43);
    if (!actual || !summary) continue;
    const apart = Math.max(...summary.labels.map((_, s) => distance(actual, summary, s)));
    if (apart < least) [best, least] = [mistake, apart];
  }
  return best;
}

/** The shape of a cell's draws; null if it can't run. */
function shapeOf(id: CellId, program: Program, others: Programs): readonly number[] | null {
  return recoverLanguageError(
    () => run(id, { ...others, [id]: program }, manyRows[0])[0].value.shape,
    () => null
  );
}

function outputsOrNull(id: CellId, programs: Programs, trial: Trial): Output[] | null {
  return recoverLanguageError(
    () => attempt(id, programs, trial.machine, inputsOf(id, trial)),
    () => null
  );
}

/** Whether two answers give the same; if an output is named, only that one is compared. Both may fail to run. */
function same(a: Output[] | null, b: Output[] | null, output?: string): boolean {
  if (a === null || b === null) return a === b;
  return a.every(({ name, value }, o) => {
    if (output !== undefined && name !== output) return true;
    const other = b[o].value;
    return sameShape(value.shape, other.shape) && firstDifference(value.values, other.values) < 0;
  });
}
