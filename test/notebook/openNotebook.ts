import { readFileSync } from "node:fs";
import { createKernelClient } from "../../src/kernel/client/client.js";
import { readKernelBytes } from "../../src/kernel/node.js";
import type { KernelClient } from "../../src/kernel/protocol.js";
import type { Notebook } from "../../src/notebook/document/notebook.js";
import { openRunner } from "../../src/notebook/openRunner.js";
import type { OpenOptions } from "../../src/notebook/openRunner.js";
import type { Runner } from "../../src/notebook/scheduler/runner.js";
import type { Value } from "../../src/notebook/values/value.js";
import { pointsFromCSV } from "../../src/rbm/data/pointsFromCSV.js";
import { threadWorker } from "../kernel/threads.js";
import { formulaThread } from "./formulaThread.js";

export const points = (name: string) => pointsFromCSV(readFileSync(`data/reference/${name}.csv`, "utf8"));

/** A kernel in a thread of its own. */
export function openKernelThread(): KernelClient {
  return createKernelClient({
    module: new WebAssembly.Module(readKernelBytes()),
    createWorker: threadWorker,
    workers: 1
  });
}

/** A notebook computed by real threads. */
export function openNotebook(notebook: Notebook, kernel: KernelClient, options: Partial<OpenOptions> = {}): Runner {
  return openRunner(notebook, {
    kernel,
    createWorker: formulaThread,
    sources: { ring: async () => points("ring-train"), heldOut: async () => points("ring-test") },
    nextFrame: (callback) => void setTimeout(callback, 1),
    ...options
  });
}

/** What a name of the notebook stands for. */
export function valueNamed(runner: Runner, name: string): Value {
  const id = runner.graph.definedBy.get(name);
  const value = id === undefined ? undefined : runner.state(id).names.get(name);
  if (!value) throw new Error(`${name} has no value`);
  return value;
}

/** The messages of the cells that failed, by id. */
export function failures(runner: Runner): Record<string, string> {
  const failed = runner.notebook.cells.flatMap(({ id }) => {
    const { status, error } = runner.state(id);
    return status === "failed" ? [[id, error?.message ?? ""] as const] : [];
  });
  return Object.fromEntries(failed);
}
