import type { KernelClient } from "../../../kernel/protocol.js";
import type { Notebook } from "../../../notebook/document/notebook.js";
import { openRunner } from "../../../notebook/openRunner.js";
import type { Runner } from "../../../notebook/scheduler/runner.js";
import type { Points } from "../../../rbm/shapes.js";
import { openKernel } from "../../sources/kernelClient.js";
import { heldOutData, ringData } from "../../sources/ringData.js";

/** A notebook that runs in this page, with the kernel that its figures may ask as well. */
export interface RunningNotebook {
  readonly runner: Runner;
  readonly kernel: KernelClient;
  /** ends every worker */
  close(): void;
}

export function openNotebook(notebook: Notebook): RunningNotebook {
  const kernel = openKernel();
  const runner = openRunner(notebook, {
    kernel,
    createWorker: () =>
      new Worker(import.meta.resolve("../../../notebook/worker/worker.js"), {
        type: "module"
      }),
    sources: { ring: once(ringData), heldOut: once(heldOutData) }
  });
  return {
    runner,
    kernel,
    close() {
      runner.close();
      kernel.close();
    }
  };
}

/** Fetched when first asked for, and then the same points for all. */
function once(load: () => Promise<Points>): () => Promise<Points> {
  let points: Promise<Points> | null = null;
  return () => (points ??= load());
}
