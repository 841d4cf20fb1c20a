import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { buildSync } from "esbuild";
import type { WorkerLike } from "../../src/workers/workerLike.js";

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
  return {
    postMessage: (message) => thread.postMessage(message),
    addEventListener: ((type: string, listener: (event: object) => void) => {
      if (type === "message") thread.on("message", (data) => listener({ data }));
      else thread.on(type, (error: Error) => listener({ message: error.message }));
    }) as WorkerLike["addEventListener"],
    terminate: () => void thread.terminate()
  };
}
