import { afterEach, describe, expect, it, vi } from "vitest";
import { createKernelClient } from "../../../src/kernel/client/client.js";
import { readKernelBytes } from "../../../src/kernel/node.js";
import type { ClientOptions, KernelClient, RunRequest, Run, RunState } from "../../../src/kernel/protocol.js";
import type { WorkerLike } from "../../../src/workers/workerLike.js";
import type { Trajectory } from "../../../src/rbm/sampling/trajectory.js";
import { labRecipe } from "../../../src/rbm/training/recipe.js";
import { kernel, randomMachine, ringTest, ringTrain } from "../reference.js";
import { threadWorker } from "../threads.js";

const module = new WebAssembly.Module(readKernelBytes());
const grid = { xmin: -2, xmax: 2, ymin: -2, ymax: 2, columns: 40, rows: 40 };
const request: RunRequest = {
  data: ringTrain,
  test: ringTest,
  recipe: { ...labRecipe, hidden: 50, epochs: 100 },
  initial: null,
  snapshotEpochs: [0, 10, 50],
  grid,
  sampling: { chains: 100, steps: 50, seed: 3 }
};

const open: KernelClient[] = [];
afterEach(() => {
  for (const client of open.splice(0)) client.close();
});

function clientOf(options: Partial<ClientOptions> = {}): KernelClient {
  const client = createKernelClient({ module, createWorker: threadWorker, workers: 2, ...options });
  open.push(client);
  return client;
}

/** Equal to the last bit; toEqual takes seconds over millions of numbers. */
function sameBits(a: ArrayBufferView, b: ArrayBufferView): boolean {
  const [left, right] = [a, b].map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength));
  return left.equals(right);
}

/** The states of a run, and how it ended. */
async function whole(client: KernelClient, asked: RunRequest) {
  const states: RunState[] = [];
  const outcome = await client.train(asked, (state) => states.push(state)).finished;
  return { states, outcome, last: states[states.length - 1] };
}

describe("train", () => {
  it("gives what the kernel gives without workers: losses, snapshots, densities and draws", async () => {
    const { outcome, last } = await whole(clientOf(), request);
    expect(outcome).toBe("done");
    const alone = kernel.train(request);
    expect(last.losses).toEqual(alone.losses);
    expect(last.gradientNorms).toEqual(alone.gradientNorms);
    expect(last.snapshots).toEqual(alone.snapshots);
    expect(last.snapshots.map(({ epoch }) => epoch)).toEqual([0, 10, 50, 100]);
    expect(last.trajectory).toEqual(kernel.sample({ ...request.sampling!, machine: alone.machine, start: null }));
  });

  it("publishes more and more: no state has fewer epochs or snapshots than the one before, and none is changed later", async () => {
    const client = clientOf();
    const seen: { state: RunState; losses: number[] }[] = [];
    await client.train({ ...request, recipe: { ...labRecipe, epochs: 600 } }, (state) =>
      seen.push({ state, losses: Array.from(state.losses) })
    ).finished;
    expect(seen.length).toBeGreaterThan(3);
    seen.forEach(({ state, losses }, i) => {
      expect(Array.from(state.losses)).toEqual(losses);
      if (i === 0) return;
      expect(state.epoch).toBeGreaterThanOrEqual(seen[i - 1].state.epoch);
      expect(state.snapshots.length).toBeGreaterThanOrEqual(seen[i - 1].state.snapshots.length);
    });
  });

  it("drops a run for a newer one: no state of the old one follows", async () => {
    const client = clientOf();
    const endless = { ...request, recipe: { ...labRecipe, epochs: 100_000 }, snapshotEpochs: [] };
    for (let seed = 1; seed <= 5; seed++) {
      const times: number[] = [];
      const recipe = { ...endless.recipe, seed };
      let old!: Run;
      await new Promise<void>((resolve) => {
        old = client.train({ ...endless, recipe }, () => {
          times.push(performance.now());
          resolve();
        });
      });
      const asked = performance.now();
      await new Promise<void>((resolve) => client.train(endless, () => resolve()));
      expect(await old.finished).toBe("overtaken");
      expect(times.every((time) => time <= asked)).toBe(true);
    }
  });

  it("is a stream that skips states while its reader is busy, and whose end cancels the run", async () => {
    const client = clientOf();
    const epochs: number[] = [];
    for await (const { epoch } of client.states({ ...request, recipe: { ...labRecipe, epochs: 100_000 } })) {
      epochs.push(epoch);
      await new Promise((resolve) => setTimeout(resolve, 60));
      if (epochs.length === 4) break;
    }
    expect(new Set(epochs).size).toBe(4);
    expect((await whole(client, request)).outcome).toBe("done");
  });

  it("stops when training diverges, reports when and why, and keeps the last finite machine", async () => {
    const recipe = { ...labRecipe, learningRate: 1e20, clip: null, epochs: 50 };
    const { outcome, last } = await whole(clientOf(), { ...request, recipe, snapshotEpochs: [] });
    expect(outcome).toBe("diverged");
    expect(last.phase).toBe("diverged");
    expect(last.diverged!.epoch).toBeGreaterThan(0);
    expect(last.diverged!.epoch).toBeLessThanOrEqual(50);
    expect(last.diverged!.reason).toMatch(/ (is|became) (not a number|infinite)$| became e\^/);
    const { machine } = last.snapshots[last.snapshots.length - 1];
    for (const values of [machine.b, machine.logSigma2, machine.W, machine.d])
      expect(values.every(Number.isFinite)).toBe(true);
    expect(last.trajectory).toBeNull();
  });
});

describe("sample", () => {
  const machine = randomMachine(2, 30, 5);
  const sampling = { machine, chains: 70, steps: 20, seed: 9, start: null };

  it("draws the same from one, two and three workers, and without any", async () => {
    const alone = kernel.sample(sampling);
    for (const workers of [1, 2, 3]) expect(await clientOf({ workers }).sample(sampling)).toEqual(alone);
  });

  it("tells how much is done, over all workers, rising from 0 to 1", async () => {
    const heard: number[] = [];
    const long = { ...sampling, machine: randomMachine(2, 400, 5), chains: 640, steps: 1500 };
    await clientOf({ workers: 2 }).sample(long, { onProgress: (done) => heard.push(done) });
    expect(heard.length).toBeGreaterThan(1);
    expect(heard.every((done, i) => done > (heard[i - 1] ?? 0) && done <= 1)).toBe(true);
  });

  it("hands over the steps that all chains have done, as a sampling of that many steps gives them, and changes none", async () => {
    const long = { ...sampling, machine: randomMachine(2, 400, 5), chains: 330, steps: 1500 };
    const heard: { readonly soFar: Trajectory; readonly copy: Float32Array }[] = [];
    const onDraws = (soFar: Trajectory) => heard.push({ soFar, copy: Float32Array.from(soFar.x) });
    const whole = await clientOf({ workers: 2 }).sample(long, { onDraws, drawsInterval: 10 });
    expect(sameBits(whole.x, kernel.sample(long).x)).toBe(true);
    expect(heard.length).toBeGreaterThan(1);
    for (const [at, { soFar, copy }] of heard.entries()) {
      expect(soFar.steps).toBeGreaterThan(heard[at - 1]?.soFar.steps ?? 0);
      expect(soFar.steps).toBeLessThan(long.steps);
      expect(soFar.x.length).toBe(soFar.steps * long.chains * 2);
      expect(sameBits(copy, soFar.x)).toBe(true);
    }
    const { soFar } = heard[0];
    expect(sameBits(soFar.x, kernel.sample({ ...long, steps: soFar.steps }).x)).toBe(true);
  });

  it("continues from the given starts, whichever worker runs the chains", async () => {
    const start = Float32Array.from({ length: 140 }, (_, i) => Math.sin(i));
    const alone = kernel.sample({ ...sampling, start });
    expect(await clientOf({ workers: 3 }).sample({ ...sampling, start })).toEqual(alone);
    expect(alone.x.slice(0, 140)).not.toEqual(kernel.sample(sampling).x.slice(0, 140));
  });

  it("is aborted by its signal, and the worker takes the next job", async () => {
    const client = clientOf({ workers: 1 });
    const controller = new AbortController();
    // Half a minute of work.
    const large = { ...sampling, machine: randomMachine(2, 10_000, 1, 1e-3), chains: 1000, steps: 2000 };
    const long = client.sample(large, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error("no longer needed")), 30);
    await expect(long).rejects.toThrow("no longer needed");
    const asked = performance.now();
    expect(await client.sample(sampling)).toEqual(kernel.sample(sampling));
    expect(performance.now() - asked).toBeLessThan(2000);
  });
});

describe("a worker that dies", () => {
  /** Workers that can be made to crash. */
  function crashing() {
    const made: WorkerLike[] = [];
    const createWorker = () => {
      const worker = threadWorker();
      made.push(worker);
      return worker;
    };
    return { made, createWorker };
  }

  it("is replaced, the caller is told, and the run ends with the same result", async () => {
    const { made, createWorker } = crashing();
    const restarts: string[] = [];
    const client = clientOf({ createWorker, workers: 1, onRestart: ({ message }) => restarts.push(message) });
    const recipe = { ...labRecipe, epochs: 400 };
    let crashed = false;
    const states: RunState[] = [];
    const run = client.train({ ...request, recipe }, (state) => {
      states.push(state);
      if (!crashed && state.epoch > 0) {
        crashed = true;
        made[0].postMessage({ crash: true });
      }
    });
    expect(await run.finished).toBe("done");
    expect(restarts).toEqual(["crashed on purpose"]);
    expect(made).toHaveLength(2);
    expect(states[states.length - 1].losses).toEqual(kernel.train({ ...request, recipe }).losses);
  });

  it("twice on the same job fails that job by name, and the next job gets a new worker", async () => {
    const { made, createWorker } = crashing();
    const restarts: string[] = [];
    const client = clientOf({
      createWorker,
      workers: 1,
      onRestart: ({ message }) => {
        restarts.push(message);
        setTimeout(() => made[1]?.postMessage({ crash: true }), 20);
      }
    });
    const sampling = { machine: randomMachine(2, 100, 1), chains: 1000, steps: 20_000, seed: 1, start: null };
    const long = client.sample(sampling);
    setTimeout(() => made[0].postMessage({ crash: true }), 30);
    await expect(long).rejects.toMatchObject({ name: "KernelWorkerError" });
    expect(restarts).toHaveLength(2);
    expect((await client.sample({ ...sampling, chains: 16, steps: 2 })).steps).toBe(2);
  });
});

describe("a client that is held", () => {
  it("stands still for as long, and ends with the same result; cancelled meanwhile, it is free for the next job", async () => {
    const client = clientOf({ workers: 1 });
    const recipe = { ...labRecipe, epochs: 400 };
    let epochs = -1;
    const run = client.train({ ...request, recipe }, (state) => {
      if (epochs < 0) client.hold(true);
      ({ epoch: epochs } = state);
    });
    await vi.waitFor(() => expect(epochs).toBeGreaterThanOrEqual(0));
    // What was under way when it was held may still arrive; after that, nothing.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = epochs;
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(epochs).toBe(before);
    expect(before).toBeLessThan(400);
    client.hold(false);
    expect(await run.finished).toBe("done");
    expect(run.state!.losses).toEqual(kernel.train({ ...request, recipe }).losses);

    client.hold(true);
    client.train({ ...request, recipe }, () => {}).cancel();
    const waiting = client.sample({ ...request.sampling!, machine: randomMachine(2, 5, 1), start: null });
    client.hold(false);
    expect((await waiting).steps).toBe(50);
  });
});

describe("a worker that is silent", () => {
  /** A worker that sends what the test tells it to send, and nothing else. */
  function mute() {
    let receive: (event: { data: unknown }) => void = () => {};
    const worker: WorkerLike = {
      postMessage: () => {},
      addEventListener: (type: string, listener: (event: never) => void) => {
        if (type === "message") receive = listener as typeof receive;
      },
      terminate: () => {}
    };
    return { worker, send: (data: unknown) => receive({ data }) };
  }

  it("is waited for while it loads, and replaced when it falls silent at work", () => {
    vi.useFakeTimers();
    const { worker, send } = mute();
    const restarts: string[] = [];
    const onRestart = ({ message }: { message: string }) => restarts.push(message);
    const client = clientOf({ createWorker: () => worker, workers: 1, onRestart });
    client.train(request, () => {});
    vi.advanceTimersByTime(60_000);
    expect(restarts).toEqual([]);
    send({ kind: "ready" });
    for (let second = 0; second < 30; second++) {
      vi.advanceTimersByTime(1000);
      send({ kind: "alive" });
    }
    expect(restarts).toEqual([]);
    vi.advanceTimersByTime(15_000);
    expect(restarts).toEqual(["the worker fell silent"]);
    client.close();
    vi.useRealTimers();
  });
});

describe("bad input is refused before anything runs", () => {
  const refuse = (change: Partial<RunRequest>) => () => clientOf().train({ ...request, ...change }, () => {});
  const nan = { ...ringTrain, values: ringTrain.values.slice().fill(NaN, 7, 8) };

  it("NaN in the data, with its place", () => {
    expect(refuse({ data: nan })).toThrow(/data\[7\] is NaN/);
  });
  it("empty data", () => {
    expect(refuse({ data: { n: 2, count: 0, values: new Float32Array() } })).toThrow(/data\.count is 0/);
  });
  it("no hidden units", () => {
    expect(refuse({ recipe: { ...labRecipe, hidden: 0 } })).toThrow(/hidden is 0/);
  });
  it("test data of another width", () => {
    expect(refuse({ test: { n: 3, count: 1, values: new Float32Array(3) } })).toThrow(/test has shape \(1, 3\)/);
  });
  it("a starting machine of another size", () => {
    expect(refuse({ initial: randomMachine(2, 7, 1) })).toThrow(/initial\.W has shape \(2, 7\)/);
  });
  it("a number beyond float32", async () => {
    const machine = randomMachine(2, 3, 1);
    machine.W[2] = 1e39;
    await expect(clientOf().sample({ machine, chains: 1, steps: 1, seed: 0, start: null })).rejects.toThrow(
      /machine\.W\[2\] is 1e\+39/
    );
  });
  it("0 chains", async () => {
    const machine = randomMachine(2, 3, 1);
    await expect(clientOf().sample({ machine, chains: 0, steps: 1, seed: 0, start: null })).rejects.toThrow(
      /chains is 0/
    );
  });
});
