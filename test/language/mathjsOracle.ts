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

mathjs.import(
  {
    ...Object.fromEntries(Object.entries(elementwise).map(([name, f]) => [name, (a: unknown) => mapDeep(a, f)])),
    maximum: (a: unknown, b: unknown) => pairDeep(a, b, Math.max),
    minimum: (a: unknown, b: unknown) => pairDeep(a, b, Math.min)
  },
  { override: true }
);

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
