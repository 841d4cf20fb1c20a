/** How long the worker for formulas may be silent before it is ended. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FormulaClient } from "../../src/notebook/worker/client.js";
import type { Answer, Envelope } from "../../src/notebook/worker/protocol.js";
import type { WorkerLike } from "../../src/workers/workerLike.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A worker that is ready at once and then says what it is told to. */
function silentWorker() {
  const asked: Envelope[] = [];
  let hear: (event: { data: unknown }) => void = () => undefined;
  let isEnded = false;
  const worker = {
    postMessage: (envelope: Envelope) => void asked.push(envelope),
    terminate: () => void (isEnded = true),
    addEventListener: (type: string, listener: (event: { data: unknown }) => void) => {
      if (type === "message") hear = listener;
    }
  } as unknown as WorkerLike;
  return {
    worker,
    asked,
    say: (answer: Answer) => hear({ data: answer }),
    get isEnded() {
      return isEnded;
    }
  };
}

const draws = {
  kind: "mixing",
  trajectory: { steps: 4, chains: 2, n: 1, x: new Float32Array(8) },
  burnIn: 0,
  greatestLag: 1
} as const;

it("ends a formula after the longest silence, and names it", async () => {
  const silent = silentWorker();
  const client = new FormulaClient(() => silent.worker, 1000);
  const one = { kind: "number", value: 1, start: 0, end: 1 } as const;
  const failed = client.evaluate(one, new Map(), { seed: 0, stream: "" }).catch((error: Error) => error.message);
  silent.say({ kind: "ready" });
  await vi.advanceTimersByTimeAsync(999);
  expect(silent.isEnded).toBe(false);
  await vi.advanceTimersByTimeAsync(2);
  expect(silent.isEnded).toBe(true);
  expect(await failed).toBe("The formula ran for more than 1 seconds and was stopped.");
});

it("gives the library's long work ten times that, and its answer counts", async () => {
  const silent = silentWorker();
  const client = new FormulaClient(() => silent.worker, 1000);
  const mixing = client.carryOut(draws);
  silent.say({ kind: "ready" });
  await vi.advanceTimersByTimeAsync(9900);
  expect(silent.isEnded).toBe(false);
  const result = { autocorrelations: [[1, 0.5]], effectiveSampleSizes: [3], splitRhats: [1] };
  silent.say({ kind: "result", id: silent.asked[0].id, result });
  expect(await mixing).toEqual(result);
});

it("ends the library's work too where it never answers", async () => {
  const silent = silentWorker();
  const client = new FormulaClient(() => silent.worker, 1000);
  const failed = client.carryOut(draws).catch((error: Error) => error.message);
  silent.say({ kind: "ready" });
  await vi.advanceTimersByTimeAsync(10_001);
  expect(silent.isEnded).toBe(true);
  expect(await failed).toBe("The formula ran for more than 10 seconds and was stopped.");
});
