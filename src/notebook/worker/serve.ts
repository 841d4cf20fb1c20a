import { evaluate } from "../../language/evaluation/evaluate.js";
import { Evaluation } from "../../language/evaluation/evaluation.js";
import { checkNames } from "../../language/syntax/names.js";
import { postEnd } from "../../language/worker/watchedAnswer.js";
import { createRandom } from "../../rbm/random.js";
import { asLanguageError } from "../evaluation/asLanguageError.js";
import { programOf } from "../evaluation/programOf.js";
import { Bindings } from "./bindings.js";
import { carryOut } from "./library.js";
import type { Answer, Envelope, EpochNews, Evaluate, FormulaResults, TrainByFormulas } from "./protocol.js";
import { agreesWithLibrary, trainByFormulas } from "./trainByFormulas.js";

/** Answers the requests that come, one after the other: the worker's side of FormulaClient. */
export function serveFormulas(post: (answer: Answer) => void): (envelope: Envelope) => void {
  const bindings = new Bindings();
  return ({ id, forget, define, request }) => {
    const job = (): FormulaResults[keyof FormulaResults] => {
      forget.forEach((ref) => bindings.forget(ref));
      define.forEach((definition) => bindings.define(definition));
      return answer(id, request);
    };
    postEnd(id, job, post, asLanguageError);
  };

  function answer(id: number, request: Envelope["request"]): FormulaResults[keyof FormulaResults] {
    switch (request.kind) {
      case "evaluate":
        return run(id, request);
      case "agree":
        return { agrees: agreesWithLibrary(bindings, request) };
      case "train":
        return train(id, request);
      default:
        return carryOut(request, beats(id));
    }
  }

  /** Passes on ten shares a second at most: each is a message. */
  function beats(id: number): (fraction: number) => void {
    let told = performance.now();
    return (fraction) => {
      if (performance.now() - told < 100) return;
      told = performance.now();
      post({ kind: "news", id, news: { fraction } });
    };
  }

  function run(id: number, { expression, scope, seed, stream, keep }: Evaluate): FormulaResults["evaluate"] {
    const program = programOf(expression);
    const bound = bindings.scope(scope);
    const arities = new Map([...bound.functions].map(([name, { parameters }]) => [name, parameters.length]));
    checkNames(program, { values: [...bound.values.keys()], functions: arities });
    let beaten = 0;
    const evaluation = new Evaluation(createRandom(seed, stream), undefined, (done, steps) => {
      if (done - beaten < steps / 50) return;
      beaten = done;
      post({ kind: "news", id, news: { fraction: done / steps } });
    });
    const { value } = evaluate(program, bound, evaluation);
    bindings.keep(keep, value);
    return { shape: value.shape, values: value.values };
  }

  function train(id: number, request: TrainByFormulas): FormulaResults["train"] {
    const wanted = new Set(request.snapshotEpochs);
    const batch: EpochNews[] = [];
    const tell = (): void => void post({ kind: "news", id, news: { epochs: batch.splice(0) } });
    let told = performance.now();
    const training = trainByFormulas(bindings, request);
    for (;;) {
      const step = training.next();
      if (step.done) {
        tell();
        return step.value;
      }
      const { epoch, machine } = step.value;
      batch.push({ ...step.value, machine: wanted.has(epoch) ? machine : null });
      if (performance.now() - told < 40) continue;
      told = performance.now();
      tell();
    }
  }
}
