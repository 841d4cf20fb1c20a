import { FileAttachment } from "observablehq:stdlib";
import { createKernelClient } from "../../kernel/client/client.js";
import { hasFusedMultiplyAdd } from "../../kernel/client/fusedMultiplyAdd.js";
import type { ClientOptions, KernelClient } from "../../kernel/protocol.js";

let compiled: Promise<WebAssembly.Module> | undefined;

/** The compiled kernel, fetched once for the page. */
export function kernelModule(): Promise<WebAssembly.Module> {
  compiled ??= moduleOf(FileAttachment("../../kernel/build/rbm.wasm").arrayBuffer());
  return compiled;
}

const moduleOf = (bytes: Promise<ArrayBuffer>) => bytes.then((buffer) => WebAssembly.compile(buffer));

/**
 * The compiled kernel in workers of this page; one for the whole page is enough.
 * @param fused for training on images: the build that multiplies and adds at once, where the engine takes it. What it
 *   trains depends on the engine in the last digits, so nothing that is shared or quoted may come of it.
 */
export function openKernel({
  onRestart = () => {},
  workers,
  fused = false
}: Pick<ClientOptions, "onRestart" | "workers"> & { readonly fused?: boolean } = {}): KernelClient {
  return createKernelClient({
    module:
      fused && hasFusedMultiplyAdd()
        ? moduleOf(FileAttachment("../../kernel/build/rbm-fused.wasm").arrayBuffer())
        : kernelModule(),
    createWorker: () => new Worker(import.meta.resolve("../../kernel/worker/worker.js"), { type: "module" }),
    ...(workers === undefined ? {} : { workers }),
    onRestart
  });
}
