import { FileAttachment } from "observablehq:stdlib";
import { createKernelClient } from "../../kernel/client/client.js";
import type { ClientOptions, KernelClient } from "../../kernel/protocol.js";

/** The compiled kernel in workers of this page; one for the whole page is enough. */
export function openKernel(onRestart: NonNullable<ClientOptions["onRestart"]> = () => {}): KernelClient {
  const bytes = FileAttachment("../../kernel/build/rbm.wasm").arrayBuffer();
  return createKernelClient({
    module: bytes.then((buffer) => WebAssembly.compile(buffer)),
    createWorker: () => new Worker(import.meta.resolve("../../kernel/worker/worker.js"), { type: "module" }),
    onRestart
  });
}
