import { LanguageError } from "../../language/languageError.js";
import type { Expression } from "../../language/syntax/tree.js";
import type { FunctionValue, TensorValue } from "../values/value.js";
import type { Agree, Answer, Envelope, EpochNews, FormulaRequest, FormulaResults, LearnerRefs } from "./protocol.js";
import type { LibraryTask, LibraryResults, TrainByFormulas } from "./protocol.js";
import type { WorkerLike } from "../../workers/workerLike.js";
import { ValueCache } from "./valueCache.js";

/** Longest silence while a formula runs, while the worker loads, and after a cancel, in milliseconds. */
export const silenceLimit = 2000;
const loadLimit = 20_000;
/** Most of what the library does says nothing before it is done, and ends: it gets as many times a formula's silence. */
const libraryPatience = 10;
const cancelGrace = 100;

/** Values by name, as an expression sees them. */
export type FormulaScope = ReadonlyMap<string, TensorValue | FunctionValue>;

/** The reader's functions for training; null: the library's. */
export type LearnerFunctions = Readonly<Record<keyof LearnerRefs, FunctionValue | null>>;

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (fraction: number) => void;
  readonly onEpochs?: (epochs: readonly EpochNews[]) => void;
}

interface Job {
  readonly id: number;
  /** made when its turn comes: what the worker knows is known only then */
  readonly envelope: () => Omit<Envelope, "id">;
  readonly options: AskOptions;
  /** longest silence, in milliseconds */
  readonly limit: number;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
  isCancelled: boolean;
}

/**
 * Runs formulas in a worker, one after the other. What falls silent is ended with its worker, and the next finds a new
 * one, to which the values it needs are sent again: the worker only caches what is owned here.
 */
export class FormulaClient {
  private worker: WorkerLike | null = null;
  private isReady = false;
  private readonly waiting: Job[] = [];
  private running: Job | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private lastId = 0;
  private isClosed = false;
  private readonly cache = new ValueCache();

  constructor(
    private readonly createWorker: () => WorkerLike,
    private readonly limit = silenceLimit
  ) {}

  /** The value of an expression. @throws LanguageError placed in the expression, or "time", "worker" */
  async evaluate(
    expression: Expression,
    scope: FormulaScope,
    draws: { readonly seed: number; readonly stream: string },
    options: AskOptions = {}
  ): Promise<TensorValue> {
    const keep = this.cache.freshRef();
    const { shape, values } = await this.ask<"evaluate">(() => {
      const { define, forget, refs } = this.cache.send(scope);
      return { define, forget, request: { kind: "evaluate", expression, scope: refs, ...draws, keep } };
    }, options);
    const value: TensorValue = { kind: "tensor", shape, values };
    this.cache.hold(value, keep);
    return value;
  }

  /** Whether the reader's functions give the library's values. */
  async agree(
    functions: LearnerFunctions,
    { n, m }: Pick<Agree, "n" | "m">,
    options: AskOptions = {}
  ): Promise<boolean> {
    const { agrees } = await this.ask<"agree">(
      () => this.withFunctions(functions, (refs) => ({ kind: "agree", functions: refs, n, m })),
      options
    );
    return agrees;
  }

  /** Trains by the reader's functions. */
  train(
    functions: LearnerFunctions,
    request: Omit<TrainByFormulas, "kind" | "functions">,
    options: AskOptions = {}
  ): Promise<FormulaResults["train"]> {
    return this.ask<"train">(
      () => this.withFunctions(functions, (refs) => ({ ...request, kind: "train", functions: refs })),
      options
    );
  }

  /** What the library does that takes longer than a frame. */
  carryOut<K extends keyof LibraryResults>(
    task: LibraryTask & { readonly kind: K },
    options: AskOptions = {}
  ): Promise<LibraryResults[K]> {
    return this.ask<K>(() => ({ define: [], forget: [], request: task }), options, libraryPatience * this.limit);
  }

  /** Ends the worker; what is under way is rejected. */
  close(): void {
    this.isClosed = true;
    const jobs = [...(this.running ? [this.running] : []), ...this.waiting.splice(0)];
    this.stop();
    for (const job of jobs) job.reject(new LanguageError("worker", "The notebook was closed."));
  }

  private withFunctions(
    functions: LearnerFunctions,
    make: (refs: LearnerRefs) => FormulaRequest
  ): Omit<Envelope, "id"> {
    const scope = new Map(Object.entries(functions).filter((e): e is [string, FunctionValue] => e[1] !== null));
    const { define, forget, refs } = this.cache.send(scope);
    const found = new Map(refs);
    const of = (name: keyof LearnerRefs): number | null => found.get(name) ?? null;
    const request = make({ c: of("c"), pZGivenX: of("pZGivenX"), meanX: of("meanX"), varianceX: of("varianceX") });
    return { define, forget, request };
  }

  private ask<K extends keyof FormulaResults>(
    envelope: () => Omit<Envelope, "id">,
    options: AskOptions,
    limit = this.limit
  ): Promise<FormulaResults[K]> {
    return new Promise((resolve, reject) => {
      const { signal } = options;
      if (signal?.aborted) return reject(signal.reason);
      if (this.isClosed) return reject(new LanguageError("worker", "The notebook was closed."));
      const abort = (): void => this.cancel(job, signal!.reason);
      const settled =
        <T>(settle: (outcome: T) => void) =>
        (outcome: T): void => {
          signal?.removeEventListener("abort", abort);
          settle(outcome);
        };
      const job: Job = {
        id: ++this.lastId,
        envelope,
        options,
        limit,
        resolve: settled(resolve),
        reject: settled(reject),
        isCancelled: false
      };
      signal?.addEventListener("abort", abort, { once: true });
      this.waiting.push(job);
      this.next();
    });
  }

  private next(): void {
    while (this.running === null && this.waiting.length > 0) {
      if (this.worker === null) this.start();
      if (!this.isReady) return;
      const job = this.waiting.shift()!;
      this.running = job;
      try {
        this.worker!.postMessage({ id: job.id, ...job.envelope() });
      } catch (error) {
        this.running = null;
        job.reject(error);
        continue;
      }
      this.watch(job.limit);
    }
  }

  private start(): void {
    const worker = this.createWorker();
    this.worker = worker;
    this.isReady = false;
    this.cache.forgetAll();
    worker.addEventListener("message", ({ data }) => {
      if (this.worker === worker) this.hear(data as Answer);
    });
    worker.addEventListener("error", ({ message }) => {
      if (this.worker !== worker) return;
      this.fail(new LanguageError("worker", `The worker for formulas died: ${message ?? "no reason given"}.`));
    });
    this.watch(loadLimit);
  }

  private hear(answer: Answer): void {
    if (answer.kind === "ready") {
      this.isReady = true;
      this.silence();
      this.next();
      return;
    }
    const job = this.running;
    if (job === null || answer.id !== job.id) return;
    if (answer.kind === "beat" || answer.kind === "epochs") {
      if (job.isCancelled) return;
      this.watch(job.limit);
      if (answer.kind === "epochs") job.options.onEpochs?.(answer.epochs);
      else if (answer.fraction !== null) job.options.onProgress?.(answer.fraction);
      return;
    }
    this.running = null;
    this.silence();
    if (answer.kind === "result") job.resolve(answer.result as never);
    else job.reject(new LanguageError(answer.error.kind, answer.error.message, answer.error.span));
    this.next();
  }

  private watch(limit: number): void {
    this.silence();
    this.timer = setTimeout(() => {
      this.fail(
        this.isReady
          ? new LanguageError("time", `The formula ran for more than ${limit / 1000} seconds and was stopped.`)
          : new LanguageError("worker", "The worker for formulas did not start.")
      );
    }, limit);
  }

  private silence(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  /** Ends the worker and rejects what it was doing; if it never started, all that waits. */
  private fail(error: LanguageError): void {
    const jobs = this.running ? [this.running] : this.waiting.splice(0);
    this.stop();
    for (const job of jobs) job.reject(error);
    this.next();
  }

  /** Most formulas end before their worker could be replaced, so a cancelled one gets a moment to do so. */
  private cancel(job: Job, reason: unknown): void {
    const place = this.waiting.indexOf(job);
    if (place >= 0) this.waiting.splice(place, 1);
    else if (this.running === job) {
      job.isCancelled = true;
      this.silence();
      this.timer = setTimeout(() => {
        if (this.running !== job) return;
        this.stop();
        this.next();
      }, cancelGrace);
    } else return;
    job.reject(reason);
  }

  private stop(): void {
    this.silence();
    this.worker?.terminate();
    this.worker = null;
    this.isReady = false;
    this.running = null;
  }
}
