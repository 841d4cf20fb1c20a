/** `gaussian-bernoulli-rbm/kernel` in Node. The same names as in a browser: kernelInBrowser.ts. */
import { readFile } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import { createKernelClient } from "../kernel/client/client.js";
import { createKernel } from "../kernel/kernel.js";
import type { Kernel } from "../kernel/kernel.js";
import type { KernelClient } from "../kernel/protocol.js";
import type { WorkerLike } from "../workers/workerLike.js";
import type { OpenOptions } from "./kernel.js";

export * from "./kernel.js";

/**
 * The kernel on this thread, which waits for each result.
 * @param wasm the compiled kernel's file; default: the rbm.wasm beside this file
 * @throws Error if the file can't be read or compiled
 */
export async function loadKernel(wasm = new URL("./rbm.wasm", import.meta.url)): Promise<Kernel> {
  return createKernel(await compile(wasm));
}

/** The kernel behind threads, which leaves this one free. They keep the process alive until `close()`. */
export function openKernelClient({ workers, wasm, worker }: OpenOptions = {}): KernelClient {
  return createKernelClient({
    module: compile(wasm ?? new URL("./rbm.wasm", import.meta.url)),
    createWorker: () => threadAsWorker(new Worker(worker ?? new URL("./kernel-thread.js", import.meta.url))),
    ...(workers === undefined ? {} : { workers })
  });
}

async function compile(wasm: URL): Promise<WebAssembly.Module> {
  return await WebAssembly.compile(new Uint8Array(await readFile(wasm)));
}

/** A thread of Node with the few methods of a browser's worker that the client uses. */
function threadAsWorker(thread: Worker): WorkerLike {
  const addEventListener = (type: "message" | "error" | "messageerror", listener: (event: never) => void): void => {
    const tell = listener as (event: { readonly data?: unknown; readonly message?: string }) => void;
    if (type === "message") thread.on("message", (data) => tell({ data }));
    else thread.on(type, (error: Error) => tell({ message: error.message }));
  };
  return {
    addEventListener,
    postMessage: (message, transfer = []) => thread.postMessage(message, transfer as never),
    terminate: () => void thread.terminate()
  };
}
