/** A number, a vector or a matrix (a list of rows): what a cell shows and a formula's variables hold. */
export type NumericArray = number | readonly number[] | readonly (readonly number[])[];

/**
 * What a formula gave, as plain arrays: numbers, mathjs matrices, typed arrays and lists of any of them.
 * @throws TypeError where something is none of these, or has more than two dimensions or rows of unequal length
 */
export function numericArray(value: unknown): NumericArray {
  const plain = unwrap(value);
  if (typeof plain === "number") return plain;
  if (!Array.isArray(plain)) throw new TypeError(`the result is ${describe(plain)}, not numbers`);
  if (plain.every((entry) => typeof entry === "number")) return plain;
  const rows = plain as unknown[][];
  const width = Array.isArray(rows[0]) ? rows[0].length : -1;
  for (const row of rows) {
    if (!Array.isArray(row) || !row.every((entry) => typeof entry === "number")) {
      throw new TypeError("the result is not a number, a vector or a matrix of numbers");
    }
    if (row.length !== width) throw new TypeError(`the result has rows of ${width} and of ${row.length} numbers`);
  }
  return rows as number[][];
}

function unwrap(value: unknown): unknown {
  if (typeof value === "boolean") return Number(value);
  if (typeof value !== "object" || value === null) return value;
  if ("toArray" in value && typeof value.toArray === "function") return unwrap(value.toArray());
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as unknown as number[]);
  return Array.isArray(value) ? value.map(unwrap) : value;
}

const describe = (value: unknown) => (value === null || value === undefined ? "nothing" : `a ${typeof value}`);

/** The shape as Python writes it: () for a number, (3,) for a vector, (2, 3) for a matrix. */
export function shapeOf(value: NumericArray): string {
  if (typeof value === "number") return "()";
  const first = value[0];
  return typeof first === "object" ? `(${value.length}, ${first.length})` : `(${value.length},)`;
}

/** The value as rows, a vector as one. */
export function rowsOf(value: NumericArray): number[][] {
  if (typeof value === "number") return [[value]];
  return typeof value[0] === "object" ? (value as number[][]).map((row) => [...row]) : [[...(value as number[])]];
}

/** Rows put back into the shape of `like`. */
export function shapedLike(rows: readonly (readonly number[])[], like: NumericArray): NumericArray {
  if (typeof like === "number") return rows[0][0];
  return typeof like[0] === "object" ? rows.map((row) => [...row]) : [...rows[0]];
}
