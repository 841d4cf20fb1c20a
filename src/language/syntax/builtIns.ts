/** A function of the language, as who types it has to know it; what it computes is in evaluation/functions.ts. */
export interface BuiltIn {
  /** as shown by the completion, such as `sum(A, axis)` */
  readonly signature: string;
  readonly description: string;
  /** fewest and most arguments */
  readonly arity: readonly [number, number];
  /** whether it draws random numbers */
  readonly random?: boolean;
}

const table = {
  exp: ofOne("exp", "e to the power of each element"),
  expm1: ofOne("expm1", "exp(a) − 1, exact near 0"),
  log: ofOne("log", "natural logarithm of each element"),
  log1p: ofOne("log1p", "log(1 + a), exact near 0"),
  sqrt: ofOne("sqrt", "square root of each element"),
  square: ofOne("square", "each element times itself"),
  abs: ofOne("abs", "absolute value of each element"),
  sign: ofOne("sign", "−1, 0 or 1"),
  tanh: ofOne("tanh", "hyperbolic tangent"),
  sigmoid: ofOne("sigmoid", "1 / (1 + exp(−a)), without overflow"),
  maximum: ofTwo("maximum", "the larger of two, element by element"),
  minimum: ofTwo("minimum", "the smaller of two, element by element"),
  where: {
    signature: "where(condition, a, b)",
    description: "a where the condition holds, b elsewhere, element by element",
    arity: [3, 3]
  },
  sum: alongAxis("sum", "the sum of all elements, or along an axis: 1 down the rows, 2 along each row"),
  mean: alongAxis("mean", "the mean of all elements, or along an axis"),
  max: alongAxis("max", "the largest of all elements, or along an axis"),
  min: alongAxis("min", "the smallest of all elements, or along an axis"),
  variance: alongAxis("variance", "the variance of all elements, or along an axis; divided by the count less 1"),
  var: alongAxis("var", "the variance of all elements, or along an axis; divided by the count less 1"),
  std: alongAxis("std", "the square root of the variance"),
  norm: { signature: "norm(v)", description: "the length of a vector, √Σ vᵢ²", arity: [1, 1] },
  cumsum: alongAxis("cumsum", "running sums down the rows, or along another axis"),
  size: { signature: "size(A)", description: "the lengths of the axes", arity: [1, 1] },
  reshape: {
    signature: "reshape(A, [rows, columns])",
    description: "the same numbers in another shape, row by row; −1 stands for the length that fits",
    arity: [2, 2]
  },
  concat: {
    signature: "concat(A, B, axis)",
    description: "arrays one after the other, along the last axis or another one",
    arity: [2, 20]
  },
  transpose: {
    signature: "transpose(A)",
    description: "A': rows and columns exchanged; a vector becomes a column",
    arity: [1, 1]
  },
  diag: { signature: "diag(v)", description: "the matrix with v on its diagonal", arity: [1, 1] },
  zeros: filled("zeros"),
  ones: filled("ones"),
  identity: identityMatrix("identity"),
  eye: identityMatrix("eye"),
  bernoulli: {
    signature: "bernoulli(p)",
    description: "for each probability a draw of its own: 1 with probability p, else 0",
    arity: [1, 1],
    random: true
  },
  normal: {
    signature: "normal(mean, std)",
    description: "a draw for each element; the second argument is the standard deviation, not the variance",
    arity: [2, 2],
    random: true
  }
} as const satisfies Record<string, BuiltIn>;

export type BuiltInName = keyof typeof table;

/** Everything that can be called by name, besides `iterate` and what a program defines. */
export const builtIns: ReadonlyMap<string, BuiltIn> = new Map(Object.entries(table));

/** Numbers known by name. */
export const constants: ReadonlyMap<string, number> = new Map([["pi", Math.PI]]);

/** The one function that takes a function; see evaluate. */
export const iterateSignature = "iterate(f, start, steps)";
export const iterateDescription = "start, f(start), f(f(start)), …: `steps` of them, stacked";

function ofOne(name: string, description: string): BuiltIn {
  return { signature: `${name}(a)`, description, arity: [1, 1] };
}

function ofTwo(name: string, description: string): BuiltIn {
  return { signature: `${name}(a, b)`, description, arity: [2, 2] };
}

function alongAxis(name: string, description: string): BuiltIn {
  return { signature: `${name}(A, axis)`, description, arity: [1, 2] };
}

function filled(name: string): BuiltIn {
  return {
    signature: `${name}(rows, columns)`,
    description: `a vector, a matrix or an array of three axes full of ${name}`,
    arity: [1, 3]
  };
}

function identityMatrix(name: string): BuiltIn {
  return { signature: `${name}(n)`, description: "the matrix with ones on its diagonal", arity: [1, 2] };
}
