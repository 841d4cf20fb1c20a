import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WatchedWorker } from "../../src/language/worker/watchedWorker.js";
import type { WatchedWorkerOptions } from "../../src/language/worker/watchedWorker.js";
import type { WorkerLike } from "../../src/workers/workerLike.js";

type Posted = { readonly id: number; readonly word: string };

/** A worker that does what the test says; `started` has one entry for each that was made. */
function stage(options: Partial<WatchedWorkerOptions> = {}) {
  const started: { posted: Posted[]; say(data: unknown): void; die(message: string): void; isEnded: boolean }[] = [];
  function createWorker(): WorkerLike {
    const heard: Record<string, (event: object) => void> = {};
    const own = {
      posted: [] as Posted[],
      say: (data: unknown) => heard["message"]({ data }),
      die: (message: string) => heard["error"]({ message }),
      isEnded: false
    };
    started.push(own);
    return {
      postMessage: (message) => void own.posted.push(message as Posted),
      addEventListener: ((type: string, listener: (event: object) => void) => {
        heard[type] = listener;
      }) as WorkerLike["addEventListener"],
      terminate: () => void (own.isEnded = true)
    };
  }
  const watched = new WatchedWorker<string>({ createWorker, name: "actor", closed: "It was closed.", ...options });
  const ask = (word: string, more: { signal?: AbortSignal; onNews?: (news: string) => void } = {}) =>
    watched.run<number>({ message: () => ({ word }), limit: 1000, ...more });
  return { started, watched, ask };
}

describe("a watched worker", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("does one job after the other, in their order, once it is ready", async () => {
    const { started, ask } = stage();
    const both = [ask("one"), ask("two")];
    expect(started.length).toBe(1);
    expect(started[0].posted).toEqual([]);
    started[0].say({ kind: "ready" });
    expect(started[0].posted).toEqual([{ id: 1, word: "one" }]);
    started[0].say({ kind: "result", id: 1, result: 11 });
    expect(started[0].posted[1]).toEqual({ id: 2, word: "two" });
    started[0].say({ kind: "error", id: 2, error: { kind: "shape", message: "no", span: null } });
    expect(await both[0]).toBe(11);
    await expect(both[1]).rejects.toMatchObject({ kind: "shape", message: "no" });
  });

  it("is ended after a silence, which news interrupt; the next job finds another", async () => {
    const { started, ask } = stage();
    const news: string[] = [];
    const first = ask("one", { onNews: (word) => news.push(word) });
    const second = ask("two");
    const failed = expect(first).rejects.toMatchObject({ kind: "time" });
    started[0].say({ kind: "ready" });
    vi.advanceTimersByTime(900);
    started[0].say({ kind: "news", id: 1, news: "half" });
    vi.advanceTimersByTime(900);
    expect(started[0].isEnded).toBe(false);
    vi.advanceTimersByTime(100);
    await failed;
    expect([news, started[0].isEnded, started.length]).toEqual([["half"], true, 2]);
    started[1].say({ kind: "ready" });
    started[0].say({ kind: "result", id: 2, result: -1 });
    started[1].say({ kind: "result", id: 2, result: 22 });
    expect(await second).toBe(22);
  });

  it("is not blamed for a page that was busy: what was said meanwhile is heard first", async () => {
    vi.useRealTimers();
    const { started, ask } = stage();
    const job = ask("one");
    started[0].say({ kind: "ready" });
    const said = new MessageChannel();
    said.port1.onmessage = () => started[0].say({ kind: "result", id: 1, result: 11 });
    const until = performance.now() + 1300;
    while (performance.now() < until);
    said.port2.postMessage(null);
    expect(await job).toBe(11);
    said.port1.close();
  });

  it("that never starts fails all that wait for it; one that dies only its job", async () => {
    const { started, ask } = stage();
    const lost = [ask("one"), ask("two")].map((job) => expect(job).rejects.toMatchObject({ kind: "worker" }));
    vi.advanceTimersByTime(20_000);
    await Promise.all(lost);
    const [dying, living] = [ask("three"), ask("four")];
    const died = expect(dying).rejects.toThrow("The actor died: out of memory.");
    started[1].say({ kind: "ready" });
    started[1].die("out of memory");
    await died;
    started[2].say({ kind: "ready" });
    started[2].say({ kind: "result", id: started[2].posted[0].id, result: 4 });
    expect(await living).toBe(4);
  });

  it("leaves a cancelled job at once, or after the moment that it gets", async () => {
    for (const cancelGrace of [undefined, 100]) {
      const { started, ask } = stage(cancelGrace === undefined ? {} : { cancelGrace });
      const controller = new AbortController();
      const left = expect(ask("one", { signal: controller.signal })).rejects.toThrow("enough");
      started[0].say({ kind: "ready" });
      controller.abort(new Error("enough"));
      await left;
      expect(started[0].isEnded).toBe(cancelGrace === undefined);
      vi.advanceTimersByTime(100);
      expect(started[0].isEnded).toBe(true);
    }
  });

  it("keeps its worker where a cancelled job ends within that moment", async () => {
    const { started, ask } = stage({ cancelGrace: 100 });
    const controller = new AbortController();
    const left = expect(ask("one", { signal: controller.signal })).rejects.toThrow();
    started[0].say({ kind: "ready" });
    controller.abort();
    await left;
    started[0].say({ kind: "result", id: 1, result: 1 });
    const next = ask("two");
    vi.advanceTimersByTime(200);
    started[0].say({ kind: "result", id: 2, result: 2 });
    expect([await next, started.length]).toEqual([2, 1]);
  });

  it("closed, rejects what is under way and what comes later", async () => {
    const { started, watched, ask } = stage();
    const lost = [ask("one"), ask("two")].map((job) => expect(job).rejects.toThrow("It was closed."));
    started[0].say({ kind: "ready" });
    watched.close();
    await Promise.all(lost);
    await expect(ask("three")).rejects.toThrow("It was closed.");
    expect(started.map(({ isEnded }) => isEnded)).toEqual([true]);
  });
});
