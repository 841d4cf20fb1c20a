import { build } from "esbuild";
import katex from "katex";
import type { MathNode, SymbolNode } from "mathjs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { evaluateExpression, formulas } from "../../../src/rbm/index.js";
import { math } from "../../../src/rbm/model/math.js";

const entries = Object.entries(formulas).map(([name, formula]) => ({ name, formula }));
const value = (expression: string, scope = {}) => math.compile(expression).evaluate(scope).valueOf();

describe("each formula", () => {
  it.each(entries)("$name takes exactly the variables it names", ({ formula }) => {
    const symbols = new Set<string>();
    const functions = new Set<string>();
    math.parse(formula.expression).traverse((node: MathNode, path: string, parent: MathNode) => {
      if (node.type !== "SymbolNode") return;
      (parent.type === "FunctionNode" && path === "fn" ? functions : symbols).add((node as SymbolNode).name);
    });
    expect([...symbols].sort()).toEqual([...formula.variables].sort());
    for (const name of functions)
      expect(["softplus", "sigmoid", "sum", "mean", "exp", "log1p", "abs", "rows"]).toContain(name);
  });

  it.each(entries)("$name is TeX that KaTeX takes without complaint", ({ formula }) => {
    const html = katex.renderToString(formula.tex, { throwOnError: true, strict: "error" });
    expect(html).toContain("katex-html");
  });
});

describe("the expression language", () => {
  const scope = {
    A: math.matrix([
      [1, 2],
      [3, 4],
      [5, 6]
    ]),
    row: math.matrix([[10, 20]])
  };

  it("broadcasts a row (1, n) over a batch (batch, n) in +, −, .*, ./ and .^", () => {
    expect(value("A + row", scope)).toEqual([
      [11, 22],
      [13, 24],
      [15, 26]
    ]);
    expect(value("row - A", scope)).toEqual([
      [9, 18],
      [7, 16],
      [5, 14]
    ]);
    expect(value("A .* row", scope)).toEqual([
      [10, 40],
      [30, 80],
      [50, 120]
    ]);
    expect(value("A ./ row", scope)).toEqual([
      [0.1, 0.1],
      [0.3, 0.2],
      [0.5, 0.3]
    ]);
    expect(value("A .^ 2", scope)).toEqual([
      [1, 4],
      [9, 16],
      [25, 36]
    ]);
  });

  it("takes exp, log, log1p, sqrt and abs element by element, and counts rows", () => {
    expect(value("exp(0 * A)", scope)).toEqual([
      [1, 1],
      [1, 1],
      [1, 1]
    ]);
    expect(value("log(exp(row))", scope)).toEqual([[10, 20]]);
    expect(value("log1p(0 * row) + sqrt(row .* row) + abs(-row)", scope)).toEqual([[20, 40]]);
    expect(value("rows(A)", scope)).toBe(3);
  });

  it("sums and averages along the rows or the columns, counted from 1", () => {
    expect(value("sum(A, 2)", scope)).toEqual([3, 7, 11]);
    expect(value("mean(A, 1)", scope)).toEqual([3, 4]);
  });

  it("multiplies and transposes matrices, and divides them by numbers only", () => {
    expect(value("row * A' / 10", scope)).toEqual([[5, 11, 17]]);
    expect(() => value("A / row", scope)).toThrow("divide");
  });
});

describe("evaluateExpression", () => {
  it("takes numbers, vectors for one row, and matrices, with softplus and sigmoid at hand", () => {
    expect(evaluateExpression("2 * a", { a: 3 })).toBe(6);
    expect(evaluateExpression("x * W'", { x: [1, 2], W: [[3, 4]] })).toEqual([[11]]);
    expect(evaluateExpression("softplus(0 * x) + sigmoid(x)", { x: [0, -1e4] })).toEqual([
      [Math.log(2) + 0.5, Math.log(2)]
    ]);
  });

  it("says what is absent and what does not fit", () => {
    expect(() => evaluateExpression("x + y", { x: 1 })).toThrow("y");
    expect(() => evaluateExpression("x * x", { x: [1, 2] })).toThrow(/[Dd]imension/);
    expect(() => evaluateExpression("x +", { x: 1 })).toThrow("Unexpected end of expression");
  });
});

it("the mathjs that the site ships weighs at most 60 kB, compressed", async () => {
  const entry = new URL("../../../src/rbm/model/math.ts", import.meta.url).pathname;
  const bundle = await build({ entryPoints: [entry], bundle: true, minify: true, format: "esm", write: false });
  expect(gzipSync(bundle.outputFiles[0].contents, { level: 9 }).length).toBeLessThan(60_000);
});
