import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { buildSync } from "esbuild";
import type { WorkerLike } from "../../src/workers/workerLike.js";

/** The worker's loop as one script for a thread of Node; `{crash: true}` makes it end as a crash would. */
const script = buildSync({
  stdin: {
    contents: `
      import { parentPort } from "node:worker_threads";
      import { serveKernel } from "./workerLoop.js";
      parentPort.on("message", (message) => {
        if (message.crash) setImmediate(() => { throw new Error("crashed on purpose"); });
      });
      serveKernel({
        post: (answer, transfer) => parentPort.postMessage(answer, transfer),
        listen: (listener) => parentPort.on("message", (message) => { if (!message.crash) listener(message); })
      });`,
    resolveDir: fileURLToPath(new URL("../../src/kernel/worker/", import.meta.url))
  },
  bundle: true,
  format: "cjs",
  platform: "node",
  write: false
}).outputFiles[0].text;

/** A thread of Node as the client sees a browser's worker. */
export function threadWorker(): WorkerLike {
  const thread = new Worker(script, { eval: true });
  return {
    postMessage: (message, transfer) => thread.postMessage(message, transfer as never),
    addEventListener: ((type: string, listener: (event: object) => void) => {
      if (type === "message") thread.on("message", (data) => listener({ data }));
      else thread.on(type, (error: Error) => listener({ message: error.message }));
    }) as WorkerLike["addEventListener"],
    terminate: () => void thread.terminate()
  };
}
