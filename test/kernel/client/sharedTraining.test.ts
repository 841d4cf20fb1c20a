import { afterEach, describe, expect, it } from "vitest";
import { createKernelClient } from "../../../src/kernel/client/client.js";
import { readKernelBytes } from "../../../src/kernel/node.js";
import type { KernelClient, RunRequest, RunState } from "../../../src/kernel/protocol.js";
import { createRandom } from "../../../src/rbm/random.js";
import { digitsRecipe } from "../../../src/rbm/training/digitsRecipe.js";
import type { WorkerLike } from "../../../src/workers/workerLike.js";
import { kernel, ringTrain } from "../reference.js";
import { threadWorker } from "../threads.js";

const module = new WebAssembly.Module(readKernelBytes());
const random = createRandom(1, "images");
const data = { n: 12, count: 90, values: Float32Array.from({ length: 1080 }, () => random.normal()) };
// The third batch of an epoch is short: 10 rows, so that some slices are empty.
const recipe = { ...digitsRecipe, hidden: 20, k: 2, batchSize: 40, epochs: 6 };
const request = { data, test: null, recipe, initial: null, snapshotEpochs: [0, 2], grid: null, sampling: null };

const open: KernelClient[] = [];
afterEach(() => {
  for (const client of open.splice(0)) client.close();
});

function clientOf(workers: number, options: Partial<Parameters<typeof createKernelClient>[0]> = {}): KernelClient {
  const client = createKernelClient({ module, createWorker: threadWorker, workers, ...options });
  open.push(client);
  return client;
}

async function lastState(client: KernelClient, asked: RunRequest): Promise<RunState> {
  const run = client.train(asked, () => {});
  expect(await run.finished).toBe("done");
  return run.state!;
}

describe("training on batches cut into slices", () => {
  it.each([2, 4])(
    "gives the same machine to the bit on 1, 2, 3 and 4 workers and on none: %i slices",
    async (slices) => {
      const alone = kernel.train({ ...request, slices });
      expect(alone.losses).toHaveLength(6);
      for (const workers of [1, 2, 3, 4]) {
        const { losses, gradientNorms, snapshots } = await lastState(clientOf(workers), { ...request, slices });
        expect(losses).toEqual(alone.losses);
        expect(gradientNorms).toEqual(alone.gradientNorms);
        expect(snapshots).toEqual(alone.snapshots);
        expect(snapshots.map(({ epoch }) => epoch)).toEqual([0, 2, 6]);
      }
    }
  );

  it("adds up the gradient that whole batches have: one update of 64 rows in slices of 16 or 32 differs by rounding alone", () => {
    // Slices of whole blocks of 16 rows draw from the streams that the rows of a whole batch draw from.
    const update = { ...recipe, optimizer: "sgd" as const, batchSize: 64, epochs: 1, learningRate: 1 };
    const asked = { ...request, data: { ...data, count: 64, values: data.values.slice(0, 768) }, recipe: update };
    const [whole, two, four] = [1, 2, 4].map((slices) => kernel.train({ ...asked, slices, snapshotEpochs: [] }));
    for (const sliced of [two, four]) {
      expect(sliced.losses[0]).toBeCloseTo(whole.losses[0], 5);
      for (const name of ["b", "logSigma2", "W", "d"] as const)
        sliced.machine[name].forEach((value, at) => expect(value).toBeCloseTo(whole.machine[name][at], 5));
    }
  });

  it("begins again on all workers when one dies, tells the caller, and ends with the same machine", async () => {
    const made: WorkerLike[] = [];
    const createWorker = () => {
      const worker = threadWorker();
      made.push(worker);
      return worker;
    };
    const restarts: string[] = [];
    const client = clientOf(2, { createWorker, onRestart: ({ message }) => restarts.push(message) });
    const long = { ...request, slices: 2, recipe: { ...recipe, epochs: 300 } };
    let crashed = false;
    const run = client.train(long, ({ epoch }) => {
      if (crashed || epoch === 0) return;
      crashed = true;
      made[1].postMessage({ crash: true });
    });
    expect(await run.finished).toBe("done");
    expect(restarts).toEqual(["crashed on purpose"]);
    expect(made).toHaveLength(3);
    expect(run.state!.losses).toEqual(kernel.train(long).losses);
  });

  it("fails by name when a worker dies once more, and the next run is whole again", async () => {
    const made: WorkerLike[] = [];
    const createWorker = () => {
      const worker = threadWorker();
      made.push(worker);
      return worker;
    };
    const client = clientOf(2, { createWorker });
    const endless = { ...request, slices: 2, recipe: { ...recipe, epochs: 100_000 } };
    const crashedAt = new Set<number>();
    const run = client.train(endless, ({ epoch }) => {
      if (epoch === 0 || crashedAt.has(made.length)) return;
      crashedAt.add(made.length);
      made[made.length - 1].postMessage({ crash: true });
    });
    await expect(run.finished).rejects.toMatchObject({ name: "KernelWorkerError" });
    expect(crashedAt.size).toBe(2);
    expect((await lastState(client, { ...request, slices: 2 })).losses).toEqual(
      kernel.train({ ...request, slices: 2 }).losses
    );
  });

  it("is cancelled on all its workers, which take the next run at once", async () => {
    const client = clientOf(2);
    const endless = { ...request, slices: 2, recipe: { ...recipe, epochs: 100_000 } };
    for (let time = 0; time < 3; time++) {
      await new Promise<void>((resolve) => {
        const run = client.train(endless, ({ epoch }) => {
          if (epoch === 0) return;
          run.cancel();
          resolve();
        });
      });
      const { losses } = await lastState(client, { ...request, slices: 2 });
      expect(losses).toHaveLength(6);
    }
  });

  it("refuses other numbers of slices, and slices where the negative phase is of another kind", () => {
    const refuse = (change: Partial<RunRequest>) => () => clientOf(1).train({ ...request, ...change }, () => {});
    expect(refuse({ slices: 3 })).toThrow("slices is 3; it must be 1, 2 or 4");
    expect(refuse({ slices: 2, data: ringTrain })).toThrow(/slices is 2; more than 1 needs contrastive divergence/);
    expect(refuse({ slices: 2, recipe: { ...recipe, chains: "persistent" } })).toThrow(/chains from the data/);
  });
});
