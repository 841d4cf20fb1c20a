import type { Notebook } from "./document/notebook.js";
import { runCell } from "./evaluation/runCell.js";
import type { Sources } from "./functions/hostFunction.js";
import { createRunner } from "./scheduler/createRunner.js";
import type { NextFrame } from "./scheduler/changes.js";
import type { Runner } from "./scheduler/runner.js";
import type { KernelClient } from "../kernel/protocol.js";
import { FormulaClient } from "./worker/client.js";
import type { WorkerLike } from "../workers/workerLike.js";

export interface OpenOptions {
  readonly kernel: KernelClient;
  /** the kernel that multiplies and adds at once where the engine can, opened when it is first asked for */
  readonly fusedKernel: () => KernelClient;
  /** in the browser: () => new Worker(import.meta.resolve("…/notebook/worker/worker.js"), { type: "module" }) */
  readonly createWorker: () => WorkerLike;
  readonly sources: Sources;
  readonly nextFrame?: NextFrame;
  /** longest silence of a formula in milliseconds */
  readonly silence?: number;
  /** longest silence of a cell in milliseconds */
  readonly deadline?: number;
}

/** A notebook with everything that computes it. Closing it ends the workers for formulas; the kernel is the caller's. */
export function openRunner(notebook: Notebook, options: OpenOptions): Runner {
  const { kernel, fusedKernel, createWorker, sources, silence, deadline, nextFrame } = options;
  const formulas = new FormulaClient(createWorker, silence);
  const training = new FormulaClient(createWorker, silence);
  return createRunner(notebook, {
    runProgram: (program, inputs, id, context) =>
      runCell(program, inputs, id, { ...context, formulas, training, kernel, fusedKernel, sources }),
    close() {
      formulas.close();
      training.close();
    },
    ...(deadline === undefined ? {} : { deadline }),
    ...(nextFrame === undefined ? {} : { nextFrame })
  });
}
