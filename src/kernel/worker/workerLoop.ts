import { KernelInstance } from "../engine/instance.js";
import { negativeLogLikelihood, trainWithSnapshots } from "../engine/trainWithSnapshots.js";
import type { Divergence, RunSnapshot, TrainRequest, WorkerAnswer, WorkerRequest } from "../protocol.js";
import { anneal } from "../engine/annealing.js";
import { density } from "../engine/quadrature.js";
import { sampleLangevin } from "../engine/langevin.js";
import { sampleReplicas } from "../engine/replicas.js";
import { sampleBlocks } from "../engine/sampling.js";
import type { SamplingSoFar } from "../engine/sampling.js";
import { openExchange } from "./portExchange.js";
import type { PortExchange } from "./portExchange.js";

/** What a worker receives requests from and posts answers to: a browser's worker scope, or a thread's port. */
export interface WorkerPort {
  post(answer: WorkerAnswer, transfer: Transferable[]): void;
  listen(listener: (request: WorkerRequest) => void): void;
}

type Job = Exclude<WorkerRequest, { kind: "load" | "cancel" | "hold" }>;

/** Milliseconds of work between two checks for messages, and between two answers of one job. */
const slice = 4;
const answerInterval = 12;
/** Milliseconds between two reports of progress. */
const progressInterval = 50;
/** Milliseconds between two heartbeats. */
const heartbeatInterval = 500;
/** An instance whose memory has grown beyond this is dropped after its job: WebAssembly can't shrink memory. */
const keptBytes = 64 * 2 ** 20;

/** Serves one job after another; a cancelled job stops at its next slice. */
export function serveKernel(port: WorkerPort): void {
  const waiting: Job[] = [];
  let module: WebAssembly.Module | undefined;
  let instance: KernelInstance | undefined;
  let current: Job | undefined;
  let cancelled = false;
  let held = false;
  let wake: () => void = () => {};

  port.listen((request) => {
    if (request.kind === "load") {
      module = request.module;
      port.post({ kind: "ready" }, []);
    } else if (request.kind === "hold") {
      ({ held } = request);
      wake();
    } else if (request.kind === "cancel") {
      if (current?.id === request.id) cancelled = true;
      const at = waiting.findIndex(({ id }) => id === request.id);
      if (at >= 0) waiting.splice(at, 1);
      if (at >= 0) port.post({ kind: "cancelled", id: request.id }, []);
      wake();
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
    if (!module) throw new Error("the worker has no kernel yet: post a load message first");
    instance ??= new KernelInstance(module);
    instance.reset();
    const share = job.kind === "train" ? job.request.share : undefined;
    const exchange = share && openExchange(share, () => wake());
    const heart = exchange && setInterval(() => port.post({ kind: "alive" }, []), heartbeatInterval);
    try {
      await workOff(job, answers(instance, job, exchange), exchange);
    } finally {
      clearInterval(heart);
      exchange?.close();
    }
  }

  async function workOff(
    job: Job,
    steps: Generator<Posted | number | undefined, Posted>,
    exchange: PortExchange | undefined
  ): Promise<void> {
    await released();
    let until = performance.now() + slice;
    let lastHeartbeat = until;
    let progressDue = until;
    for (;;) {
      const { done, value } = steps.next();
      if (typeof value === "object") port.post(value.answer, value.transfer);
      else if (typeof value === "number" && performance.now() > progressDue) {
        port.post({ kind: "progress", id: job.id, done: value }, []);
        progressDue = performance.now() + progressInterval;
      }
      if (done) return;
      if (exchange?.waiting) await new Promise<void>((resolve) => (wake = resolve));
      else if (performance.now() < until) continue;
      else await nextMessages();
      await released();
      if (cancelled) return port.post({ kind: "cancelled", id: job.id }, []);
      until = performance.now() + slice;
      if (until - lastHeartbeat > heartbeatInterval) {
        lastHeartbeat = until;
        port.post({ kind: "alive" }, []);
      }
    }
  }

  /** At once, unless the work is held: then when it may go on, or is cancelled. */
  async function released(): Promise<void> {
    while (held && !cancelled) await new Promise<void>((resolve) => (wake = resolve));
  }
}

interface Posted {
  readonly answer: WorkerAnswer;
  readonly transfer: Transferable[];
}

function* answers(
  instance: KernelInstance,
  job: Job,
  exchange: PortExchange | undefined
): Generator<Posted | number | undefined, Posted> {
  const { id } = job;
  if (job.kind === "train") return yield* trainingAnswers(instance, id, job.request, exchange);
  if (job.kind === "sample") return yield* samplingAnswers(instance, job);
  if (job.kind === "density") {
    const grid = yield* density(instance, job.request.machine, job.request.grid);
    return { answer: { kind: "density", id, density: grid }, transfer: [grid.density.buffer as ArrayBuffer] };
  }
  if (job.kind === "replicas") {
    const result = yield* sampleReplicas(instance, job.request);
    return { answer: { kind: "replicas", id, result }, transfer: [result.x.buffer as ArrayBuffer] };
  }
  if (job.kind === "langevin") {
    const result = yield* sampleLangevin(instance, job.request);
    return { answer: { kind: "langevin", id, result }, transfer: [result.x.buffer as ArrayBuffer] };
  }
  if (job.kind === "anneal")
    return { answer: { kind: "annealed", id, result: yield* anneal(instance, job.request) }, transfer: [] };
  const found = yield* negativeLogLikelihood(instance, job.request.machine, job.request.data);
  return { answer: { kind: "nll", id, ...found }, transfer: [] };
}

/** Tells the share that is done and, where draws are wanted on the way, what is new of them. */
function* samplingAnswers(
  instance: KernelInstance,
  { id, request, drawsInterval }: Job & { kind: "sample" }
): Generator<Posted | number, Posted> {
  let sent = 0;
  const interval = drawsInterval ?? Infinity;
  let due = performance.now() + interval;
  for (const soFar of sampleBlocks(instance, request)) {
    if (soFar.steps === request.steps) return posted(soFar, true);
    yield soFar.done;
    if (soFar.steps === sent || performance.now() < due) continue;
    yield posted(soFar, false);
    due = performance.now() + interval;
  }
  throw new Error("the sampling ended before its last step");

  function posted({ steps, rows }: SamplingSoFar, finished: boolean): Posted {
    const x = rows(sent, steps);
    sent = steps;
    return { answer: { kind: "sampled", id, x, finished }, transfer: [x.buffer] };
  }
}

/** Collects the events of training and posts them at a steady rate, the first ones sooner. */
function* trainingAnswers(
  instance: KernelInstance,
  id: number,
  request: TrainRequest,
  exchange: PortExchange | undefined
): Generator<Posted | undefined, Posted> {
  const run = trainWithSnapshots(instance, request, exchange);
  let losses: number[] = [];
  let gradientNorms: number[] = [];
  let snapshots: RunSnapshot[] = [];
  let diverged: Divergence | null = null;
  let epoch = 0;
  let due = performance.now() + slice;
  for (;;) {
    const { done, value } = run.next();
    if (done) return posted(true);
    if (value?.kind === "epoch") {
      epoch++;
      losses.push(value.loss);
      gradientNorms.push(value.gradientNorm);
    } else if (value?.kind === "snapshot") snapshots.push(value.snapshot);
    else if (value?.kind === "diverged") diverged = value.diverged;
    if (performance.now() < due || (losses.length === 0 && snapshots.length === 0)) yield undefined;
    else {
      yield posted(false);
      [losses, gradientNorms, snapshots] = [[], [], []];
      due = performance.now() + answerInterval;
    }
  }

  function posted(finished: boolean): Posted {
    const progress = { losses: Float32Array.from(losses), gradientNorms: Float32Array.from(gradientNorms), snapshots };
    return {
      answer: { kind: "trained", id, epoch, ...progress, diverged, finished },
      transfer: snapshots.flatMap(({ density }) => (density ? [density.density.buffer as ArrayBuffer] : []))
    };
  }
}

/** Lets waiting messages be delivered. setTimeout would take 4 ms, and a resolved promise would not let them in. */
const nextMessages: () => Promise<void> =
  typeof setImmediate === "function"
    ? () => new Promise((resolve) => setImmediate(resolve))
    : (() => {
        const { port1, port2 } = new MessageChannel();
        let resume: () => void = () => {};
        port1.onmessage = () => resume();
        return () =>
          new Promise<void>((resolve) => {
            resume = resolve;
            port2.postMessage(0);
          });
      })();
