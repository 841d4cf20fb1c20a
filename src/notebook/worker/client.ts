import type { Expression } from "../../language/syntax/tree.js";
import type { FunctionValue, TensorValue } from "../values/value.js";
import type {
  Agree,
  Envelope,
  EpochNews,
  FormulaNews,
  FormulaRequest,
  FormulaResults,
  LearnerRefs,
  LibraryResults,
  LibraryTask,
  TrainByFormulas
} from "./protocol.js";
import { WatchedWorker } from "../../language/worker/watchedWorker.js";
import type { WorkerLike } from "../../workers/workerLike.js";
import { ValueCache } from "./valueCache.js";

/** Longest silence while a formula runs, and after a cancel, in milliseconds. */
const silenceLimit = 2000;
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

/**
 * Runs formulas in a worker, one after the other. What falls silent is ended with its worker, and the next finds a new
 * one, to which the values it needs are sent again: the worker only caches what is owned here.
 */
export class FormulaClient {
  private readonly cache = new ValueCache();
  private readonly worker: WatchedWorker<FormulaNews>;

  constructor(
    createWorker: () => WorkerLike,
    private readonly limit = silenceLimit
  ) {
    this.worker = new WatchedWorker({
      createWorker,
      name: "worker for formulas",
      closed: "The notebook was closed.",
      cancelGrace,
      onStart: () => this.cache.forgetAll()
    });
  }

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
    this.worker.close();
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
    message: () => Omit<Envelope, "id">,
    { signal, onProgress, onEpochs }: AskOptions,
    limit = this.limit
  ): Promise<FormulaResults[K]> {
    return this.worker.run<FormulaResults[K]>({
      message,
      limit,
      signal,
      onNews: (news) => ("epochs" in news ? onEpochs?.(news.epochs) : onProgress?.(news.fraction))
    });
  }
}
