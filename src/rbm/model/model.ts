import type { EvalFunction, Matrix } from "mathjs";
import { ShapeError } from "../errors.js";
import { formulas } from "./formulas.js";
import type { FormulaName } from "./formulas.js";
import { variances } from "./machine.js";
import type { Machine, Parameters } from "./machine.js";
import { math } from "./math.js";
import { packRows, shapeText, toRows } from "../shapes.js";
import type { Rows } from "../shapes.js";
import type { Evaluator } from "./evaluator.js";

/**
 * c(x) = log Σ_z exp(−E(x, z)) of each row of x: log p(x) + log Z.
 * @param machine with n visible and m hidden units
 * @param x visible units, shape (batch, n)
 * @returns shape (batch,), in nats
 * @throws ShapeError if x has not n columns, ValueError if a number is not finite
 */
export function c(machine: Machine, x: Rows): number[] {
  return vector(evaluate("c", scopeOf(machine, { x: packRows(x, machine.n, "x") })));
}

/**
 * Free energy F(x) = −c(x) of each row of x; lower is more probable.
 * @param machine with n visible and m hidden units
 * @param x visible units, shape (batch, n)
 * @returns shape (batch,), in nats
 * @throws ShapeError if x has not n columns, ValueError if a number is not finite
 */
export function freeEnergy(machine: Machine, x: Rows): number[] {
  return vector(evaluate("freeEnergy", scopeOf(machine, { x: packRows(x, machine.n, "x") })));
}

/**
 * Energy E(x, z) of each pair of rows.
 * @param machine with n visible and m hidden units
 * @param x visible units, shape (batch, n)
 * @param z hidden units, shape (batch, m)
 * @returns shape (batch,), in nats
 * @throws ShapeError if x has not n columns, z not m, or one has more rows; ValueError if a number is not finite
 */
export function energy(machine: Machine, x: Rows, z: Rows): number[] {
  const { n, m } = machine;
  const [visible, hidden] = [packRows(x, n, "x"), packRows(z, m, "z")];
  const [batch, hiddenRows] = [visible.length / n, hidden.length / m];
  if (hiddenRows !== batch)
    throw new ShapeError("z", shapeText(hiddenRows, m), `${shapeText(batch, m)}, as many rows as x`);
  return vector(evaluate("energy", scopeOf(machine, { x: visible, z: hidden })));
}

/**
 * p(zⱼ = 1 | x).
 * @param machine with n visible and m hidden units
 * @param x visible units, shape (batch, n)
 * @returns shape (batch, m)
 * @throws ShapeError if x has not n columns, ValueError if a number is not finite
 */
export function pZGivenX(machine: Machine, x: Rows): number[][] {
  return matrix(evaluate("pZGivenX", scopeOf(machine, { x: packRows(x, machine.n, "x") })));
}

/**
 * p(x | z), a Gaussian with independent coordinates.
 * @param machine with n visible and m hidden units
 * @param z hidden units, shape (batch, m)
 * @returns its mean and its variance (not the standard deviation), shape (batch, n) each
 * @throws ShapeError if z has not m columns, ValueError if a number is not finite
 */
export function pXGivenZ(machine: Machine, z: Rows): { mean: number[][]; variance: number[][] } {
  const mean = matrix(evaluate("xMeanGivenZ", scopeOf(machine, { z: packRows(z, machine.m, "z") })));
  const variance = mean.map(() => Array.from(variances(machine)));
  return { mean, variance };
}

/**
 * Gradient of the mean of c over the rows of x, for every parameter.
 * @param machine with n visible and m hidden units
 * @param x visible units, shape (batch, n)
 * @returns b (n,), logSigma2 (n,), W (n × m, row-major as in a machine), d (m,)
 * @throws ShapeError if x has not n columns, ValueError if a number is not finite
 */
export function gradientOfMeanC(machine: Machine, x: Rows): Parameters {
  return formulaEvaluator.gradientOfMeanC(machine, packRows(x, machine.n, "x"));
}

/**
 * Gradient of c for x, row by row: the score ∇ log p(x).
 * @param machine with n visible and m hidden units
 * @param x visible units, shape (batch, n)
 * @returns shape (batch, n)
 * @throws ShapeError if x has not n columns, ValueError if a number is not finite
 */
export function gradientOfC(machine: Machine, x: Rows): number[][] {
  return matrix(evaluate("gradientX", scopeOf(machine, { x: packRows(x, machine.n, "x") })));
}

/** The formulas as training and sampling take them. */
export const formulaEvaluator: Evaluator = {
  c: (machine, x) => Float64Array.from(vector(evaluate("c", scopeOf(machine, { x })))),
  pZGivenX: (machine, x) => flat(evaluate("pZGivenX", scopeOf(machine, { x }))),
  xMeanGivenZ: (machine, z) => flat(evaluate("xMeanGivenZ", scopeOf(machine, { z }))),
  gradientOfMeanC(machine, x) {
    const scope = scopeOf(machine, { x });
    return {
      b: Float64Array.from(vector(evaluate("gradientB", scope))),
      logSigma2: Float64Array.from(vector(evaluate("gradientLogSigma2", scope))),
      W: flat(evaluate("gradientW", scope)),
      d: Float64Array.from(vector(evaluate("gradientD", scope)))
    };
  }
};

type Scope = Map<string, unknown>;

const compiled = Object.fromEntries(
  Object.entries(formulas).map(([name, { expression }]) => [name, math.compile(expression)])
) as Record<FormulaName, EvalFunction>;

const softplus = (a: Matrix) => compiled.softplus.evaluate({ a });
const sigmoid = (a: Matrix) => compiled.sigmoid.evaluate({ a });

function evaluate(name: FormulaName, scope: Scope): Matrix<number> {
  return compiled[name].evaluate(scope) as Matrix<number>;
}

function scopeOf(machine: Machine, { x, z }: { x?: Float64Array; z?: Float64Array }): Scope {
  const { n, m, b, W, d } = machine;
  const scope: Scope = new Map<string, unknown>([
    ["b", math.matrix([Array.from(b)])],
    ["sigma2", math.matrix([Array.from(variances(machine))])],
    ["W", math.matrix(toRows(W, m))],
    ["d", math.matrix([Array.from(d)])],
    ["softplus", softplus],
    ["sigmoid", sigmoid]
  ]);
  if (x) scope.set("x", math.matrix(toRows(x, n)));
  if (z) scope.set("z", math.matrix(toRows(z, m)));
  return scope;
}

function vector(value: Matrix<number>): number[] {
  return value.valueOf() as number[];
}

function matrix(value: Matrix<number>): number[][] {
  return value.valueOf() as number[][];
}

function flat(value: Matrix<number>): Float64Array {
  return Float64Array.from(matrix(value).flat());
}
