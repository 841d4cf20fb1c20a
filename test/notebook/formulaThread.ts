import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { buildSync } from "esbuild";
import { serveFormulas } from "../../src/notebook/worker/serve.js";
import type { Envelope } from "../../src/notebook/worker/protocol.js";
import type { WorkerLike } from "../../src/workers/workerLike.js";

/** The worker for formulas as one script for a thread of Node; it falls silent on purpose for a stream of that name. */
const script = buildSync({
  stdin: {
    contents: `
      import { parentPort, workerData } from "node:worker_threads";
      import { serveFormulas } from "./serve.js";
      const answer = serveFormulas((message) => parentPort.postMessage(message));
      parentPort.on("message", (envelope) => {
        const { stream } = envelope.request;
        if (stream !== undefined && stream.startsWith(workerData.hangIn + "/")) for (;;);
        if (stream !== undefined && stream.startsWith(workerData.crashIn + "/")) throw new Error("crashed on purpose");
        answer(envelope);
      });
      parentPort.postMessage({ kind: "ready" });`,
    resolveDir: fileURLToPath(new URL("../../src/notebook/worker/", import.meta.url))
  },
  bundle: true,
  format: "cjs",
  platform: "node",
  write: false
}).outputFiles[0].text;

/** @param workerData ids of cells in which it hangs or crashes */
export function formulaThread(workerData: { hangIn?: string; crashIn?: string } = {}): WorkerLike {
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

/** The same in this thread, with what is posted copied as a thread would: for thousands of notebooks. */
export function formulasHere(): WorkerLike {
  let listener: (event: { readonly data: unknown }) => void = () => {};
  let isEnded = false;
  const post = (data: unknown): void => {
    const copy: unknown = structuredClone(data);
    setImmediate(() => {
      if (!isEnded) listener({ data: copy });
    });
  };
  const answer = serveFormulas(post);
  post({ kind: "ready" });
  return {
    postMessage(message) {
      const copy = structuredClone(message) as Envelope;
      setImmediate(() => {
        if (!isEnded) answer(copy);
      });
    },
    addEventListener: ((type: string, heard: typeof listener) => {
      if (type === "message") listener = heard;
    }) as WorkerLike["addEventListener"],
    terminate: () => (isEnded = true)
  };
}
