/** WebAssembly's binary format, as far as compiled formulas need it. */
export type Code = readonly number[];

function unsigned(value: number): number[] {
  const out: number[] = [];
  do {
    const low = value & 0x7f;
    value >>>= 7;
    out.push(value ? low | 0x80 : low);
  } while (value);
  return out;
}

export function signed(value: number): number[] {
  const out: number[] = [];
  for (;;) {
    const low = value & 0x7f;
    value >>= 7;
    if ((value === 0 && !(low & 0x40)) || (value === -1 && low & 0x40)) return [...out, low];
    out.push(low | 0x80);
  }
}

function f64(value: number): number[] {
  return [...new Uint8Array(Float64Array.of(value).buffer)];
}

export const types = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const;

const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];

/** Instructions; those that take operands take their code. */
export const op = {
  get: (local: number): number[] => [0x20, ...unsigned(local)],
  set: (local: number): number[] => [0x21, ...unsigned(local)],
  call: (index: number): number[] => [0x10, ...unsigned(index)],
  i32: (value: number): number[] => [0x41, ...signed(value)],
  addI32: (a: Code, b: Code): number[] => [...a, ...b, 0x6a],
  constant: (value: number): number[] => [...simd(12), ...f64(value), ...f64(value)],
  /** both lanes hold the same 64 bits */
  bits: (value: bigint): number[] => {
    const bytes = [...new Uint8Array(BigUint64Array.of(BigInt.asUintN(64, value)).buffer)];
    return [...simd(12), ...bytes, ...bytes];
  },
  load: (address: Code, offset: number): number[] => [...address, ...simd(0), 3, ...unsigned(offset)],
  loadSplat: (address: Code, offset: number): number[] => [...address, ...simd(10), 3, ...unsigned(offset)],
  store: (address: Code, offset: number, value: Code): number[] => [
    ...address,
    ...value,
    ...simd(11),
    3,
    ...unsigned(offset)
  ],
  storeLane: (address: Code, offset: number, value: Code): number[] => [
    ...address,
    ...value,
    ...simd(91),
    3,
    ...unsigned(offset),
    0
  ],
  /** memory from an address on, set to 0 */
  clear: (address: number, bytes: number): number[] => [
    ...op.i32(address),
    ...op.i32(0),
    ...op.i32(bytes),
    0xfc,
    11,
    0
  ],
  unary: (opcode: number, a: Code): number[] => [...a, ...simd(opcode)],
  binary: (opcode: number, a: Code, b: Code): number[] => [...a, ...b, ...simd(opcode)],
  /** a where the mask holds, b elsewhere */
  select: (mask: Code, a: Code, b: Code): number[] => [...a, ...b, ...mask, ...simd(82)],
  shift: (opcode: number, a: Code, by: number): number[] => [...a, ...op.i32(by), ...simd(opcode)],
  lane: (a: Code, lane: 0 | 1): number[] => [...a, ...simd(33), lane],
  withLane: (a: Code, lane: 0 | 1, value: Code): number[] => [...a, ...value, ...simd(34), lane],
  splat: (value: Code): number[] => [...value, ...simd(20)],
  /** Repeats the body while the counter, which the body moves on, is below the limit. The limit must not be 0. */
  loop: (counter: number, limit: number, body: Code): number[] => [
    0x03,
    0x40,
    ...body,
    ...op.get(counter),
    ...op.i32(limit),
    0x49,
    0x0d,
    0,
    0x0b
  ]
};

/** Opcodes of two numbers at a time. */
export const f64x2 = {
  eq: 71, ne: 72, lt: 73, gt: 74, le: 75, ge: 76, not: 77, and: 78, andnot: 79, or: 80, nearest: 148,
  abs: 236, neg: 237, sqrt: 239, add: 240, sub: 241, mul: 242, div: 243, min: 244, max: 245
} as const; // prettier-ignore
export const i64x2 = { shl: 203, shr: 205, add: 206, sub: 209 } as const;

export interface WasmFunction {
  readonly parameters: readonly number[];
  readonly results: readonly number[];
  /** types of the locals after the parameters */
  readonly locals: readonly number[];
  readonly body: Code;
  readonly exportAs: string | null;
}

/** A module that imports its memory and `power`, which is function 0, and exports functions. */
export function wasmModule(functions: readonly WasmFunction[], pages: number): Uint8Array<ArrayBuffer> {
  const section = (id: number, content: Code): number[] => [id, ...unsigned(content.length), ...content];
  const vector = (items: readonly Code[]): number[] => [...unsigned(items.length), ...items.flat()];
  const text = (value: string): number[] => {
    const bytes = [...new TextEncoder().encode(value)];
    return [...unsigned(bytes.length), ...bytes];
  };
  const signature = ({ parameters, results }: Pick<WasmFunction, "parameters" | "results">): number[] => [
    0x60,
    ...vector(parameters.map((p) => [p])),
    ...vector(results.map((r) => [r]))
  ];
  const power = { parameters: [types.f64, types.f64], results: [types.f64] };
  const exported = functions.flatMap(({ exportAs }, k) =>
    exportAs === null ? [] : [[...text(exportAs), 0, ...unsigned(k + 1)]]
  );
  const bodies = functions.map(({ locals, body }) => {
    const code = [...vector(locals.map((type) => [1, type])), ...body, 0x0b];
    return [...unsigned(code.length), ...code];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([power, ...functions].map(signature))),
    ...section(
      2,
      vector([
        [...text("host"), ...text("power"), 0, 0],
        [...text("host"), ...text("memory"), 2, 0, ...unsigned(pages)]
      ])
    ),
    ...section(3, vector(functions.map((_, k) => unsigned(k + 1)))),
    ...section(7, vector(exported)),
    ...section(10, vector(bodies))
  ]);
}
