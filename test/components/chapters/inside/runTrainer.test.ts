import { expect, it } from "vitest";
import { runTrainer } from "../../../../src/components/chapters/inside/runTrainer.js";
import type { RunAnswer } from "../../../../src/components/chapters/inside/runTrainer.js";
import { smallRun, untrainedRun } from "../../../../src/components/chapters/inside/smallRun.js";
import type { RunSettings } from "../../../../src/components/chapters/inside/smallRun.js";
import type { WorkerLike } from "../../../../src/workers/workerLike.js";

const settings = (seed: number): RunSettings => ({ hidden: 3, seed, coupling: "sigma2", clipped: true });

/** A trainer whose workers answer when they are told to, and what came of it. */
function trainerByHand() {
  const said: string[] = [];
  const asked: number[] = [];
  let workers = 0;
  let onMessage: (event: { readonly data: unknown }) => void;
  let onError: (event: { readonly message?: string }) => void;
  const train = runTrainer(
    { trained: ({ recipe }) => said.push(`trained ${recipe.seed}`), failed: (message) => said.push(message) },
    () => {
      workers++;
      return {
        postMessage: (message) => void asked.push((message as RunSettings).seed),
        addEventListener(type: string, listener: never) {
          if (type === "message") onMessage = listener;
          else onError = listener;
        },
        terminate: () => void said.push("terminated")
      } satisfies WorkerLike;
    }
  );
  return {
    train: (seed: number) => train(settings(seed)),
    answer: () => onMessage({ data: { run: untrainedRun(settings(asked[asked.length - 1])) } satisfies RunAnswer }),
    fail: (fault: string) => onMessage({ data: { fault } satisfies RunAnswer }),
    stop: () => onError({ message: "404" }),
    said,
    asked,
    workers: () => workers
  };
}

it("of the settings asked for during a run, the latest alone are trained next, in the same worker", () => {
  const { train, answer, said, asked, workers } = trainerByHand();
  for (const seed of [1, 2, 3, 4]) train(seed);
  expect(asked).toEqual([1]);
  answer();
  expect(asked).toEqual([1, 4]);
  answer();
  train(5);
  answer();
  expect(said).toEqual(["trained 1", "trained 4", "trained 5"]);
  expect(workers()).toBe(1);
});

it("a run that fails is told of, unless others are asked for by then", () => {
  const { train, answer, fail, said } = trainerByHand();
  train(1);
  train(2);
  fail("W is not finite.");
  expect(said).toEqual([]);
  fail("d is not finite.");
  train(3);
  answer();
  expect(said).toEqual(["d is not finite.", "trained 3"]);
});

it("a worker that stops is told of, and the next settings get another", () => {
  const { train, answer, stop, said, workers } = trainerByHand();
  train(1);
  stop();
  train(2);
  answer();
  expect(said).toEqual(["terminated", "The worker stopped: 404", "trained 2"]);
  expect(workers()).toBe(2);
});

it("the run before its first update is where the whole run starts, bit for bit", () => {
  const [start, whole] = [untrainedRun(settings(7)), smallRun(settings(7))];
  expect(start.batch).toEqual(whole.batch);
  expect(start.machines).toEqual(whole.machines.slice(0, 1));
  expect(start.states).toEqual(whole.states.slice(0, 1));
  expect(start.losses).toEqual([]);
});
