import { KernelInstance } from "../engine/instance.js";
import { negativeLogLikelihood, trainWithSnapshots } from "../engine/trainWithSnapshots.js";
import type { Divergence, Snapshot, TrainRequest, WorkerAnswer, WorkerRequest } from "../protocol.js";
import { density } from "../engine/quadrature.js";
import { sampleBlocks } from "../engine/sampling.js";

/** Where a worker listens and answers: a browser's worker scope, or a thread's port. */
export interface WorkerPort {
  post(answer: WorkerAnswer, transfer: Transferable[]): void;
  listen(listener: (request: WorkerRequest) => void): void;
}

type Job = Exclude<WorkerRequest, { kind: "load" | "cancel" }>;

/** Milliseconds of work between two looks at the messages, and between two answers of one job. */
const slice = 4;
const pace = 12;
/** Milliseconds between two signs of life. */
const pulse = 500;
/** An instance whose memory grew beyond this is dropped after its job: WebAssembly gives none back. */
const keptBytes = 64 * 2 ** 20;

/** Serves one job after another; a cancelled one stops at its next slice. */
export function serveKernel(port: WorkerPort): void {
  const waiting: Job[] = [];
  let module: WebAssembly.Module | undefined;
  let instance: KernelInstance | undefined;
  let current: Job | undefined;
  let cancelled = false;

  port.listen((request) => {
    if (request.kind === "load") {
      module = request.module;
      port.post({ kind: "ready" }, []);
    } else if (request.kind === "cancel") {
      if (current?.id === request.id) cancelled = true;
      const at = waiting.findIndex(({ id }) => id === request.id);
      if (at >= 0) waiting.splice(at, 1);
      if (at >= 0) port.post({ kind: "cancelled", id: request.id }, []);
    } else {
      waiting.push(request);
      if (!current) void run();
    }
  });

  async function run(): Promise<void> {
    while ((current = waiting.shift())) {
      cancelled = false;
      const { id } = current;
      try {
        await work(current);
      } catch (error) {
        const { name, message } = error instanceof Error ? error : new Error(String(error));
        port.post({ kind: "failed", id, name, message }, []);
      }
      if (instance && instance.bytes > keptBytes) instance = undefined;
    }
  }

  async function work(job: Job): Promise<void> {
    if (!module) throw new Error("the worker has no kernel yet: send it first");
    instance ??= new KernelInstance(module);
    instance.reset();
    const steps = answers(instance, job);
    let until = performance.now() + slice;
    let lastPulse = until;
    for (;;) {
      const { done, value } = steps.next();
      if (value) port.post(value.answer, value.transfer);
      if (done) return;
      if (performance.now() < until) continue;
      await breathe();
      if (cancelled) return port.post({ kind: "cancelled", id: job.id }, []);
      until = performance.now() + slice;
      if (until - lastPulse > pulse) {
        lastPulse = until;
        port.post({ kind: "alive" }, []);
      }
    }
  }
}

interface Parcel {
  readonly answer: WorkerAnswer;
  readonly transfer: Transferable[];
}

function* answers(instance: KernelInstance, job: Job): Generator<Parcel | undefined, Parcel> {
  const { id } = job;
  if (job.kind === "train") return yield* trainingAnswers(instance, id, job.request);
  if (job.kind === "sample") return sampled(id, yield* sampleBlocks(instance, job.request));
  if (job.kind === "density") {
    const grid = yield* density(instance, job.request.machine, job.request.grid);
    return { answer: { kind: "density", id, density: grid }, transfer: [grid.density.buffer as ArrayBuffer] };
  }
  const found = yield* negativeLogLikelihood(instance, job.request.machine, job.request.data);
  return { answer: { kind: "nll", id, ...found }, transfer: [] };
}

function sampled(id: number, x: Float32Array): Parcel {
  return { answer: { kind: "sampled", id, x }, transfer: [x.buffer as ArrayBuffer] };
}

/** Gathers what training tells, and hands it over at a steady pace: the first time soon, then no oftener. */
function* trainingAnswers(
  instance: KernelInstance,
  id: number,
  request: TrainRequest
): Generator<Parcel | undefined, Parcel> {
  const run = trainWithSnapshots(instance, request);
  let losses: number[] = [];
  let gradientNorms: number[] = [];
  let snapshots: Snapshot[] = [];
  let diverged: Divergence | null = null;
  let epoch = 0;
  let due = performance.now() + slice;
  for (;;) {
    const { done, value } = run.next();
    if (done) return parcel(true);
    if (value?.kind === "epoch") {
      epoch++;
      losses.push(value.loss);
      gradientNorms.push(value.gradientNorm);
    } else if (value?.kind === "snapshot") snapshots.push(value.snapshot);
    else if (value?.kind === "diverged") diverged = value.diverged;
    if (performance.now() < due || (losses.length === 0 && snapshots.length === 0)) yield undefined;
    else {
      yield parcel(false);
      [losses, gradientNorms, snapshots] = [[], [], []];
      due = performance.now() + pace;
    }
  }

  function parcel(finished: boolean): Parcel {
    const news = { losses: Float32Array.from(losses), gradientNorms: Float32Array.from(gradientNorms), snapshots };
    return {
      answer: { kind: "trained", id, epoch, ...news, diverged, finished },
      transfer: snapshots.flatMap(({ density }) => (density ? [density.density.buffer as ArrayBuffer] : []))
    };
  }
}

/** Lets the messages that are waiting be heard. setTimeout would be held back to 4 ms, a resolved promise not be enough. */
const breathe: () => Promise<void> =
  typeof setImmediate === "function"
    ? () => new Promise((resolve) => setImmediate(resolve))
    : (() => {
        const { port1, port2 } = new MessageChannel();
        let heard: () => void = () => {};
        port1.onmessage = () => heard();
        return () =>
          new Promise<void>((resolve) => {
            heard = resolve;
            port2.postMessage(0);
          });
      })();
