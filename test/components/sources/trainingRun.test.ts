import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openingPace, trainingRun } from "../../../src/components/sources/trainingRun.js";
import type { KernelClient, RunRequest, RunState } from "../../../src/kernel/protocol.js";

const epochs = 60;

/** A client whose run takes 10 ms an epoch. */
function slowClient(): Pick<KernelClient, "train"> {
  return {
    train(_request, onUpdate) {
      let epoch = 0;
      let end = (_outcome: "done" | "cancelled"): void => {};
      const finished = new Promise<"done" | "cancelled">((resolve) => (end = resolve));
      const stateAt = () => ({ phase: epoch < epochs ? "training" : "done", epoch, epochs }) as RunState;
      const timer = setInterval(() => {
        epoch += 1;
        onUpdate(stateAt());
        if (epoch < epochs) return;
        clearInterval(timer);
        end("done");
      }, 10);
      const cancel = (): void => {
        clearInterval(timer);
        end("cancelled");
      };
      return {
        finished,
        cancel,
        get state() {
          return stateAt();
        }
      };
    }
  };
}

async function picturesOf(
  firstPicture?: number,
  cancelAt = Infinity
): Promise<{ at: number[]; last: RunState | null }> {
  const at: number[] = [];
  const controller = new AbortController();
  const context = { signal: controller.signal, progress: () => {} };
  const show = ({ epoch }: RunState): void => void at.push(epoch);
  if (cancelAt < Infinity) setTimeout(() => controller.abort(), cancelAt);
  const run = trainingRun(slowClient() as KernelClient, {} as RunRequest, context, show, firstPicture);
  await vi.runAllTimersAsync();
  return { at, last: await run };
}

describe("a run that is watched", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("shows its first state at once, then one each 40 ms, and the last in any case", async () => {
    const { at, last } = await picturesOf();
    expect(at).toEqual([1, 5, 9, 13, 17, 21, 25, 29, 33, 37, 41, 45, 49, 53, 57, 60]);
    expect(last).toMatchObject({ phase: "done", epoch: epochs });
  });

  it("that a page starts by itself waits with its first picture, and is shown when it is over", async () => {
    expect((await picturesOf(openingPace)).at).toEqual([25, 29, 33, 37, 41, 45, 49, 53, 57, 60]);
    expect((await picturesOf(10_000)).at).toEqual([60]);
  });

  it("gives no state when it was cancelled", async () => {
    const { at, last } = await picturesOf(0, 95);
    expect(at).toEqual([1, 5, 9]);
    expect(last).toBeNull();
  });
});
