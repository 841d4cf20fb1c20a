import { setFlagsFromString } from "node:v8";
import { readFusedKernelBytes } from "../../src/kernel/node.js";

/** The build with fused multiply–add, which Node 20 takes only with a flag. */
export function fusedKernelModule(): WebAssembly.Module {
  setFlagsFromString("--experimental-wasm-relaxed-simd");
  return new WebAssembly.Module(readFusedKernelBytes());
}
