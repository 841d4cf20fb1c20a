import { LanguageError } from "../../language/languageError.js";
import type { WorkerLike } from "../../workers/workerLike.js";
import type { Message, Progress, Request, Results } from "./messages.js";

/** Longest time without a message while a formula runs, and while the worker loads, in milliseconds. */
export const runLimit = 2000;
const loadLimit = 20_000;

interface Job {
  readonly id: number;
  readonly request: Request;
  readonly onProgress: ((progress: never) => void) | undefined;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Runs formulas in a worker, one request after the other. A formula that runs for longer than the limit is ended with
 * its worker; the next request finds a new one. Nothing a formula does reaches the page.
 */
export class ExerciseClient {
  private worker: WorkerLike | null = null;
  private isReady = false;
  private readonly waiting: Job[] = [];
  private running: Job | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private lastId = 0;

  constructor(
    private readonly createWorker: () => WorkerLike,
    private readonly limit = runLimit
  ) {}

  /**
   * @throws LanguageError "time" if a formula didn't end, "worker" if the worker died, others from the request's formulas. An abort ends the worker and rejects with the signal's reason.
   */
  ask<K extends keyof Results>(
    request: Request & { kind: K },
    options: { onProgress?: (progress: Progress[K]) => void; signal?: AbortSignal } = {}
  ): Promise<Results[K]> {
    return new Promise((resolve, reject) => {
      const { onProgress, signal } = options;
      if (signal?.aborted) return reject(signal.reason);
      const job: Job = { id: ++this.lastId, request, onProgress, resolve, reject };
      signal?.addEventListener("abort", () => this.cancel(job, signal.reason), { once: true });
      this.waiting.push(job);
      this.next();
    });
  }

  /** Ends the worker; what is under way is rejected. */
  dispose(): void {
    const jobs = [...(this.running ? [this.running] : []), ...this.waiting.splice(0)];
    this.stop();
    for (const job of jobs) job.reject(new LanguageError("worker", "The exercise was closed."));
  }

  private next(): void {
    if (this.running !== null || this.waiting.length === 0) return;
    if (this.worker === null) this.start();
    if (!this.isReady) return;
    this.running = this.waiting.shift()!;
    this.worker!.postMessage({ id: this.running.id, request: this.running.request });
    this.startTimer(this.limit);
  }

  private start(): void {
    const worker = this.createWorker();
    this.worker = worker;
    this.isReady = false;
    worker.addEventListener("message", ({ data }) => {
      if (this.worker === worker) this.receive(data as Message);
    });
    worker.addEventListener("error", ({ message }) => {
      if (this.worker === worker)
        this.fail(new LanguageError("worker", `The exercise's worker died: ${message ?? "no reason given"}.`));
    });
    this.startTimer(loadLimit);
  }

  private receive(message: Message): void {
    if (message.kind === "ready") {
      this.isReady = true;
      this.stopTimer();
      this.next();
      return;
    }
    const job = this.running;
    if (job === null || message.id !== job.id) return;
    if (message.kind === "heartbeat" || message.kind === "progress") {
      this.startTimer(this.limit);
      if (message.kind === "progress") job.onProgress?.(message.progress as never);
      return;
    }
    this.running = null;
    this.stopTimer();
    if (message.kind === "result") job.resolve(message.result as never);
    else job.reject(new LanguageError(message.error.kind, message.error.message, message.error.span));
    this.next();
  }

  private startTimer(limit: number): void {
    this.stopTimer();
    this.timer = setTimeout(() => {
      this.fail(
        this.isReady
          ? new LanguageError("time", `The formula ran for more than ${limit / 1000} seconds and was stopped.`)
          : new LanguageError("worker", "The exercise's worker did not start.")
      );
    }, limit);
  }

  private stopTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  /** Ends the worker and rejects its request; if it never started, rejects all that wait. */
  private fail(error: LanguageError): void {
    const jobs = this.running ? [this.running] : this.waiting.splice(0);
    this.stop();
    for (const job of jobs) job.reject(error);
    this.next();
  }

  private cancel(job: Job, reason: unknown): void {
    const place = this.waiting.indexOf(job);
    if (place >= 0) this.waiting.splice(place, 1);
    else if (this.running === job) this.stop();
    else return;
    job.reject(reason);
    this.next();
  }

  private stop(): void {
    this.stopTimer();
    this.worker?.terminate();
    this.worker = null;
    this.isReady = false;
    this.running = null;
  }
}
