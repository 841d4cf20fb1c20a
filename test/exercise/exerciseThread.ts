import type { WorkerLike } from "../../src/workers/workerLike.js";
import { threadsOf } from "../workers/threads.js";

const start = threadsOf(
  `
  import { parentPort, workerData } from "node:worker_threads";
  import { serve } from "./serve.js";
  const answer = serve((message) => parentPort.postMessage(message));
  parentPort.on("message", ({ id, request }) => {
    if (request.source !== undefined && request.source === workerData.hangOn) for (;;);
    if (request.source !== undefined && request.source === workerData.crashOn) throw new Error("crashed on purpose");
    answer(id, request);
  });
  parentPort.postMessage({ kind: "ready" });`,
  "src/exercise/worker"
);

/** The exercise's worker in a thread of Node. @param sources on which it hangs or crashes */
export const exerciseThread = (sources: { hangOn?: string; crashOn?: string } = {}): WorkerLike => start(sources);
