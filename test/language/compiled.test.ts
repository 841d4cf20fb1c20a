import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/language/compiled/compile.js";
import { evaluate } from "../../src/language/evaluation/evaluate.js";
import { Evaluation } from "../../src/language/evaluation/evaluation.js";
import { reduce } from "../../src/language/evaluation/operations/reduce.js";
import { LanguageError } from "../../src/language/languageError.js";
import { checkNames } from "../../src/language/syntax/names.js";
import { parse } from "../../src/language/syntax/parse.js";
import { scalar, tensor } from "../../src/language/tensor/tensor.js";
import type { Tensor } from "../../src/language/tensor/tensor.js";
import { createRandom } from "../../src/rbm/random.js";
import { formulas } from "./generated.js";

const shapes = { x: [5, 2], b: [2], sigma2: [2], W: [2, 3], d: [3], s: [], T: [2, 3, 2] } as const;

function inputsOf(seed: number): Tensor[] {
  const random = createRandom(seed, "compiled");
  return Object.entries(shapes).map(([name, shape]) => {
    const size = shape.reduce<number>((a, b) => a * b, 1);
    const values = Array.from({ length: size }, () => (name === "sigma2" ? 0.3 + random.uniform() : random.normal()));
    return tensor(shape, values);
  });
}

function close(actual: ArrayLike<number>, expected: ArrayLike<number>, message: string): void {
  const scale = Math.max(1, ...Array.from(expected, (e) => (Number.isFinite(e) ? Math.abs(e) : 0)));
  for (let i = 0; i < expected.length; i++) {
    if (Object.is(actual[i], expected[i]) || actual[i] === expected[i]) continue;
    expect(Math.abs(actual[i] - expected[i]) / scale, `${message}: ${actual[i]} for ${expected[i]}`).toBeLessThan(1e-6);
  }
}

/** A formula's value, and the gradient of its mean, by the evaluator. */
function byEvaluator(source: string, inputs: readonly Tensor[], isTaped = true) {
  const program = parse(source);
  const names = Object.keys(shapes);
  checkNames(program, { values: [...names, "n"], functions: new Map() });
  const evaluation = new Evaluation(createRandom(3, "draws"));
  evaluation.startRecording(inputs);
  if (isTaped) evaluation.startTape(inputs);
  const values = new Map([...names.map((name, k) => [name, inputs[k]] as const), ["n", scalar(2)]]);
  const { value } = evaluate(program, { values, functions: new Map() }, evaluation);
  const mean = reduce(evaluation, "mean", value, null, { start: 0, end: 0 });
  const gradients = isTaped ? evaluation.gradients(mean) : new Map<Tensor, Float64Array>();
  return {
    evaluation,
    value,
    mean,
    gradients: inputs.map((i) => gradients.get(i) ?? new Float64Array(i.values.length))
  };
}

describe("a compiled formula", () => {
  it("gives what the evaluator gives, gradient included, in each of 3000 generated formulas that it takes", () => {
    const [first, second] = [inputsOf(1), inputsOf(2)];
    let compared = 0;
    fc.assert(
      fc.property(formulas, (source) => {
        let recorded;
        let expected;
        try {
          recorded = byEvaluator(source, first);
          expected = byEvaluator(source, second);
        } catch (error) {
          if (error instanceof LanguageError) return;
          throw error;
        }
        const program = compile(recorded.evaluation, first, [recorded.value], recorded.mean);
        if (program === null) return;
        compared++;
        // A gradient that overflows may be infinite on one side and huge on the other.
        const isTame = [expected.value.values, ...expected.gradients].every((v) => v.every((e) => Math.abs(e) < 1e100));
        const [value, ...gradients] = program.run(
          second.map(({ values }) => values),
          createRandom(3, "draws")
        );
        close(value, expected.value.values, source);
        if (isTame) gradients.forEach((g, k) => close(g, expected.gradients[k], `${source}, gradient ${k}`));
      }),
      { numRuns: 3000, seed: 5 }
    );
    expect(compared).toBeGreaterThan(300);
  });
});
