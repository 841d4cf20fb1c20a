import { LanguageError } from "../languageError.js";
import type { WatchedAnswer } from "./watchedAnswer.js";
import { withDeadline } from "../../workers/deadline.js";
import type { Deadline } from "../../workers/deadline.js";
import type { WorkerLike } from "../../workers/workerLike.js";

/** Longest silence while a worker loads, in milliseconds. */
const loadLimit = 20_000;

export interface WatchedJob<News> {
  /** what the worker is asked, without the id; made when its turn comes */
  readonly message: () => object;
  /** longest silence, in milliseconds */
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
  readonly onNews?: (news: News) => void;
}

export interface WatchedWorkerOptions {
  createWorker(): WorkerLike;
  /** as messages name it: "exercise's worker" */
  readonly name: string;
  /** what jobs are told that are under way when it is closed, or come later */
  readonly closed: string;
  /** milliseconds that a cancelled job gets to end by itself; without them its worker is ended at once */
  readonly cancelGrace?: number;
  /** a new worker starts, which knows nothing */
  readonly onStart?: () => void;
}

interface Job<News> extends WatchedJob<News> {
  readonly id: number;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
  isCancelled: boolean;
}

/**
 * A worker that runs what readers wrote, one job after the other. A job that falls silent is ended with its worker, and
 * the next job finds a new one. Nothing it does reaches the page.
 */
export class WatchedWorker<News> {
  private worker: WorkerLike | null = null;
  private isReady = false;
  private isClosed = false;
  private readonly waiting: Job<News>[] = [];
  private running: Job<News> | null = null;
  private deadline: Deadline | null = null;
  private lastId = 0;

  constructor(private readonly options: WatchedWorkerOptions) {}

  /**
   * @throws LanguageError "time" if the job fell silent, "worker" if the worker died or did not start, others as the
   * job's formulas. An abort rejects with the signal's reason.
   */
  run<Result>(job: WatchedJob<News>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const { signal } = job;
      if (signal?.aborted) return reject(signal.reason);
      if (this.isClosed) return reject(this.closedError());
      const abort = (): void => this.cancel(own, signal!.reason);
      const settled =
        <T>(settle: (outcome: T) => void) =>
        (outcome: T): void => {
          signal?.removeEventListener("abort", abort);
          settle(outcome);
        };
      const own: Job<News> = {
        ...job,
        id: ++this.lastId,
        resolve: settled(resolve),
        reject: settled(reject),
        isCancelled: false
      };
      signal?.addEventListener("abort", abort, { once: true });
      this.waiting.push(own);
      this.next();
    });
  }

  /** Ends the worker; what is under way is rejected. */
  close(): void {
    this.isClosed = true;
    const jobs = [...(this.running ? [this.running] : []), ...this.waiting.splice(0)];
    this.stop();
    for (const job of jobs) job.reject(this.closedError());
  }

  private next(): void {
    while (this.running === null && this.waiting.length > 0) {
      if (this.worker === null) this.start();
      if (!this.isReady) return;
      const job = this.waiting.shift()!;
      this.running = job;
      try {
        this.worker!.postMessage({ id: job.id, ...job.message() });
      } catch (error) {
        this.running = null;
        job.reject(error);
        continue;
      }
      this.watch(job.limit);
    }
  }

  private start(): void {
    const { createWorker, name, onStart } = this.options;
    const worker = createWorker();
    this.worker = worker;
    this.isReady = false;
    onStart?.();
    worker.addEventListener("message", ({ data }) => {
      if (this.worker === worker) this.hear(data as WatchedAnswer<News, never>);
    });
    worker.addEventListener("error", ({ message }) => {
      if (this.worker !== worker) return;
      this.fail(new LanguageError("worker", `The ${name} died: ${message ?? "no reason given"}.`));
    });
    this.watch(loadLimit);
  }

  private hear(answer: WatchedAnswer<News, never>): void {
    if (answer.kind === "ready") {
      this.isReady = true;
      this.unwatch();
      this.next();
      return;
    }
    const job = this.running;
    if (job === null || answer.id !== job.id) return;
    if (answer.kind === "news") {
      if (job.isCancelled) return;
      this.watch(job.limit);
      job.onNews?.(answer.news);
      return;
    }
    this.running = null;
    this.unwatch();
    if (answer.kind === "result") job.resolve(answer.result);
    else job.reject(new LanguageError(answer.error.kind, answer.error.message, answer.error.span));
    this.next();
  }

  private watch(limit: number): void {
    this.unwatch();
    this.deadline = withDeadline(limit, () =>
      this.fail(
        this.isReady
          ? new LanguageError("time", `The formula ran for more than ${limit / 1000} seconds and was stopped.`)
          : new LanguageError("worker", `The ${this.options.name} did not start.`)
      )
    );
  }

  private unwatch(): void {
    this.deadline?.stop();
    this.deadline = null;
  }

  /** Ends the worker and rejects what it was doing; if it never started, all that waits. */
  private fail(error: LanguageError): void {
    const jobs = this.running ? [this.running] : this.waiting.splice(0);
    this.stop();
    for (const job of jobs) job.reject(error);
    this.next();
  }

  private cancel(job: Job<News>, reason: unknown): void {
    const place = this.waiting.indexOf(job);
    if (place >= 0) this.waiting.splice(place, 1);
    else if (this.running === job) this.leave(job);
    else return;
    job.reject(reason);
    this.next();
  }

  /** Many a job ends before its worker could be replaced, so it may get a moment to do so. */
  private leave(job: Job<News>): void {
    const { cancelGrace } = this.options;
    if (cancelGrace === undefined) return this.stop();
    job.isCancelled = true;
    this.unwatch();
    this.deadline = withDeadline(cancelGrace, () => {
      if (this.running !== job) return;
      this.stop();
      this.next();
    });
  }

  private stop(): void {
    this.unwatch();
    this.worker?.terminate();
    this.worker = null;
    this.isReady = false;
    this.running = null;
  }

  private closedError(): LanguageError {
    return new LanguageError("worker", this.options.closed);
  }
}
