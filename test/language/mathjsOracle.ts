import { all, create } from "mathjs";
import type { MathJsInstance, Matrix } from "mathjs";
import { tensor } from "../../src/language/tensor/tensor.js";
import type { Tensor } from "../../src/language/tensor/tensor.js";

/** The whole of mathjs, with the functions of our language that it lacks or doesn't apply to each element. */
export const mathjs: MathJsInstance = create(all, { predictable: true });

const logistic = (a: number): number => 1 / (1 + Math.exp(-a));
const elementwise: Record<string, (a: number) => number> = {
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  sqrt: Math.sqrt,
  square: (a) => a * a,
  abs: Math.abs,
  sign: Math.sign,
  tanh: Math.tanh,
  sigmoid: logistic
};

/** Functions as the expression parser has them, with axes counted from 1. */
const unchanged: MathJsInstance = create(all, { predictable: true });
const called = (name: string, args: readonly unknown[]): unknown =>
  unchanged.evaluate(
    `${name}(${args.map((_, k) => `a${k}`).join(", ")})`,
    Object.fromEntries(args.map((a, k) => [`a${k}`, a]))
  );
const transposeOfMathjs = mathjs.transpose.bind(mathjs);

class FaultOfMathjs extends Error {}

mathjs.import(
  {
    ...Object.fromEntries(Object.entries(elementwise).map(([name, f]) => [name, (a: unknown) => mapDeep(a, f)])),
    // The one difference in meaning: a vector is a row here, so its transpose is a column.
    transpose: (a: unknown) => transposed(a),
    ctranspose: (a: unknown) => transposed(a),
    // Of an array of three axes mathjs exchanges axes in the result of cumsum(A, 1): a fault, not a meaning.
    cumsum: (...args: unknown[]) => {
      if (mathjs.isMatrix(args[0]) && args[0].size().length === 3) throw new FaultOfMathjs();
      return called("cumsum", args);
    },
    sizeVector: (a: Matrix) => mathjs.matrix(mathjs.size(a) as unknown as number[]),
    var: (...args: unknown[]) => called("variance", args),
    eye: (...args: unknown[]) => called("identity", args),
    maximum: (a: unknown, b: unknown) => pairDeep(a, b, Math.max),
    minimum: (a: unknown, b: unknown) => pairDeep(a, b, Math.min)
  },
  { override: true }
);

/** What mathjs makes of a text; null for what isn't made of real numbers. Its size gives an array, ours a vector. */
export function evaluateByMathjs(source: string, values: Iterable<readonly [string, Tensor]>): Tensor | null {
  const scope = new Map([...values].map(([name, value]) => [name, toMathjs(value)]));
  try {
    return fromMathjs(mathjs.evaluate(source.replace(/\bsize\(/g, "sizeVector("), scope as never));
  } catch (error) {
    if (error instanceof FaultOfMathjs) return null;
    throw error;
  }
}

/** A tensor as mathjs has it. */
export function toMathjs({ shape, values }: Tensor): number | Matrix {
  if (shape.length === 0) return values[0];
  const flat = mathjs.matrix(Array.from(values));
  return mathjs.reshape<Matrix>(flat, [...shape]);
}

/** What mathjs gave as a tensor; null for what isn't made of real numbers. */
export function fromMathjs(value: unknown): Tensor | null {
  const last = mathjs.typeOf(value) === "ResultSet" ? (value as { entries: unknown[] }).entries.at(-1) : value;
  if (typeof last === "number" || typeof last === "boolean") return tensor([], [Number(last)]);
  if (!mathjs.isMatrix(last)) return null;
  const flat = mathjs.flatten(last).toArray() as unknown[];
  if (!flat.every((v) => typeof v === "number" || typeof v === "boolean")) return null;
  return tensor(last.size(), flat.map(Number));
}

function mapDeep(a: unknown, f: (a: number) => number): unknown {
  return typeof a === "number" || typeof a === "boolean"
    ? f(Number(a))
    : mathjs.map(a as Matrix, ((v: number) => f(Number(v))) as never);
}

function transposed(a: unknown): unknown {
  if (!mathjs.isMatrix(a)) return a;
  const size = a.size();
  return size.length === 1 ? mathjs.reshape(a, [size[0], 1]) : transposeOfMathjs(a);
}

function pairDeep(a: unknown, b: unknown, f: (a: number, b: number) => number): unknown {
  const zero = mathjs.multiply(0, 1);
  const [left, right] = [
    mathjs.add<Matrix>(mathjs.dotMultiply<Matrix>(b as Matrix, zero), a as Matrix),
    mathjs.add<Matrix>(mathjs.dotMultiply<Matrix>(a as Matrix, zero), b as Matrix)
  ];
  if (typeof left === "number") return f(left, right as unknown as number);
  const values = mathjs.flatten(right).toArray() as number[];
  let k = 0;
  const flat = mathjs.flatten(left).map(((v: number) => f(v, values[k++])) as never);
  return mathjs.reshape(flat, left.size());
}
