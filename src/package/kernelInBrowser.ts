/**
 * `gaussian-bernoulli-rbm/kernel` in a browser. The same names as in Node: kernelInNode.ts.
 * @module kernel
 */
import { createKernelClient } from "../kernel/client/client.js";
import { createKernel } from "../kernel/kernel.js";
import type { Kernel } from "../kernel/kernel.js";
import type { KernelClient } from "../kernel/protocol.js";
import type { OpenOptions } from "./kernel.js";

export * from "./kernel.js";

/**
 * The kernel on this thread, which waits for each result.
 * @param wasm the compiled kernel's address; default: the rbm.wasm beside this file
 * @throws Error if the file can't be had or compiled
 */
export async function loadKernel(wasm = new URL("./rbm.wasm", import.meta.url)): Promise<Kernel> {
  return createKernel(await compile(wasm));
}

/** The kernel behind workers, which leaves this thread free. Call `close()` when done. */
export function openKernelClient({ workers, wasm, worker }: OpenOptions = {}): KernelClient {
  return createKernelClient({
    module: compile(wasm ?? new URL("./rbm.wasm", import.meta.url)),
    createWorker: () =>
      worker
        ? new Worker(worker, { type: "module" })
        : // In this very form, bundlers find the script and bring it along.
          new Worker(new URL("./kernel-worker.js", import.meta.url), { type: "module" }),
    ...(workers === undefined ? {} : { workers })
  });
}

async function compile(wasm: URL): Promise<WebAssembly.Module> {
  const response = await fetch(wasm);
  if (!response.ok) throw new Error(`the compiled kernel is not at ${wasm}: ${response.status}`);
  return await WebAssembly.compile(await response.arrayBuffer());
}
