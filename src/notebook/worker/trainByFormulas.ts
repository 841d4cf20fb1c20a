import { evaluate } from "../../language/evaluation/evaluate.js";
import type { Callable } from "../../language/evaluation/evaluate.js";
import { Evaluation } from "../../language/evaluation/evaluation.js";
import type { Limits } from "../../language/evaluation/evaluation.js";
import { mapElements } from "../../language/evaluation/operations/elementwise.js";
import { exp } from "../../language/evaluation/operations/scalarFunctions.js";
import { LanguageError } from "../../language/languageError.js";
import { parse } from "../../language/syntax/parse.js";
import type { Program } from "../../language/syntax/tree.js";
import { sameShape, shapeText, tensor } from "../../language/tensor/tensor.js";
import type { Tensor } from "../../language/tensor/tensor.js";
import type { Machine, Parameters } from "../../rbm/model/machine.js";
import { loopEvaluator } from "../../rbm/model/loops.js";
import { createRandom } from "../../rbm/random.js";
import type { Random } from "../../rbm/random.js";
import { checkFinite, TrainingDivergedError } from "../../rbm/training/divergence.js";
import { completeRecipe } from "../../rbm/training/recipe.js";
import { createUpdateRule } from "../../rbm/training/updateRule.js";
import type { Bindings } from "./bindings.js";
import type { Agree, EpochNews, FormulaResults, LearnerRefs, TrainByFormulas } from "./protocol.js";

/** A run needs more room than a formula, and many times more operations. */
const runLimits: Limits = { array: 4e6, held: 32e6, work: 2e11 };
const nowhere = { start: 0, end: 0 };

/** The parameters under the names that formulas use; with a tape sigma2 comes of logSigma2, so its gradient does too. */
function reboundTo(machine: Machine, evaluation: Evaluation, traced: boolean) {
  const { n, m } = machine;
  const b = tensor([n], machine.b);
  const logSigma2 = tensor([n], machine.logSigma2);
  const W = tensor([n, m], machine.W);
  const d = tensor([m], machine.d);
  if (traced) evaluation.startTape([b, logSigma2, W, d]);
  const sigma2 = mapElements(evaluation, logSigma2, nowhere, exp);
  return { parameters: { b, logSigma2, W, d }, names: new Map(Object.entries({ b, logSigma2, sigma2, W, d })) };
}

/** The library's own formulas, for what the reader leaves out. */
const ours = {
  c: "sum(maximum((x ./ sigma2) * W + d, 0) + log1p(exp(-abs((x ./ sigma2) * W + d))), 2) - sum((x - b).^2 ./ (2 * sigma2), 2)",
  pZGivenX: "sigmoid((x ./ sigma2) * W + d)",
  meanX: "b + x * W'",
  varianceX: "sigma2"
} as const;

/** The machine's formulas at one set of parameters, each of a batch. */
function functionsAt(bindings: Bindings, refs: LearnerRefs, names: ReadonlyMap<string, Tensor>) {
  const of = (name: keyof LearnerRefs): ((evaluation: Evaluation, x: Tensor) => Tensor) => {
    const ref = refs[name];
    if (ref === null) {
      const program = programOfOurs(name);
      return (evaluation, x) =>
        evaluate(program, { values: new Map([...names, ["x", x]]), functions: new Map() }, evaluation).value;
    }
    const callable: Callable = bindings.callable(ref, names);
    return (evaluation, x) => callable.call(evaluation, [x], nowhere);
  };
  return { c: of("c"), pZGivenX: of("pZGivenX"), meanX: of("meanX"), varianceX: of("varianceX") };
}

const parsed = new Map<string, Program>();
function programOfOurs(name: keyof typeof ours): Program {
  const before = parsed.get(name);
  if (before) return before;
  const program = parse(ours[name]);
  parsed.set(name, program);
  return program;
}

/**
 * Contrastive divergence by the reader's formulas: z by pZGivenX, x by meanX and varianceX, k times from the data; the
 * loss mean c(draws) − mean c(data), its gradient by differentiating c as it was typed.
 */
export function* trainByFormulas(
  bindings: Bindings,
  { functions: refs, machine: initial, data, recipe }: TrainByFormulas
): Generator<Omit<EpochNews, "machine"> & { machine: Machine }, FormulaResults["train"]> {
  const random = createRandom(recipe.seed, "training");
  const rule = createUpdateRule(completeRecipe(recipe), recipe.epochs);
  const x = tensor([data.count, data.n], data.values);
  let machine = initial;
  for (let epoch = 1; epoch <= recipe.epochs; epoch++) {
    try {
      let draws = x;
      for (let step = 0; step < recipe.k; step++) draws = gibbsStep(bindings, refs, machine, draws, random);
      const { value, gradient } = lossAndGradient(bindings, refs, machine, x, draws);
      const { machine: next, gradientNorm: norm } = rule.next(
        machine,
        recipe.sign === 1 ? gradient : negated(gradient)
      );
      const loss = recipe.sign * value;
      checkFinite({ epoch, loss, gradientNorm: norm, machine, next });
      machine = next;
      yield { epoch, loss, gradientNorm: norm, machine };
    } catch (error) {
      if (error instanceof TrainingDivergedError) return { machine, diverged: { epoch, reason: error.reason } };
      throw error;
    }
  }
  return { machine, diverged: null };
}

function gibbsStep(bindings: Bindings, refs: LearnerRefs, machine: Machine, x: Tensor, random: Random): Tensor {
  const evaluation = new Evaluation(random, runLimits);
  const { pZGivenX, meanX, varianceX } = functionsAt(bindings, refs, reboundTo(machine, evaluation, false).names);
  const p = expectShape("pZGivenX", pZGivenX(evaluation, x), [x.shape[0], machine.m]);
  const z = tensor(
    p.shape,
    p.values.map((probability) => drawn(probability, random))
  );
  const mean = expectShape("meanX", meanX(evaluation, z), x.shape);
  const variance = varianceX(evaluation, z);
  const out = new Float64Array(mean.values.length);
  const { n } = machine;
  if (variance.shape.length !== 0 && !sameShape(variance.shape, [n]) && !sameShape(variance.shape, x.shape)) {
    expectShape("varianceX", variance, [n]);
  }
  for (let i = 0; i < out.length; i++) {
    const size = variance.values.length;
    const v = variance.values[size === 1 ? 0 : size === n ? i % n : i];
    if (!(v >= 0)) throw new LanguageError("value", `varianceX gave ${v}; a variance is at least 0.`);
    out[i] = mean.values[i] + Math.sqrt(v) * random.normal();
  }
  return tensor(x.shape, out);
}

function drawn(probability: number, random: Random): number {
  if (!(probability >= 0 && probability <= 1)) {
    throw new LanguageError("value", `pZGivenX gave ${probability}; a probability is from 0 to 1.`);
  }
  return random.bernoulli(probability);
}

function lossAndGradient(
  bindings: Bindings,
  refs: LearnerRefs,
  machine: Machine,
  data: Tensor,
  draws: Tensor
): { value: number; gradient: Parameters } {
  const evaluation = new Evaluation(null, runLimits);
  const { parameters, names } = reboundTo(machine, evaluation, true);
  const { c } = functionsAt(bindings, refs, names);
  const scope = {
    values: new Map([
      ["cOfDraws", expectShape("c", c(evaluation, draws), [draws.shape[0]])],
      ["cOfData", expectShape("c", c(evaluation, data), [data.shape[0]])]
    ]),
    functions: new Map<string, Callable>()
  };
  const { value } = evaluate(lossProgram, scope, evaluation);
  const gradients = evaluation.gradients(value);
  const of = (name: keyof typeof parameters): Float64Array =>
    gradients.get(parameters[name]) ?? new Float64Array(parameters[name].values.length);
  return { value: value.values[0], gradient: { b: of("b"), logSigma2: of("logSigma2"), W: of("W"), d: of("d") } };
}

const lossProgram = parse("mean(cOfDraws) - mean(cOfData)");

function negated(gradient: Parameters): Parameters {
  const minus = (values: Float64Array): Float64Array => values.map((v) => -v);
  const { b, logSigma2, W, d } = gradient;
  return { b: minus(b), logSigma2: minus(logSigma2), W: minus(W), d: minus(d) };
}

function expectShape(name: string, value: Tensor, shape: readonly number[]): Tensor {
  if (sameShape(value.shape, shape)) return value;
  throw new LanguageError(
    "shape",
    `${name} gave the shape ${shapeText(value.shape)} for a batch; training needs ${shapeText(shape)}.`
  );
}

/** Whether the reader's functions are the library's: on three random machines, at eight points each, to 1e-9. */
export function agreesWithLibrary(bindings: Bindings, { functions: refs, n, m }: Agree): boolean {
  const random = createRandom(0, "agree");
  for (let trial = 0; trial < 3; trial++) {
    const many = (count: number, scale: number): Float64Array =>
      Float64Array.from({ length: count }, () => scale * random.normal());
    const machine = { n, m, b: many(n, 0.5), logSigma2: many(n, 0.5), W: many(n * m, 0.5), d: many(m, 0.5) };
    const x = tensor([8, n], many(8 * n, 1));
    const z = tensor(
      [8, m],
      Float64Array.from({ length: 8 * m }, () => random.bernoulli(0.5))
    );
    const evaluation = new Evaluation(null, runLimits);
    const { c, pZGivenX, meanX, varianceX } = functionsAt(bindings, refs, reboundTo(machine, evaluation, false).names);
    const sigma2 = machine.logSigma2.map(Math.exp);
    const variance = Float64Array.from({ length: 8 * n }, (_, i) => sigma2[i % n]);
    const pairs: [keyof LearnerRefs, () => Tensor, Float64Array, readonly (readonly number[])[]][] = [
      ["c", () => c(evaluation, x), loopEvaluator.c(machine, x.values), [[8]]],
      ["pZGivenX", () => pZGivenX(evaluation, x), loopEvaluator.pZGivenX(machine, x.values), [[8, m]]],
      ["meanX", () => meanX(evaluation, z), loopEvaluator.xMeanGivenZ(machine, z.values), [[8, n]]],
      ["varianceX", () => varianceX(evaluation, z), variance, [[8, n], [n]]]
    ];
    for (const [name, theirs, right, shapes] of pairs) {
      if (refs[name] === null) continue;
      const value = theirs();
      if (!shapes.some((shape) => sameShape(shape, value.shape))) return false;
      for (let i = 0; i < value.values.length; i++) {
        if (!(Math.abs(value.values[i] - right[i]) <= 1e-9 * Math.max(1, Math.abs(right[i])))) return false;
      }
    }
  }
  return true;
}
