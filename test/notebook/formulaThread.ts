import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { buildSync } from "esbuild";
import type { WorkerLike } from "../../src/notebook/worker/client.js";

/** The worker for formulas as one script for a thread of Node. */
const script = buildSync({
  stdin: {
    contents: `
      import { parentPort } from "node:worker_threads";
      import { serveFormulas } from "./serve.js";
      const answer = serveFormulas((message) => parentPort.postMessage(message));
      parentPort.on("message", answer);
      parentPort.postMessage({ kind: "ready" });`,
    resolveDir: fileURLToPath(new URL("../../src/notebook/worker/", import.meta.url))
  },
  bundle: true,
  format: "cjs",
  platform: "node",
  write: false
}).outputFiles[0].text;

export function formulaThread(): WorkerLike {
  const thread = new Worker(script, { eval: true });
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
