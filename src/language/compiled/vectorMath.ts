import { f64x2, i64x2, op, types } from "./wasmBytes.js";
import type { Code, WasmFunction } from "./wasmBytes.js";

/*
 * exp, log and their like for two float64 at a time, to a few units in the last place. The reductions of the arguments
 * and the series of log are those of Sun's fdlibm; exp's is Taylor's, whose next term is below 2⁻⁵³ on |r| ≤ ln 2 / 2.
 */

export const mathNames = ["exp", "expm1", "log", "log1p", "tanh", "sigmoid"] as const;
export type MathName = (typeof mathNames)[number];

/** The place of a function in the module; 0 is the imported power. */
export function mathIndex(name: MathName): number {
  return 1 + mathNames.indexOf(name);
}

const { binary, unary, get, set, select, call } = op;

/** Where the functions' constants are in memory: read from there, each costs one instruction in place of three. */
export const constantsAt = 16;
const pool: bigint[] = [];
/** The constants, to be put at constantsAt. */
export const mathConstants = (): BigUint64Array => BigUint64Array.from(pool);

function bits(value: bigint): Code {
  const word = BigInt.asUintN(64, value);
  const found = pool.indexOf(word);
  const at = found < 0 ? pool.push(word) - 1 : found;
  return op.loadSplat(op.i32(0), constantsAt + 8 * at);
}

const constant = (value: number): Code => bits(new BigUint64Array(Float64Array.of(value).buffer)[0]);
const add = (a: Code, b: Code): Code => binary(f64x2.add, a, b);
const sub = (a: Code, b: Code): Code => binary(f64x2.sub, a, b);
const mul = (a: Code, b: Code): Code => binary(f64x2.mul, a, b);
const div = (a: Code, b: Code): Code => binary(f64x2.div, a, b);
const x = get(0);

/** c₀ + c₁ x + c₂ x² + …, its even and its odd terms side by side: half as long a wait as for one after the other. */
function polynomial(at: Code, square: Code, coefficients: readonly number[]): Code {
  const horner = (terms: readonly number[]): Code =>
    terms.slice(0, -1).reduceRight<Code>((sum, c) => add(constant(c), mul(square, sum)), constant(terms.at(-1)!));
  const every = (first: 0 | 1): number[] => coefficients.filter((_, k) => k % 2 === first);
  return add(horner(every(0)), mul(at, horner(every(1))));
}

const inverseFactorials = Array.from({ length: 13 }, (_, k) =>
  Array.from({ length: k + 1 }, (_, i) => i + 1).reduce((share, i) => share / i, 1)
);

/** Added to a number below 2⁵¹, leaves its nearest whole number in the last bits. */
const rounder = 1.5 * 2 ** 52;
const rounderBits = new BigUint64Array(Float64Array.of(rounder).buffer)[0];
const wholeBits = (rounded: Code): Code => binary(i64x2.sub, rounded, bits(rounderBits));

/** Sets local 3 to exp(r) − 1 and locals 4 and 5 to the exponents k₁, k₂ with exp x = 2^k₁ 2^k₂ exp r. */
const reducedExp: Code = [
  ...binary(f64x2.min, binary(f64x2.max, x, constant(-746)), constant(710)), ...set(1),
  ...add(mul(get(1), constant(Math.LOG2E)), constant(rounder)), ...set(5),
  ...sub(get(5), constant(rounder)), ...set(2),
  ...sub(sub(get(1), mul(get(2), constant(6.93147180369123816490e-1))), mul(get(2), constant(1.90821492927058770002e-10))), ...set(1),
  ...mul(get(1), get(1)), ...set(3),
  ...mul(get(1), polynomial(get(1), get(3), inverseFactorials)), ...set(3),
  ...wholeBits(add(mul(get(2), constant(0.5)), constant(rounder))), ...set(4),
  ...binary(i64x2.sub, wholeBits(get(5)), get(4)), ...set(5)
]; // prettier-ignore

const powerOfTwo = (exponent: Code): Code => op.shift(i64x2.shl, binary(i64x2.add, exponent, bits(1023n)), 52);

const exp: Code = [...reducedExp, ...mul(mul(add(constant(1), get(3)), powerOfTwo(get(4))), powerOfTwo(get(5)))];

// (q 2^k₁ + (2^k₁ − 2^−k₂)) 2^k₂, where q = exp(r) − 1: nothing cancels near 0, nothing overflows early.
const expm1: Code = [
  ...reducedExp,
  ...powerOfTwo(get(4)), ...set(1),
  ...mul(
    add(mul(get(3), get(1)), sub(get(1), powerOfTwo(binary(i64x2.sub, bits(0n), get(5))))),
    powerOfTwo(get(5))
  )
]; // prettier-ignore

const smallest = 2 ** -1022;
const logSeries = [
  6.666666666666735130e-1, 3.999999999940941908e-1, 2.857142874366239149e-1, 2.222219843214978396e-1,
  1.818357216161805012e-1, 1.531383769920937332e-1, 1.479819860511658591e-1
]; // prettier-ignore

const halfRoot = new BigUint64Array(Float64Array.of(Math.SQRT1_2).buffer)[0];
const oneBits = 0x3ff0000000000000n;

/**
 * log u + extra for u in local 1, a normal number, by u = 2^e (1 + f) with 1 + f from √½ to √2.
 * @param exponentOfOne 2⁵² and the exponent that counts as 0
 */
const logOfNormal = (exponentOfOne: Code, extra: Code): Code => [
  // So moved, the bits' exponent changes at √½ and not at 1.
  ...binary(i64x2.add, get(1), bits(oneBits - halfRoot)), ...set(1),
  // e as a number: its bits are put into those of 2⁵².
  ...sub(binary(f64x2.or, op.shift(i64x2.shr, get(1), 52), bits(0x4330000000000000n)), exponentOfOne), ...set(2),
  ...sub(binary(i64x2.add, binary(f64x2.and, get(1), bits(0x000fffffffffffffn)), bits(halfRoot)), constant(1)), ...set(1),
  ...div(get(1), add(constant(2), get(1))), ...set(3),
  ...mul(get(3), get(3)), ...set(4),
  ...mul(get(4), get(4)), ...set(5),
  ...mul(get(4), polynomial(get(4), get(5), logSeries)), ...set(4),
  ...mul(constant(0.5), mul(get(1), get(1))), ...set(5),
  ...sub(
    mul(get(2), constant(6.93147180369123816490e-1)),
    sub(sub(get(5), add(mul(get(3), add(get(5), get(4))), add(mul(get(2), constant(1.90821492927058770002e-10)), extra))), get(1))
  )
]; // prettier-ignore

const log: Code = [
  // Numbers below the normal ones are scaled up by 2⁵⁴.
  ...binary(f64x2.lt, x, constant(smallest)), ...set(6),
  ...select(get(6), mul(x, constant(2 ** 54)), x), ...set(1),
  ...logOfNormal(add(constant(2 ** 52 + 1023), binary(f64x2.and, get(6), constant(54))), constant(0)), ...set(1),
  ...select(binary(f64x2.eq, x, constant(0)), constant(-Infinity), get(1)), ...set(1),
  ...select(binary(f64x2.lt, x, constant(0)), constant(NaN), get(1)), ...set(1),
  // Infinity and NaN stay.
  ...select(binary(f64x2.lt, unary(f64x2.abs, x), constant(Infinity)), get(1),
    select(binary(f64x2.lt, x, constant(0)), constant(NaN), x))
]; // prettier-ignore

const log1p: Code = [
  ...add(constant(1), x), ...set(1),
  // What 1 + x lost by rounding.
  ...div(sub(x, sub(get(1), constant(1))), get(1)), ...set(6),
  ...logOfNormal(constant(2 ** 52 + 1023), get(6)), ...set(1),
  // Where 1 + x is positive and finite, that is all.
  ...binary(f64x2.and, binary(f64x2.gt, x, constant(-1)), binary(f64x2.lt, x, constant(Infinity))), ...set(2),
  ...select(get(2), get(1),
    select(binary(f64x2.eq, x, constant(-1)), constant(-Infinity),
      select(binary(f64x2.lt, x, constant(-1)), constant(NaN), x)))
]; // prettier-ignore

const sign: Code = bits(1n << 63n);

const tanh: Code = [
  ...mul(constant(-2), unary(f64x2.abs, x)), ...call(mathIndex("expm1")), ...set(1),
  ...binary(f64x2.or, div(unary(f64x2.neg, get(1)), add(constant(2), get(1))), binary(f64x2.and, x, sign))
]; // prettier-ignore

const sigmoid: Code = [
  ...unary(f64x2.neg, unary(f64x2.abs, x)), ...call(mathIndex("exp")), ...set(1),
  ...div(select(binary(f64x2.ge, x, constant(0)), constant(1), get(1)), add(constant(1), get(1)))
]; // prettier-ignore

const bodies: Readonly<Record<MathName, Code>> = { exp, expm1, log, log1p, tanh, sigmoid };

/** The functions, in the order of their names, each from two numbers to two. */
export const mathFunctions: readonly WasmFunction[] = mathNames.map((name) => ({
  parameters: [types.v128],
  results: [types.v128],
  locals: Array<number>(6).fill(types.v128),
  body: bodies[name],
  exportAs: null
}));
