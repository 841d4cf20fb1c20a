import type { KernelClient } from "../../../kernel/protocol.js";
import type { Notebook } from "../../../notebook/document/notebook.js";
import { openRunner } from "../../../notebook/openRunner.js";
import type { Runner } from "../../../notebook/scheduler/runner.js";
import type { DigitImages } from "../../../notebook/functions/hostFunction.js";
import type { Machine } from "../../../rbm/model/machine.js";
import { checkpointOf, trainedRecipes } from "../../sources/checkpoints.js";
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
    sources: {
      ring: once(ringData),
      heldOut: once(heldOutData),
      digits: once(digitPoints),
      checkpointNames: ["digits", ...trainedRecipes.map(({ word }) => word)],
      checkpoint: trainedMachine
    }
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

async function digitPoints(): Promise<DigitImages> {
  const [{ digitImages }, { examplesOf }] = await Promise.all([
    import("../../sources/digits.js"),
    import("../digits/examples.js")
  ]);
  const images = await digitImages();
  const { train, test, labels } = images;
  if (!test || !labels) throw new Error("The digits have no labels.");
  const { rows, columns, count, values } = examplesOf(images);
  return { train, test, labels, examples: { n: rows * columns, count, values } };
}

async function trainedMachine(name: string): Promise<Machine> {
  if (name === "digits") {
    const [{ digitsMachine }, { unstandardised }] = await Promise.all([
      import("../../sources/digits.js"),
      import("../../../rbm/data/unstandardised.js")
    ]);
    const { image } = await digitsMachine();
    return unstandardised(image.machine, image.standardisation);
  }
  const trained = trainedRecipes.find(({ word }) => word === name);
  const kept = trained && (await checkpointOf(trained.recipe));
  if (!kept) throw new Error(`There is no machine called ${name}.`);
  return kept.snapshots[kept.snapshots.length - 1].machine;
}

/** Fetched when first asked for, and then the same for all; what could not be fetched is asked for again. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null;
  return () =>
    (loaded ??= load().catch((error: unknown) => {
      loaded = null;
      throw error;
    }));
}
