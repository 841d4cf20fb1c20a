import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { buildSync } from "esbuild";
import type { WorkerLike } from "../../src/exercise/worker/exerciseClient.js";

/** The exercise's worker as one script for a thread of Node; it hangs or crashes if a test asks for it. */
const script = buildSync({
  stdin: {
    contents: `
      import { parentPort, workerData } from "node:worker_threads";
      import { serve } from "./serve.js";
      const answer = serve((message) => parentPort.postMessage(message));
      parentPort.on("message", ({ id, request }) => {
        if (request.source !== undefined && request.source === workerData.hangOn) for (;;);
        if (request.source !== undefined && request.source === workerData.crashOn) throw new Error("crashed on purpose");
        answer(id, request);
      });
      parentPort.postMessage({ kind: "ready" });`,
    resolveDir: fileURLToPath(new URL("../../src/exercise/worker/", import.meta.url))
  },
  bundle: true,
  format: "cjs",
  platform: "node",
  write: false
}).outputFiles[0].text;

export function exerciseThread(workerData: { hangOn?: string; crashOn?: string } = {}): WorkerLike {
  const thread = new Worker(script, { eval: true, workerData });
  const worker: WorkerLike = {
    postMessage: (message) => thread.postMessage(message),
    terminate: () => void thread.terminate(),
    onmessage: null,
    onerror: null
  };
  thread.on("message", (data) => worker.onmessage?.({ data }));
  thread.on("error", (error: Error) => worker.onerror?.({ message: error.message }));
  return worker;
}
