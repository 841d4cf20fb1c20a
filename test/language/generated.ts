import fc from "fast-check";

/*
 * Texts of formulas from a grammar, for fast-check: names and numbers joined by operators as they come, without
 * parentheses that would hide what binds tighter.
 */

const operators = [
  " and ",
  " or ",
  " + ",
  " - ",
  " * ",
  " .* ",
  " ./ ",
  " .^ ",
  "+",
  "-",
  "*",
  ".*",
  " / ",
  "^",
  " < ",
  " >= ",
  " == "
];
const unary = [
  "exp",
  "log1p",
  "abs",
  "sigmoid",
  "sqrt",
  "square",
  "tanh",
  "sign",
  "expm1",
  "log",
  "transpose",
  "sum",
  "mean",
  "std",
  "cumsum",
  "not"
];
const indices = [":", "1", "2", "end", "[2, 1]", "1:2", "2:end", "end:-1:1", "[end]", "end - 1", "5"];
/** Elements and slices, nearly always with as many indices as there are axes. */
const indexed: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("x[2]", "(x + 1)[2]", "W[2]", "b[1]", "(2 * d)[1]", "T[3]", "b[2]"),
    fc.array(fc.constantFrom(...indices), { minLength: 3, maxLength: 3 })
  )
  .map(([object, places]) => object.replace(/\d\]$/, (rank) => `${places.slice(0, Number(rank[0])).join(", ")}]`));
const atoms = ["1:3", "x", "b", "W", "d", "s", "sigma2", "2", "0.5", "3", "1e-2", ".25", "pi", "n"];

export const formulas: fc.Arbitrary<string> = fc.letrec<{ chain: string; term: string; atom: string }>((tie) => ({
  chain: fc
    .array(fc.tuple(tie("term"), fc.constantFrom(...operators)), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.map(([term, operator], i) => term + (i < parts.length - 1 ? operator : "")).join("")),
  term: fc
    .tuple(fc.constantFrom("", "", "", "-", "+"), tie("atom"), fc.constantFrom("", "", "", "'"))
    .map((parts) => parts.join("")),
  atom: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { arbitrary: fc.constantFrom(...atoms), weight: 3 },
    tie("chain").map((inner) => `(${inner})`),
    fc.tuple(fc.constantFrom("variance", "norm", "size"), tie("atom")).map(([f, a]) => `${f}(${a})`),
    fc.tuple(fc.constantFrom(...unary), tie("chain")).map(([f, inner]) => `${f}(${inner})`),
    indexed,
    fc
      .tuple(tie("chain"), fc.constantFrom("[2, -1]", "[-1]", "[6]", "[3, 2]", "size(W)", "[1, 2, 3]"))
      .map(([inner, shape]) => `reshape(${inner}, ${shape})`),
    fc
      .tuple(tie("atom"), tie("atom"), fc.constantFrom("", ", 1", ", 2"))
      .map(([a, c, axis]) => `concat(${a}, ${c}${axis})`),
    fc
      .tuple(
        fc.constantFrom("sum", "mean", "max", "min", "variance", "std", "cumsum"),
        tie("chain"),
        fc.constantFrom("1", "2")
      )
      .map(([f, inner, axis]) => `${f}(${inner}, ${axis})`),
    fc.tuple(fc.constantFrom("maximum", "minimum"), tie("chain"), tie("chain")).map(([f, a, c]) => `${f}(${a}, ${c})`)
  )
})).chain;

/** Programs of a few lines, with assignments, functions and the iterated chain. */
export const programs: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom("u", "v", "x"), formulas), { maxLength: 2 }),
    fc.constantFrom("", "f(y) = y + b\n", "f(y) = sigmoid(y)\n", "f(y) = normal(y, 1)\n"),
    formulas,
    fc.constantFrom("", "iterate(f, x, 3)", "f(x)", "bernoulli(sigmoid(x))", "normal(x, sigma2)")
  )
  .map(([lines, define, value, last]) => {
    const usesF = last.includes("f") && define === "";
    return `${define}${lines.map(([name, f]) => `${name} = ${f}\n`).join("")}${value}${last && !usesF ? `\n${last}` : ""}`;
  });
