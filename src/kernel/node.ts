import { readFileSync } from "node:fs";
import { createKernel } from "./kernel.js";
import type { Kernel } from "./kernel.js";

/** The compiled kernel's bytes, from the disk. @throws Error if it has not been built; the message says how to build it */
export function readKernelBytes(url = new URL("./build/rbm.wasm", import.meta.url)): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(url));
  } catch (error) {
    throw new Error("the kernel is not compiled; run `npx tsx src/kernel/build.ts`", { cause: error });
  }
}

/** The build with fused multiply–add; Node 20 compiles it only with --experimental-wasm-relaxed-simd. @throws Error as above */
export function readFusedKernelBytes(): Uint8Array<ArrayBuffer> {
  return readKernelBytes(new URL("./build/rbm-fused.wasm", import.meta.url));
}

/** The kernel for loaders, tests and the bench. */
export function loadKernel(): Kernel {
  return createKernel(new WebAssembly.Module(readKernelBytes()));
}
