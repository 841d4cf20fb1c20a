import fc from "fast-check";

/** Texts of formulas whose value is smooth nearly everywhere, of x and the parameters. */
const matrix = fc.letrec<{ m: string; v: string; s: string }>((tie) => ({
  // (batch, n)
  m: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("x", "x", "(x ./ sigma2)", "(x - b)"),
    fc.tuple(tie("m"), fc.constantFrom("+", "-", ".*"), tie("m")).map(([a, o, b]) => `(${a} ${o} ${b})`),
    fc.tuple(tie("m"), fc.constantFrom("+", "-", ".*"), tie("v")).map(([a, o, b]) => `(${a} ${o} ${b})`),
    fc
      .tuple(fc.constantFrom("sigmoid", "tanh", "softplus", "abs", "square", "-"), tie("m"))
      .map(([f, a]) => `${f}(${a})`),
    fc.tuple(tie("m"), tie("m")).map(([a, b]) => `maximum(${a}, ${b} + 0.03)`),
    fc.tuple(tie("m"), tie("m")).map(([a, b]) => `where(x > 0.1, ${a}, ${b})`),
    fc.tuple(tie("m"), tie("m")).map(([a, b]) => `(${a} ./ (1.5 + exp(-abs(${b}))))`),
    fc.tuple(tie("m")).map(([a]) => `(${a} * W * W')`),
    fc.tuple(tie("m")).map(([a]) => `((sigmoid(${a} * W + d) - d) * transpose(W))`),
    fc.tuple(tie("m"), fc.constantFrom("2", "3")).map(([a, k]) => `((0.3 * ${a}) .^ ${k})`),
    fc.tuple(tie("m"), tie("s")).map(([a, s]) => `(${a} * ${s})`)
  ),
  // (n,)
  v: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("b", "sigma2", "logSigma2", "sqrt(sigma2)", "(W * d)", "sum(W', 1)", "(1 ./ sigma2)"),
    tie("m").map((a) => `mean(${a}, 1)`),
    fc.tuple(tie("v"), tie("v")).map(([a, b]) => `(${a} - ${b})`),
    tie("v").map((a) => `(diag(sigma2) * ${a})`)
  ),
  // a number
  s: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("0.7", "mean(d)", "log1p(square(sum(W)))", "max(d)", "min(sigma2)", "(b * b)"),
    tie("v").map((a) => `mean(tanh(${a}))`),
    tie("m").map((a) => `mean(sigmoid(${a}))`)
  )
})).m;

export const differentiable: fc.Arbitrary<string> = fc
  .tuple(matrix, fc.boolean())
  .map(([a, twice]) => (twice ? `f(y) = sigmoid(y) - 0.2 * y\nu = f(${a})\nsum(u .* u + f(u), 2)` : `sum(${a}, 2)`));
