import { WindowError } from "../../rbm/errors.js";
import type { WorkerLike } from "../../workers/workerLike.js";
import type { ClientOptions, WorkerAnswer, WorkerRequest } from "../protocol.js";

/** A worker died twice on the same job, or never started. */
export class KernelWorkerError extends Error {
  override readonly name = "KernelWorkerError";
}

/** One job as its worker sees it, without its number. */
export type JobRequest = DistributiveOmit<Exclude<WorkerRequest, { kind: "load" | "cancel" | "hold" }>, "id">;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export interface JobListener {
  answer(answer: WorkerAnswer): void;
  fail(error: Error): void;
  /** the job begins again: discard its earlier answers */
  restarted(): void;
}

export interface Pool {
  readonly size: number;
  /**
   * Starts a job on a worker; the returned function cancels it, after which the listener is not called. A job that hands
   * something over in `transfer` can't be sent a second time: it fails when its worker dies.
   */
  start(worker: number, request: JobRequest, listener: JobListener, transfer?: Transferable[]): () => void;
  /** Lets every worker stand still, or go on. */
  hold(held: boolean): void;
  close(): void;
}

interface Job {
  readonly request: JobRequest;
  readonly listener: JobListener;
  readonly transfer: Transferable[];
  attempts: number;
}

interface Slot {
  worker: WorkerLike;
  readonly jobs: Map<number, Job>;
  /** it has answered at least once; until then, a slow network may be why it is silent */
  ready: boolean;
  /** it has answered since the last check */
  answered: boolean;
  silentChecks: number;
}

/** Milliseconds between two checks for silent workers, and how many silent checks mean that a worker is dead. */
const checkInterval = 2000;
const silentChecksAllowed = 5;
const attemptsAllowed = 2;

/** Workers, made when first needed and made again when they die. */
export function createPool({ module, createWorker, workers, onRestart }: ClientOptions): Pool {
  const size = workers ?? Math.max(1, Math.min(4, globalThis.navigator?.hardwareConcurrency ?? 1));
  const slots: (Slot | undefined)[] = Array.from({ length: size }, () => undefined);
  let nextId = 1;
  let closed = false;
  let held = false;
  let timer: ReturnType<typeof setInterval> | undefined;

  function slotAt(index: number): Slot {
    return (slots[index] ??= {
      worker: makeWorker(index),
      jobs: new Map(),
      ready: false,
      answered: false,
      silentChecks: 0
    });
  }

  function makeWorker(index: number): WorkerLike {
    const worker = createWorker();
    const died = (message: string) => {
      if (slots[index]?.worker === worker) replace(index, message);
    };
    worker.addEventListener("message", ({ data }) => {
      const slot = slots[index];
      if (slot?.worker === worker) receive(slot, data as WorkerAnswer);
    });
    worker.addEventListener("error", ({ message }) => died(message ?? "the worker could not be started"));
    worker.addEventListener("messageerror", () => died("a message could not be read"));
    Promise.resolve(module).then(
      (compiled) => {
        worker.postMessage({ kind: "load", module: compiled } satisfies WorkerRequest);
        if (held) tellHeld(worker);
      },
      (error) => died(`the kernel could not be compiled: ${error}`)
    );
    return worker;
  }

  function tellHeld(worker: WorkerLike): void {
    worker.postMessage({ kind: "hold", held } satisfies WorkerRequest);
  }

  function receive(slot: Slot, answer: WorkerAnswer): void {
    slot.ready = slot.answered = true;
    if (!("id" in answer)) return;
    const job = slot.jobs.get(answer.id);
    if (!job) return;
    if (answer.kind === "progress") return job.listener.answer(answer);
    if (!("finished" in answer) || answer.finished) slot.jobs.delete(answer.id);
    updateTimer();
    if (answer.kind === "failed") job.listener.fail(named(answer.name, answer.message));
    else job.listener.answer(answer);
  }

  function replace(index: number, message: string): void {
    const slot = slots[index]!;
    slot.worker.terminate();
    const jobs = [...slot.jobs];
    slots[index] = undefined;
    for (const [, job] of jobs) job.attempts = job.transfer.length > 0 ? attemptsAllowed : job.attempts + 1;
    const survivors = jobs.filter(([, job]) => job.attempts < attemptsAllowed);
    if (!closed) onRestart?.({ worker: index, message });
    if (survivors.length > 0) {
      const fresh = slotAt(index);
      for (const [id, job] of survivors) {
        fresh.jobs.set(id, job);
        job.listener.restarted();
        void post(fresh, id, job);
      }
    }
    updateTimer();
    for (const [, job] of jobs)
      if (job.attempts >= attemptsAllowed) job.listener.fail(new KernelWorkerError(`a worker died twice: ${message}`));
  }

  /** Waits for the module, which may still be compiling. */
  async function post(slot: Slot, id: number, job: Job): Promise<void> {
    await Promise.resolve(module).catch(() => {});
    if (slot.jobs.get(id) === job) slot.worker.postMessage({ ...job.request, id }, job.transfer);
  }

  function updateTimer(): void {
    const busy = slots.some((slot) => slot && slot.jobs.size > 0);
    if (busy && timer === undefined) timer = setInterval(checkForSilence, checkInterval);
    if (!busy && timer !== undefined) {
      clearInterval(timer);
      timer = undefined;
    }
  }

  function checkForSilence(): void {
    slots.forEach((slot, index) => {
      // A worker that stands still has nothing to say.
      if (held || !slot?.ready || slot.jobs.size === 0) return;
      slot.silentChecks = slot.answered ? 0 : slot.silentChecks + 1;
      slot.answered = false;
      if (slot.silentChecks >= silentChecksAllowed) replace(index, "the worker fell silent");
    });
  }

  return {
    size,
    start(index, request, listener, transfer = []) {
      if (closed) throw new KernelWorkerError("the client is closed");
      const id = nextId++;
      const job = { request, listener, transfer, attempts: 0 };
      const slot = slotAt(index);
      slot.jobs.set(id, job);
      slot.silentChecks = 0;
      void post(slot, id, job);
      updateTimer();
      return () => {
        const holder = slots[index];
        if (!holder?.jobs.delete(id)) return;
        holder.worker.postMessage({ kind: "cancel", id } satisfies WorkerRequest);
        updateTimer();
      };
    },
    hold(next) {
      if (next === held) return;
      held = next;
      for (const slot of slots) {
        if (!slot) continue;
        slot.silentChecks = 0;
        tellHeld(slot.worker);
      }
    },
    close() {
      closed = true;
      for (const slot of slots) slot?.worker.terminate();
      slots.fill(undefined);
      updateTimer();
    }
  };
}

function named(name: string, message: string): Error {
  if (name === "WindowError") return new WindowError(message);
  return Object.assign(new Error(message), { name });
}
