import { f64x2, op, types } from "./wasmBytes.js";
import type { Code, WasmFunction } from "./wasmBytes.js";

interface Sizes {
  readonly r: number;
  readonly k: number;
  readonly c: number;
}

/** out (r, c) = a (r, k) · b (k, c), row-major, up to eight columns at a time in registers. */
export function productFunction(
  name: string,
  { r, k, c }: Sizes,
  [a, b, out]: readonly [number, number, number]
): WasmFunction {
  // Locals: row counter, k counter in bytes of a's row, place in a, place in b, place in out; the factor; the sums.
  const [row, step, inA, inB, inOut] = [0, 1, 2, 3, 4];
  const factor = 5;
  const locals = [...Array<number>(5).fill(types.i32), ...Array<number>(5).fill(types.v128)];
  const move = (local: number, bytes: number): Code => [...op.addI32(op.get(local), op.i32(bytes)), ...op.set(local)];

  /** `width` columns from a column on, for all rows. */
  const band = (column: number, width: number): Code => {
    const registers = Array.from({ length: Math.ceil(width / 2) }, (_, i) => 6 + i);
    const isSingle = (i: number): boolean => 2 * i + 1 === width;
    const inner: number[] = [...op.loadSplat(op.addI32(op.get(inA), op.get(step)), a), ...op.set(factor)];
    registers.forEach((register, i) => {
      const read = isSingle(i) ? op.loadSplat : op.load;
      const term = op.binary(f64x2.mul, op.get(factor), read(op.get(inB), b + 8 * (column + 2 * i)));
      inner.push(...op.binary(f64x2.add, op.get(register), term), ...op.set(register));
    });
    inner.push(...move(inB, 8 * c), ...move(step, 8));
    const perRow: number[] = [...op.i32(0), ...op.set(step), ...op.i32(0), ...op.set(inB)];
    for (const register of registers) perRow.push(...op.constant(0), ...op.set(register));
    perRow.push(...op.loop(step, 8 * k, inner));
    registers.forEach((register, i) => {
      const write = isSingle(i) ? op.storeLane : op.store;
      perRow.push(...write(op.get(inOut), out + 8 * (column + 2 * i), op.get(register)));
    });
    perRow.push(...move(inA, 8 * k), ...move(inOut, 8 * c), ...move(row, 1));
    const start = [row, inA, inOut].flatMap((local) => [...op.i32(0), ...op.set(local)]);
    return [...start, ...op.loop(row, r, perRow)];
  };

  const body: number[] = [];
  for (let column = 0; column < c; column += 8) body.push(...band(column, Math.min(8, c - column)));
  return { parameters: [], results: [], locals, body, exportAs: name };
}
