import type { Matrix } from "mathjs";
import { formulas } from "./formulas.js";
import { math } from "./math.js";

/** A number, a vector (taken for one row) or a matrix. */
export type ExpressionInput = number | readonly number[] | readonly (readonly number[])[];

const own = (expression: string) => (a: unknown) => math.compile(expression).evaluate({ a }) as Matrix<number>;
const softplus = own(formulas.softplus.expression);
const sigmoid = own(formulas.sigmoid.expression);

/**
 * The value of an expression of the formulas' language over named numbers, by mathjs, as the model evaluates it.
 * @param scope vectors become matrices of one row; softplus and sigmoid are there as well
 * @param expression a mathjs expression; softplus and sigmoid may be called
 * @returns a number, or nested arrays
 * @throws Error if the expression does not parse, names what is absent, or joins shapes that do not fit
 */
export function evaluateExpression(expression: string, scope: Readonly<Record<string, ExpressionInput>>): unknown {
  const names = new Map<string, unknown>([
    ["softplus", softplus],
    ["sigmoid", sigmoid]
  ]);
  for (const [name, value] of Object.entries(scope))
    names.set(name, typeof value === "number" ? value : matrixOf(value));
  const value: unknown = math.compile(expression).evaluate(names);
  return isMatrix(value) ? value.valueOf() : value;
}

function matrixOf(value: readonly number[] | readonly (readonly number[])[]): Matrix<number> {
  const rows = typeof value[0] === "object" ? (value as readonly (readonly number[])[]) : [value as readonly number[]];
  return math.matrix(rows.map((row) => [...row]));
}

function isMatrix(value: unknown): value is Matrix<number> {
  return typeof value === "object" && value !== null && "isMatrix" in value;
}
