import type { KernelClient } from "../../../kernel/protocol.js";
import type { Notebook } from "../../../notebook/document/notebook.js";
import { openRunner } from "../../../notebook/openRunner.js";
import type { Runner } from "../../../notebook/scheduler/runner.js";
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
  let fused: KernelClient | null = null;
  const runner = openRunner(notebook, {
    kernel,
    fusedKernel: () => (fused ??= openKernel({ fused: true })),
    createWorker: () =>
      new Worker(import.meta.resolve("../../../notebook/worker/worker.js"), {
        type: "module"
      }),
    sources: {
      ring: once(ringData),
      heldOut: once(heldOutData),
      digits: once(async () => (await siteFiles()).digitPoints()),
      checkpointNames: async () => (await siteFiles()).checkpointNames,
      checkpoint: async (name) => (await siteFiles()).trainedMachine(name)
    }
  });
  return {
    runner,
    kernel,
    close() {
      runner.close();
      kernel.close();
      fused?.close();
    }
  };
}

/** Few notebooks ask for these. */
const siteFiles = () => import("./siteFiles.js");

/** Fetched when first asked for, and then the same for all; what could not be fetched is asked for again. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null;
  return () =>
    (loaded ??= load().catch((error: unknown) => {
      loaded = null;
      throw error;
    }));
}
