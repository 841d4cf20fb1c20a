import { LanguageError } from "../../languageError.js";
import type { Span } from "../../languageError.js";
import type { Draws, Evaluation } from "../evaluation.js";
import { expand } from "../../tensor/tensor.js";
import type { Tensor } from "../../tensor/tensor.js";
import { agree } from "./elementwise.js";

/** 1 with probability p, else 0, for each element on its own. A draw has no gradient: it counts as a constant. */
export function bernoulli(evaluation: Evaluation, p: Tensor, span: Span): Tensor {
  const draws = drawsOf(evaluation, "bernoulli", span);
  const out = evaluation.create(p.shape, span);
  drawEach(draws, p.values, out.values, span);
  evaluation.note("bernoulli", [p], out, span);
  return out;
}

/** A draw of 0 or 1 for each element. @throws LanguageError, before anything is drawn, if one is not a probability */
export function drawEach(draws: Draws, p: Float64Array, out: Float64Array, span: Span): void {
  for (let i = 0; i < p.length; i++)
    if (!(p[i] >= 0 && p[i] <= 1))
      throw new LanguageError("value", `bernoulli needs probabilities from 0 to 1; one is ${show(p[i])}.`, span);
  draws.bernoulliEach(p, out);
}

/** The number itself. @throws LanguageError if it is not a standard deviation */
export function deviation(std: number, span: Span): number {
  if (std >= 0) return std;
  throw new LanguageError("value", `normal needs a standard deviation of at least 0; one is ${show(std)}.`, span);
}

/** Normal draws with the given mean and standard deviation, which broadcast. A draw has no gradient. */
export function normal(evaluation: Evaluation, mean: Tensor, std: Tensor, span: Span): Tensor {
  const draws = drawsOf(evaluation, "normal", span);
  const shape = agree(mean, std, "normal", span);
  const out = evaluation.create(shape, span);
  const centre = expand(mean.values, mean.shape, shape);
  const spread = expand(std.values, std.shape, shape);
  for (let i = 0; i < out.values.length; i++) {
    out.values[i] = centre[i] + deviation(spread[i], span) * draws.normal();
  }
  evaluation.note("normal", [mean, std], out, span);
  return out;
}

function drawsOf(evaluation: Evaluation, name: string, span: Span): Draws {
  if (evaluation.draws === null) {
    throw new LanguageError(
      "value",
      `This formula has to give the same value each time, so ${name} can't be in it.`,
      span
    );
  }
  return evaluation.draws;
}

function show(value: number): string {
  return Number.isNaN(value) ? "NaN (not a number)" : String(Number(value.toPrecision(6)));
}
