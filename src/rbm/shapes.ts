import { faultOf, integer, positive } from "./checks.js";
import type { Check } from "./checks.js";
import { ShapeError, ValueError } from "./errors.js";

/** A row of numbers, plain or typed. */
export type Vector = ArrayLike<number>;

/** Points: row-major (count, n). Everywhere a batch in a figure or a worker is this. */
export interface Points {
  readonly n: number;
  readonly count: number;
  readonly values: Float32Array | Float64Array;
}

/** What is taken for a matrix: rows, plain or typed; Points; or a flat typed array, row-major. */
export type Rows = Points | Float32Array | Float64Array | ArrayLike<Vector>;

/** (3, 2), as error messages print a shape. */
export function shapeText(...sizes: (number | string)[]): string {
  return sizes.length === 1 ? `(${sizes[0]},)` : `(${sizes.join(", ")})`;
}

/**
 * The numbers of a vector, checked and copied.
 * @param argument its name, for the error
 * @throws ShapeError if the length differs or the value is no vector, ValueError if a number is not finite
 */
export function packVector(value: unknown, length: number, argument: string): Float64Array {
  if (!isArrayLike(value)) throw new ShapeError(argument, describe(value), shapeText(length));
  if (value.length !== length) throw new ShapeError(argument, shapeText(...sizesOf(value)), shapeText(length));
  const packed = new Float64Array(length);
  for (let i = 0; i < length; i++) packed[i] = finite(value[i], () => `${argument}[${i}]`);
  return packed;
}

/**
 * The numbers of a matrix with a known number of columns, row-major, checked and copied.
 * @param rows see {@link Rows}; a flat typed array must hold whole rows
 * @throws ShapeError if a row has another length or there is no row, ValueError if a number is not finite
 */
export function packRows(rows: Rows, columns: number, argument: string): Float64Array {
  const expected = shapeText("batch", columns);
  if (isPoints(rows)) {
    const actual = shapeText(rows.count, rows.n);
    if (rows.n !== columns || rows.values.length !== rows.count * rows.n)
      throw new ShapeError(
        argument,
        rows.n === columns ? `${actual} with ${rows.values.length} values` : actual,
        expected
      );
    return packRows(rows.values, columns, argument);
  }
  if (!isArrayLike(rows)) throw new ShapeError(argument, describe(rows), expected);
  if (rows.length === 0) throw new ShapeError(argument, shapeText(0, columns), `${expected} with at least one row`);
  if (isFlat(rows)) {
    if (rows.length % columns !== 0) throw new ShapeError(argument, shapeText(rows.length), expected);
    const packed = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++)
      packed[i] = finite(rows[i], () => `${argument}[${Math.floor(i / columns)}, ${i % columns}]`);
    return packed;
  }
  const packed = new Float64Array(rows.length * columns);
  for (let row = 0; row < rows.length; row++) {
    const values: unknown = rows[row];
    if (!isArrayLike(values)) throw new ShapeError(argument, shapeText(rows.length), expected);
    if (values.length !== columns) {
      const ragged = row > 0 ? `, in row ${row}` : "";
      throw new ShapeError(argument, shapeText(rows.length, values.length) + ragged, expected);
    }
    for (let i = 0; i < columns; i++) packed[row * columns + i] = finite(values[i], () => `${argument}[${row}, ${i}]`);
  }
  return packed;
}

/** Flat values as plain rows. */
export function toRows(values: ArrayLike<number>, columns: number): number[][] {
  return Array.from({ length: values.length / columns }, (_, row) =>
    Array.from({ length: columns }, (_, i) => values[row * columns + i])
  );
}

/**
 * Points of plain rows.
 * @param rows shape (count, n)
 * @param n how many columns each row must have
 * @throws ShapeError, ValueError as packRows
 */
export function createPoints(rows: Rows, n: number): Points {
  const values = packRows(rows, n, "points");
  return { n, count: values.length / n, values };
}

/**
 * Data as Points, checked and copied; n is theirs, or the length of the first row.
 * @throws ShapeError if nothing says what n is, or as packRows; ValueError as packRows
 */
export function packPoints(data: Rows, argument: string): Points {
  const expected = shapeText("count", "n");
  if (!isPoints(data) && !isArrayLike(data)) throw new ShapeError(argument, describe(data), expected);
  if (!isPoints(data) && data.length === 0) throw new ShapeError(argument, shapeText(0), `${expected} with count ≥ 1`);
  const n = isPoints(data) ? data.n : isArrayLike(data[0]) ? data[0].length : NaN;
  if (!(n >= 1)) {
    const actual = isPoints(data) ? shapeText(data.count, n) : shapeText(...sizesOf(data));
    throw new ShapeError(argument, actual, `${expected} with n ≥ 1, as rows or as Points`);
  }
  const values = packRows(data, n, argument);
  return { n, count: values.length / n, values };
}

/**
 * The rows of Points as plain arrays.
 * @param points of any n
 */
export function pointRows(points: Points): number[][] {
  return toRows(points.values, points.n);
}

/** @throws ValueError unless value is a whole number of [minimum, maximum] */
export function checkInteger(value: number, minimum: number, maximum: number, argument: string): void {
  check(value, integer(minimum, maximum), argument);
}

/** @throws ValueError unless value is finite and above zero */
export function checkPositive(value: number, argument: string): void {
  check(value, positive, argument);
}

/** @throws ValueError, which names the argument, unless value passes */
export function check(value: unknown, mustPass: Check, argument: string): void {
  const fault = faultOf(value, mustPass);
  if (fault) throw new ValueError(argument, fault);
}

function finite(value: unknown, argument: () => string): number {
  // Called for every number of a batch: the argument's name is put together only for the error.
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new ValueError(argument(), `is ${describe(value)}; it must be a finite number`);
}

export function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function isPoints(rows: Rows): rows is Points {
  return typeof rows === "object" && rows !== null && "values" in rows && "count" in rows;
}

function isFlat(rows: ArrayLike<unknown>): rows is Float32Array | Float64Array {
  return ArrayBuffer.isView(rows);
}

function sizesOf(value: ArrayLike<unknown>): number[] {
  const first = value[0];
  return isArrayLike(first) ? [value.length, ...sizesOf(first)] : [value.length];
}

function describe(value: unknown): string {
  if (value === null) return "null";
  return typeof value === "number" ? String(value) : `a value of type ${typeof value}`;
}
