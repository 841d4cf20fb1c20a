/**
 * What a core can do at most in vectors of 128 bits: multiply–adds a nanosecond, apart and fused. Everything stays in
 * registers, and each result waits for nothing but itself, in chains enough to hide that.
 */
import asc from "assemblyscript/asc";

const unrolled = 8;

export interface Peak {
  readonly apart: number;
  readonly fused: number;
}

/** Needs an engine that takes relaxed SIMD. The greatest of many short calls. */
export async function measurePeak(): Promise<Peak> {
  const multiply = chains("m", 6).map((name) => `${name} = f32x4.mul(${name}, one);`);
  const add = chains("a", 6).map((name) => `${name} = f32x4.add(${name}, one);`);
  const fuse = chains("a", 12).map((name) => `${name} = f32x4.relaxed_madd(one, one, ${name});`);
  return {
    apart: await greatestRate([...chains("m", 6), ...chains("a", 6)], [...multiply, ...add], 6),
    fused: await greatestRate(chains("a", 12), fuse, 12)
  };
}

function chains(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${letter}${at}`);
}

/** Of a loop over `terms`, which hold `products` vectors of multiply–adds. */
async function greatestRate(names: string[], terms: string[], products: number): Promise<number> {
  const run = await compile(`const ones = memory.data<f32>([1, 1, 1, 1], 16);
export function run(rounds: i32): f32 {
  const one = v128.load(ones);
  ${names.map((name, at) => `let ${name} = f32x4.splat(${at});`).join(" ")}
  for (let round = 0; round < rounds; round++) { ${Array.from({ length: unrolled }, () => terms.join(" ")).join("\n")} }
  return f32x4.extract_lane(${names.reduce((sum, name) => `f32x4.add(${sum}, ${name})`)}, 0);
}`);
  const rounds = 10_000;
  let rate = 0;
  for (let call = 0; call < 2000; call++) {
    const start = performance.now();
    run(rounds);
    const nanoseconds = (performance.now() - start) * 1e6;
    rate = Math.max(rate, (rounds * unrolled * products * 4) / nanoseconds);
  }
  return rate;
}

async function compile(source: string): Promise<(rounds: number) => number> {
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  const flags = ["peak.ts", "--outFile", "peak.wasm", "-O3", "--runtime", "stub"];
  const { error } = await asc.main([...flags, "--enable", "simd", "--enable", "relaxed-simd"], {
    readFile: (name) => (name === "peak.ts" ? source : null),
    writeFile: (name, contents) => {
      if (name === "peak.wasm") bytes = contents as Uint8Array<ArrayBuffer>;
    },
    listFiles: () => [],
    stderr: process.stderr
  });
  if (error || !bytes) throw error ?? new Error("the AssemblyScript compiler wrote nothing");
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.run as (rounds: number) => number;
}
