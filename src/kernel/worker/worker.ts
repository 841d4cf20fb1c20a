/// <reference lib="webworker" />
import type { WorkerRequest } from "../protocol.js";
import { serveKernel } from "./workerLoop.js";

/** The browser's worker: new Worker(import.meta.resolve("./kernel/worker.js"), { type: "module" }). */
const scope = globalThis as unknown as DedicatedWorkerGlobalScope;

serveKernel({
  post: (answer, transfer) => scope.postMessage(answer, transfer),
  listen: (listener) => scope.addEventListener("message", ({ data }) => listener(data as WorkerRequest))
});
