import { readFileSync } from "node:fs";
import { createKernelClient } from "../../src/kernel/client/client.js";
import { readKernelBytes } from "../../src/kernel/node.js";
import type { KernelClient } from "../../src/kernel/protocol.js";
import type { Notebook } from "../../src/notebook/document/notebook.js";
import { openRunner } from "../../src/notebook/openRunner.js";
import type { OpenOptions } from "../../src/notebook/openRunner.js";
import type { Runner } from "../../src/notebook/scheduler/runner.js";
import type { DigitImages, Sources } from "../../src/notebook/functions/hostFunction.js";
import { digitsFromCSV } from "../../src/rbm/data/digits.js";
import { standardSplit } from "../../src/rbm/data/digitsSplit.js";
import { createMachine } from "../../src/rbm/model/machine.js";
import type { Value } from "../../src/notebook/values/value.js";
import { pointsFromCSV } from "../../src/rbm/data/pointsFromCSV.js";
import { threadWorker } from "../kernel/threads.js";
import { formulaThread } from "./formulaThread.js";

export const points = (name: string) => pointsFromCSV(readFileSync(`data/reference/${name}.csv`, "utf8"));

const digitsMachine = createMachine({
  b: new Array<number>(64).fill(0.5),
  logSigma2: new Array<number>(64).fill(-4),
  W: Array.from({ length: 64 }, (_, i) => [i % 3 ? 0 : 0.4, i < 32 ? 0.3 : 0, i % 8 < 4 ? -0.3 : 0.1, 0.05]),
  d: [0, -1, 0.5, 2]
});

/** What the page has as files; its trained machines are stood for by a small one that nobody trained. */
export const sources: Sources = {
  ring: async () => points("ring-train"),
  heldOut: async () => points("ring-test"),
  digits: () => (loaded ??= loadDigits()),
  checkpointNames: async () => ["digits", "adam"],
  checkpoint: async () => digitsMachine
};

let loaded: Promise<DigitImages> | undefined;

async function loadDigits(): Promise<DigitImages> {
  const { train, test } = standardSplit(digitsFromCSV(readFileSync("data/digits/digits.csv", "utf8")));
  const rows = Array.from({ length: 10 }, (_, label) => test.labels.indexOf(label));
  const { n, values } = test.x;
  const examples = rows.flatMap((row) => Array.from(values.subarray(row * n, (row + 1) * n)));
  return {
    train: train.x,
    test: test.x,
    labels: { train: train.labels, test: test.labels },
    examples: { n, count: rows.length, values: Float64Array.from(examples) }
  };
}

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
    // Node has no relaxed multiply–add: there, as in a browser without it, both are one.
    fusedKernel: () => kernel,
    createWorker: formulaThread,
    sources,
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
