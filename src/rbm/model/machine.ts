import { ShapeError, ValueError } from "../errors.js";
import { isArrayLike, packRows, packVector, shapeText, toRows } from "../shapes.js";
import type { Vector } from "../shapes.js";

/** The parameters, or a gradient with respect to them; W row-major, W[i * m + j] joins visible i to hidden j. */
export interface Parameters {
  readonly b: Float64Array;
  readonly logSigma2: Float64Array;
  readonly W: Float64Array;
  readonly d: Float64Array;
}

/** A Gaussian–Bernoulli RBM with n visible and m hidden units. */
export interface Machine extends Parameters {
  readonly n: number;
  readonly m: number;
}

/** Parameters as a JSON file has them; W nested, shape (n, m), or flat, row-major. */
export interface MachineInput {
  readonly b: Vector;
  readonly logSigma2?: Vector;
  /** The name in the reference values, taken where logSigma2 is absent. */
  readonly log_sigma_squared?: Vector;
  readonly W: ArrayLike<Vector> | Vector;
  readonly d: Vector;
}

/** A machine as plain arrays: what JSON keeps. */
export interface PlainMachine {
  b: number[];
  logSigma2: number[];
  W: number[][];
  d: number[];
}

/**
 * A machine of plain or typed arrays, copied; b gives n and d gives m.
 * @param parameters b (n,), logSigma2 (n,), W (n, m) and d (m,)
 * @throws ShapeError if an array is absent, empty or of another shape, ValueError if a number is not finite
 */
export function createMachine(parameters: MachineInput): Machine {
  const { n, m } = { n: lengthOf(parameters?.b, "b", "n"), m: lengthOf(parameters?.d, "d", "m") };
  const machine = {
    n,
    m,
    b: packVector(parameters.b, n, "b"),
    logSigma2: packVector(parameters.logSigma2 ?? parameters.log_sigma_squared, n, "logSigma2"),
    W: packWeights(parameters.W, n, m),
    d: packVector(parameters.d, m, "d")
  };
  machine.logSigma2.forEach((value, i) => {
    if (!isVariance(Math.exp(value)))
      throw new ValueError(`logSigma2[${i}]`, `is ${value}; its exponential must be a positive, finite variance`);
  });
  return machine;
}

/**
 * The parameters as plain arrays, W nested; createMachine takes them back.
 * @param machine with n visible and m hidden units
 */
export function plainMachine(machine: Machine): PlainMachine {
  const { b, logSigma2, W, d, m } = machine;
  return { b: Array.from(b), logSigma2: Array.from(logSigma2), W: toRows(W, m), d: Array.from(d) };
}

/**
 * A copy that shares no array with the machine.
 * @returns an equal machine
 */
export function copyMachine({ n, m, b, logSigma2, W, d }: Machine): Machine {
  return { n, m, b: b.slice(), logSigma2: logSigma2.slice(), W: W.slice(), d: d.slice() };
}

/**
 * The variances σ², shape (n,).
 * @param machine with n visible and m hidden units
 * @returns shape (n,), in squared units of x
 */
export function variances(machine: Machine): Float64Array {
  return machine.logSigma2.map(Math.exp);
}

/** Above zero and with a finite inverse. */
export function isVariance(value: number): boolean {
  return Number.isFinite(value) && Number.isFinite(1 / value);
}

function packWeights(W: MachineInput["W"], n: number, m: number): Float64Array {
  if (!isArrayLike(W)) throw new ShapeError("W", typeof W, shapeText(n, m));
  if (!isArrayLike(W[0])) {
    if (W.length !== n * m) throw new ShapeError("W", shapeText(W.length), `${shapeText(n, m)} or ${shapeText(n * m)}`);
    return packVector(W, n * m, "W");
  }
  const rows = W as ArrayLike<Vector>;
  if (rows.length !== n) throw new ShapeError("W", shapeText(rows.length, rows[0].length), shapeText(n, m));
  for (let i = 0; i < n; i++)
    if (rows[i]?.length !== m) throw new ShapeError("W", shapeText(n, rows[i]?.length ?? "?"), shapeText(n, m));
  return packRows(rows, m, "W");
}

function lengthOf(vector: unknown, argument: string, size: string): number {
  if (!isArrayLike(vector)) throw new ShapeError(argument, vector === undefined ? "none" : typeof vector, `(${size},)`);
  if (vector.length === 0) throw new ShapeError(argument, "(0,)", `(${size},) with ${size} ≥ 1`);
  return vector.length;
}
