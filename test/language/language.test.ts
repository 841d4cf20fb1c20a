import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formulas as modelFormulas } from "../../src/rbm/model/formulas.js";
import { createRandom } from "../../src/rbm/random.js";
import { evaluate } from "../../src/language/evaluation/evaluate.js";
import type { Scope, ValueListener } from "../../src/language/evaluation/evaluate.js";
import { Evaluation } from "../../src/language/evaluation/evaluation.js";
import { LanguageError } from "../../src/language/languageError.js";
import { parse } from "../../src/language/syntax/parse.js";
import { checkNames, hole } from "../../src/language/syntax/names.js";
import { scalar, tensor } from "../../src/language/tensor/tensor.js";
import type { Tensor } from "../../src/language/tensor/tensor.js";
import { formulas } from "./generated.js";
import { evaluateByMathjs } from "./mathjsOracle.js";

const random = createRandom(1, "language test");
const normals = (...shape: number[]): Tensor =>
  tensor(
    shape,
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal())
  );
const values = new Map<string, Tensor>([
  ["x", normals(5, 2)],
  ["T", normals(2, 3, 2)],
  ["b", normals(2)],
  ["sigma2", tensor([2], [0.4, 1.7])],
  ["W", normals(2, 3)],
  ["d", normals(3)],
  ["s", scalar(1.5)],
  ["n", scalar(2)]
]);
const scope: Scope = { values, functions: new Map() };

function ours(source: string, onValue?: ValueListener): Tensor {
  const program = parse(source);
  checkNames(program, { values: [...values.keys()], functions: new Map() });
  return evaluate(program, scope, new Evaluation(), onValue).value;
}

function problem(source: string): LanguageError {
  try {
    ours(source);
  } catch (error) {
    if (error instanceof LanguageError) return error;
    throw error;
  }
  throw new Error(`${source} has a value`);
}

describe("the language of formulas", () => {
  it("means what mathjs means by it, in each of 8000 generated formulas that it accepts", () => {
    let compared = 0;
    fc.assert(
      fc.property(formulas, (source) => {
        let value: Tensor;
        // Where a power or a root leaves the real numbers mathjs goes on with complex ones; here it is NaN.
        let isReal = true;
        try {
          value = ours(source, (_, { values }) => (isReal &&= values.every((v) => !Number.isNaN(v))));
        } catch (error) {
          if (error instanceof LanguageError) return;
          throw error;
        }
        if (!isReal || value.values.some((v) => !Number.isFinite(v))) return;
        let expected: Tensor | null;
        try {
          expected = evaluateByMathjs(source, values);
        } catch (error) {
          throw new Error(`${source}: ${String(error)}`, { cause: error });
        }
        if (expected === null) return;
        compared++;
        expect(value.shape, source).toEqual(expected.shape);
        value.values.forEach((v, i) => {
          const e = expected.values[i];
          expect(Math.abs(v - e), source).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(e)));
        });
      }),
      { numRuns: 8000, seed: 7 }
    );
    expect(compared).toBeGreaterThan(1000);
  });

  it("takes the formulas of the model as they stand", () => {
    const arrays = { ...Object.fromEntries(values), z: normals(5, 3), a: normals(5, 3) };
    const softplus = "softplus(a) = " + modelFormulas.softplus.expression;
    for (const [name, { expression }] of Object.entries(modelFormulas)) {
      if (expression.includes("rows(")) continue;
      const program = parse(`${softplus}\n${expression}`);
      const names = { values: Object.keys(arrays), functions: new Map() };
      checkNames(program, names);
      const { value } = evaluate(
        program,
        { values: new Map(Object.entries(arrays)), functions: new Map() },
        new Evaluation()
      );
      const expected = evaluateByMathjs(`${softplus}\n${expression}`, Object.entries(arrays))!;
      expect(value.shape, name).toEqual(expected.shape);
      value.values.forEach((v, i) => expect(v, name).toBeCloseTo(expected.values[i], 10));
    }
  });

  it.each([
    ["2^3^2", 512],
    ["-2^2", -4],
    ["2^-1", 0.5],
    ["8 / 2 / 2", 2],
    ["1 - 2 - 3", -4],
    ["sum(x .* 0 + 1)", 10],
    ["a = 3\n# a comment\na * 2 # another", 6],
    ["f(u, v) = u - v; f(5, 3)", 2],
    ["sum([1, 2, 3] .* [1, 2, 3])", 14],
    ["sum(sum(diag([1, 2])))", 3],
    ["g(y) = 2 * y\nsum(iterate(g, 1, 5))", 31],
    ["sum(where(x > 0, 1, 0) + where(x > 0, 0, 1))", 10],
    ["(1 +\n 2)", 3]
  ])("gives %s the value %d", (source, value) => {
    expect(ours(source).values[0]).toBe(value);
  });

  it("takes a vector for a row: its transpose is a column, which divides the rows of W", () => {
    expect(ours("sigma2'").shape).toEqual([2, 1]);
    const [byColumn, byRow] = [ours("x * (W ./ sigma2')"), ours("(x ./ sigma2) * W")];
    byRow.values.forEach((v, i) => expect(byColumn.values[i]).toBeCloseTo(v, 12));
  });

  it("repeats a vector as a row, never as a column, also where both would fit", () => {
    values.set("square", tensor([2, 2], [1, 2, 3, 4]));
    expect([...ours("square + [10, 20]").values]).toEqual([11, 22, 13, 24]);
    values.delete("square");
  });

  it.each([
    ["x +", "syntax", "stops too early", 2],
    ["x + * b", "syntax", "a value is missing", 4],
    ["(x + b", "syntax", "stops too early", 5],
    ["sum(x, 2", "syntax", "never closed", 3],
    ["x + b)", "syntax", "closes nothing", 5],
    ["2 x", "syntax", "a product is written with", 2],
    ["2x", "syntax", "neither a number nor a name", 0],
    ["x ** 2", "not in the language", "is written .^", 2],
    ["x @ W", "not in the language", "is written *", 2],
    ["x[1]", "shape", "takes 2 indices", 0],
    ["x[6, 1]", "value", "from 1 to 5; 6 is none", 0],
    ["x[0, 1]", "value", "0 is none", 0],
    ["b[1.5]", "value", "1.5 is none", 0],
    ["b[W]", "shape", "a vector of numbers or a range", 0],
    ["b[3:2]", "value", "is empty", 2],
    ["1:0:3", "value", "never ends", 0],
    ["end + 1", "syntax", "only stand in an index", 0],
    ["x[1, :", "syntax", "stops too early", 5],
    ["x[1, 2", "syntax", "never closed", 1],
    ["x[1, 1] = 2", "not in the language", "An element can't be changed", 8],
    ["exp(a=2)", "syntax", "an equation is no argument", 5],
    ['exp("a")', "not in the language", "no strings", 4],
    ["x'[1, 1]", "syntax", "in parentheses first", 2],
    ["reshape(x, [3, 4])", "shape", "10 numbers", 0],
    ["concat(x, W)", "shape", "along axis 2", 0],
    ["norm(x)", "shape", "sqrt(sum(square(A), 2))", 0],
    ["size(s)", "shape", "no axes", 0],
    ["x or", "syntax", "stops too early", 3],
    ["x.T", "not in the language", "no properties", 1],
    ["x ? 1 : 2", "not in the language", "where(", 2],
    ["'text'", "not in the language", "no strings", 0],
    ["for i in x", "not in the language", "iterate", 0],
    ["x = y = 2", "syntax", "one = a line", 6],
    ["1 < 2 < 3", "syntax", "one comparison", 6],
    ["sgima2 + 1", "unknown name", "Did you mean sigma2?", 0],
    ["Sigma2 + 1", "unknown name", "Did you mean sigma2?", 0],
    ["x * w", "unknown name", "Did you mean W?", 4],
    ["expp(x)", "unknown name", "Did you mean exp?", 0],
    ["x ./ sigma", "unknown name", "sqrt(sigma2)", 5],
    ["matmul(x, W)", "unknown name", "Did you mean *?", 0],
    ["exp", "unknown name", "give it arguments", 0],
    ["x(2)", "unknown name", "is no function", 0],
    ["exp(x, 2)", "arguments", "takes 1 argument", 0],
    ["sum(x, 3)", "arguments", "1 to 2", 0],
    ["max(x, 0)", "arguments", "maximum(a, b)", 0],
    ["exp = 2", "not in the language", "a function already", 0],
    ["f(y) = f(y)\nf(x)", "unknown name", "There is no f here", 7],
    ["f(y) = y\ng(y) = f(y)\nf(y) = g(y)", "not in the language", "a function already", 21],
    ["x * d", "shape", "the columns of the left (2)", 0],
    ["1 + x ./ d", "shape", "./ can't join the shapes (5, 2) and (3,)", 4],
    ["x / b", "shape", "./", 0],
    ["x^2", "shape", ".^", 0],
    ["iterate(x, x, 3)", "arguments", "a function of one argument", 8],
    ["f(y) = sum(y)\niterate(f, x, 3)", "shape", "must keep the shape", 14],
    [`x + ${hole}`, "empty", `in the place of ${hole}`, 4],
    ["", "empty", "no formula", 0],
    ["# only a comment", "empty", "no formula", 15],
    ["bernoulli(b)", "value", "same value each time", 0],
    ["f(y) = y", "empty", "defines a function", 0]
  ])("says what is wrong with %j: %s", (source, kind, words, start) => {
    const error = problem(source);
    expect([error.kind, error.span?.start], error.message).toEqual([kind, start]);
    expect(error.message).toContain(words);
  });

  it("refuses an array before it is made, and work before it is done", () => {
    const before = process.memoryUsage().arrayBuffers;
    expect(problem("ones(1e6, 1e6)").kind).toBe("memory");
    expect(problem("ones(1e6, 1e6)").message).toContain("(1000000, 1000000)");
    expect(problem("f(y) = y + 1\niterate(f, ones(1000), 100000)").kind).toBe("memory");
    expect(problem("ones(1400) * ones(1400)' + sum(ones(1400, 1400) * ones(1400, 1400))").kind).toBe("work");
    const doubling = Array.from({ length: 40 }, (_, k) => `f${k + 1}(y) = f${k}(f${k}(y))`).join("\n");
    expect(problem(`f0(y) = y + 1\n${doubling}\nf40(s)`).kind).toBe("work");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2e8);
  });

  it("gives back what a formula no longer needs, so that a long chain fits", () => {
    const long = "f(y) = (y + 1) .* 0.5 + exp(-abs(y)) - sigmoid(y)\nsum(iterate(f, ones(500), 1000))";
    expect(Number.isFinite(ours(long).values[0])).toBe(true);
    const many = "f(y) = 0.5 * y + sum(ones(500, 200) * 0)\nsum(iterate(f, 1, 400))";
    expect(ours(many).values[0]).toBeCloseTo(2, 9);
  });
});
