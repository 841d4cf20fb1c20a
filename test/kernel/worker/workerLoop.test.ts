import { describe, expect, it } from "vitest";
import { initialMachineOf } from "../../../src/rbm/training/initialMachineOf.js";
import { readKernelBytes } from "../../../src/kernel/node.js";
import type { WorkerAnswer, WorkerRequest } from "../../../src/kernel/protocol.js";
import { serveKernel } from "../../../src/kernel/worker/workerLoop.js";
import { labRecipe } from "../../../src/rbm/training/recipe.js";
import { ringTest, ringTrain } from "../reference.js";

const module = new WebAssembly.Module(readKernelBytes());

/** The worker's loop in this thread. */
function loop() {
  let send!: (request: WorkerRequest) => void;
  const answers: WorkerAnswer[] = [];
  let wake = () => {};
  serveKernel({
    post(answer) {
      answers.push(answer);
      wake();
    },
    listen: (listener) => (send = listener)
  });
  /** The next answer of a kind to a job; others before it are passed over. */
  const next = async (kind: WorkerAnswer["kind"], id: number): Promise<WorkerAnswer> => {
    for (;;) {
      const answer = answers.shift();
      if (!answer) await new Promise<void>((resolve) => (wake = resolve));
      else if (answer.kind === kind && "id" in answer && answer.id === id) return answer;
    }
  };
  send({ kind: "load", module });
  return { send, next };
}

const recipe = { ...labRecipe, epochs: 100_000 };
const request = {
  data: ringTrain,
  test: ringTest,
  recipe,
  initial: initialMachineOf(recipe, 2),
  snapshotEpochs: [],
  grid: null
};
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];

describe("the worker's loop", () => {
  it("drops a run within 20 ms of its cancellation, median of 15, and begins the next", async () => {
    const { send, next } = loop();
    const delays: number[] = [];
    for (let id = 1; id <= 15; id++) {
      send({ kind: "train", id, request });
      await next("trained", id);
      const asked = performance.now();
      send({ kind: "cancel", id });
      await next("cancelled", id);
      delays.push(performance.now() - asked);
    }
    expect(median(delays)).toBeLessThan(20);
  });

  it("sends its first losses within 20 ms of the request, median of 15", async () => {
    const { send, next } = loop();
    const delays: number[] = [];
    for (let id = 1; id <= 15; id++) {
      const asked = performance.now();
      send({ kind: "train", id, request });
      for (;;) {
        const answer = await next("trained", id);
        if (answer.kind === "trained" && answer.losses.length > 0) break;
      }
      delays.push(performance.now() - asked);
      send({ kind: "cancel", id });
      await next("cancelled", id);
    }
    expect(median(delays)).toBeLessThan(20);
  });

  it("answers a failure by its name and goes on", async () => {
    const { send, next } = loop();
    const machine = initialMachineOf({ ...labRecipe, hidden: 20_000, sigma: 1e-5 }, 2);
    send({ kind: "nll", id: 1, request: { machine, data: ringTest } });
    expect(await next("failed", 1)).toMatchObject({ name: "WindowError" });
    send({ kind: "nll", id: 2, request: { machine: initialMachineOf(labRecipe, 2), data: ringTest } });
    expect(await next("nll", 2)).toMatchObject({ kind: "nll", id: 2 });
  });
});
