/** The worker of the kernel's client as a thread of Node. */
import { parentPort } from "node:worker_threads";
import { serveKernel } from "../kernel/worker/workerLoop.js";

if (!parentPort) throw new Error("kernel-thread.js is the script of a worker thread: open it with openKernelClient().");
const port = parentPort;
serveKernel({
  post: (answer, transfer) => port.postMessage(answer, transfer as never),
  listen: (listener) => port.on("message", listener)
});
