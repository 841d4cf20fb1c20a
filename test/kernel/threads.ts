import type { WorkerLike } from "../../src/workers/workerLike.js";
import { threadsOf } from "../workers/threads.js";

const start = threadsOf(
  `
  import { parentPort } from "node:worker_threads";
  import { serveKernel } from "./workerLoop.js";
  parentPort.on("message", (message) => {
    if (message.crash) setImmediate(() => { throw new Error("crashed on purpose"); });
  });
  serveKernel({
    post: (answer, transfer) => parentPort.postMessage(answer, transfer),
    listen: (listener) => parentPort.on("message", (message) => { if (!message.crash) listener(message); })
  });`,
  "src/kernel/worker"
);

/** The kernel's worker in a thread of Node; `{crash: true}` makes it end as a crash would. */
export const threadWorker = (): WorkerLike => start();
