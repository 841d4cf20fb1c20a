import { WindowError } from "../../rbm/errors.js";
import type { DensityGrid } from "../../rbm/exact/grid.js";
import type { Machine } from "../../rbm/model/machine.js";
import { gibbsChains } from "../../rbm/sampling/gibbs.js";
import { createRandom } from "../../rbm/random.js";
import { labRecipe } from "../../rbm/training/recipe.js";
import { train as trainByLibrary } from "../../rbm/training/train.js";
import { densityGrid } from "../../rbm/exact/densityGrid.js";
import { grade } from "../grading/grade.js";
import { LanguageError } from "../../language/languageError.js";
import { postEnd } from "../../language/worker/watchedAnswer.js";
import type { Message, Request, Results, TrainingResult } from "./messages.js";
import { readAnswers } from "../learner/learnerFunctions.js";
import { exactScore, sampleByFormulas, trainByFormulas } from "../learner/learnerMachine.js";

/** Answers the requests that come, one after the other; the counterpart of ExerciseClient in the worker. */
export function serve(post: (message: Message) => void): (id: number, request: Request) => void {
  return (id, request) => postEnd(id, () => answer(id, request, post), post, asLanguageError);
}

/** Turns any error into a LanguageError; a RangeError of the engine means that memory ran out. */
export function asLanguageError(error: unknown): LanguageError {
  if (error instanceof LanguageError) return error;
  if (error instanceof WindowError) return new LanguageError("diverged", `The machine ran away: ${error.message}`);
  if (error instanceof RangeError)
    return new LanguageError("memory", `The formula is too large to run: ${error.message}.`);
  return new LanguageError(
    "worker",
    `The exercise failed at this formula: ${error instanceof Error ? error.message : error}`
  );
}

function answer(id: number, request: Request, post: (message: Message) => void): Results[keyof Results] {
  switch (request.kind) {
    case "grade":
      return grade(request.cell, request.source, request.prior, () => post({ kind: "news", id, news: null }));
    case "train":
      return train(id, request, post);
    case "sample": {
      const { answers, machine, seed } = request;
      if (answers === null) return gibbsChains({ ...request, random: createRandom(seed, "chains") });
      let reported = 0;
      return sampleByFormulas(readAnswers(answers), machine, request, (done, steps) => {
        if (done - reported < steps / 50) return;
        reported = done;
        post({ kind: "news", id, news: { done, steps } });
      });
    }
  }
}

function train(id: number, request: Request & { kind: "train" }, post: (message: Message) => void): TrainingResult {
  const { data, test, recipe } = request;
  const epochs = recipe.epochs ?? 300;
  const losses: number[] = [];
  const gradientNorms: number[] = [];
  let machine: Machine | null = null;
  const run =
    request.answers === null
      ? trainByLibrary({ recipe: { ...labRecipe, ...recipe }, data })
      : trainByFormulas(readAnswers(request.answers), data, recipe);
  for (const after of run) {
    losses.push(after.loss);
    gradientNorms.push(after.gradientNorm);
    machine = after.machine;
    const { epoch, loss, gradientNorm } = after;
    const shown = epoch % 10 === 0 || epoch === 1 ? machine : null;
    post({
      kind: "news",
      id,
      news: { epoch, epochs, loss, gradientNorm, machine: shown, density: shown && densityOf(shown) }
    });
  }
  return {
    machine: machine!,
    density: densityOf(machine!),
    losses,
    gradientNorms,
    trainNll: exactScore(machine!, data),
    testNll: exactScore(machine!, test)
  };
}

/** The ring's window; a cell is half of labRecipe's σ wide. */
const window = { xmin: -1.6, xmax: 1.6, ymin: -1.6, ymax: 1.6, columns: 64, rows: 64 };

/** The exact density; null if the machine has run so far away that there is no grid for it. */
function densityOf(machine: Machine): DensityGrid | null {
  try {
    return densityGrid(machine, window);
  } catch (error) {
    if (error instanceof WindowError) return null;
    throw error;
  }
}
