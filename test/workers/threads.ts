import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { buildSync } from "esbuild";
import type { WorkerLike } from "../../src/workers/workerLike.js";

/**
 * A worker's script, bundled for threads of Node.
 * @param contents its source, which imports as a file in `folder` does
 * @param folder relative to the project's root
 * @returns a function that starts a thread of it
 */
export function threadsOf(contents: string, folder: string): (workerData?: unknown) => WorkerLike {
  const resolveDir = fileURLToPath(new URL(`../../${folder}/`, import.meta.url));
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir },
    bundle: true,
    format: "cjs",
    platform: "node",
    write: false
  });
  const script = outputFiles[0].text;
  return (workerData) => {
    const thread = new Worker(script, { eval: true, workerData });
    return {
      postMessage: (message, transfer) => thread.postMessage(message, transfer as never),
      addEventListener: ((type: string, listener: (event: object) => void) => {
        if (type === "message") thread.on("message", (data) => listener({ data }));
        else thread.on(type, (error: Error) => listener({ message: error.message }));
      }) as WorkerLike["addEventListener"],
      terminate: () => void thread.terminate()
    };
  };
}
