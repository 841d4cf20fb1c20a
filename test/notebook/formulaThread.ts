import { serveFormulas } from "../../src/notebook/worker/serve.js";
import type { Envelope } from "../../src/notebook/worker/protocol.js";
import type { WorkerLike } from "../../src/workers/workerLike.js";
import { threadsOf } from "../workers/threads.js";

const start = threadsOf(
  `
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
  "src/notebook/worker"
);

/** The worker for formulas in a thread of Node. @param cells in which it hangs or crashes, by their ids */
export const formulaThread = (cells: { hangIn?: string; crashIn?: string } = {}): WorkerLike => start(cells);

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
