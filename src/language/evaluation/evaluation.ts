import { LanguageError } from "../languageError.js";
import type { Span } from "../languageError.js";
import { shapeText, sizeOf } from "../tensor/tensor.js";
import type { Tensor } from "../tensor/tensor.js";

/** The draws a formula may ask for. */
export interface Draws {
  /** 1 with probability p, else 0 */
  bernoulli(p: number): number;
  /** a draw for each probability, as bernoulli in turn */
  bernoulliEach(p: Float64Array, out: Float64Array): void;
  /** standard normal */
  normal(): number;
}

export interface Limits {
  /** most numbers in one array */
  readonly array: number;
  /** most numbers held at the same time */
  readonly held: number;
  /** most elementary operations */
  readonly work: number;
}

/** 16 MB an array, 128 MB in all; the work takes a second or two. */
export const defaultLimits: Limits = { array: 2e6, held: 16e6, work: 3e8 };

/** What an operation costs besides its elements. */
const overhead = 300;

/** Gradient of a sum with respect to each parent, or null if there is none, from the gradient of the result. */
export type Pullback = (gradient: Float64Array) => readonly (Float64Array | null)[];

interface TapeEntry {
  readonly result: Tensor;
  readonly parents: readonly Tensor[];
  readonly pullback: Pullback;
}

/** An operation as it was carried out, for the compiler. */
export interface Operation {
  /** the operator or function: "+", "exp", "sum", "matmul" */
  readonly name: string;
  readonly operands: readonly Tensor[];
  readonly result: Tensor;
  /** of a reduction, counted from 0; null for all elements */
  readonly axis: number | null;
  readonly span: Span;
}

/** The operations of a run, and which values come of its inputs. */
interface Recording {
  readonly operations: Operation[];
  readonly live: Set<Tensor>;
  isComplete: boolean;
}

/**
 * One run of a formula: its random draws, its budget, and the tape if a gradient is wanted.
 * Every array is asked for here before it is allocated, so that a huge one is refused instead of made.
 */
export class Evaluation {
  readonly draws: Draws | null;
  readonly limits: Limits;
  private held = 0;
  private work = 0;
  private tape: TapeEntry[] | null = null;
  private readonly traced = new Set<Tensor>();
  private recording: Recording | null = null;

  /** called after each step of an iterate with the number of steps done */
  readonly onStep: ((done: number, steps: number) => void) | null;

  constructor(
    draws: Draws | null = null,
    limits: Limits = defaultLimits,
    onStep: ((done: number, steps: number) => void) | null = null
  ) {
    this.draws = draws;
    this.limits = limits;
    this.onStep = onStep;
  }

  /** A new array of zeros. @throws LanguageError "memory" or "work" before anything is allocated */
  create(shape: readonly number[], span: Span): Tensor {
    const size = this.reserve(shape, span);
    return { shape, values: new Float64Array(size) };
  }

  /** Counts an array against the limits. */
  reserve(shape: readonly number[], span: Span): number {
    const size = sizeOf(shape);
    if (!(size <= this.limits.array)) {
      throw new LanguageError(
        "memory",
        `This would be an array ${shapeText(shape)} of ${count(size)} numbers; one array may hold ${count(this.limits.array)}.`,
        span
      );
    }
    if (this.held + size > this.limits.held) {
      throw new LanguageError(
        "memory",
        `This formula would hold more than ${count(this.limits.held)} numbers at a time.`,
        span
      );
    }
    this.held += size;
    this.spend(size + overhead, span);
    return size;
  }

  /** Counts elementary operations. @throws LanguageError "work" */
  spend(operations: number, span: Span): void {
    this.work += operations;
    if (this.work > this.limits.work) {
      throw new LanguageError("work", `This formula needs more than ${count(this.limits.work)} operations.`, span);
    }
  }

  /** Takes a value that is no longer needed off the count. On the tape every value is still needed. */
  release(value: Tensor): void {
    if (this.tape === null) this.held -= value.values.length;
  }

  get heldNow(): number {
    return this.held;
  }

  /** After a call: of all it made, only the result is still held. */
  settle(before: number, result: number): void {
    if (this.tape === null) this.held = before + result;
  }

  /** From now on every operation on the given tensors, and on what comes of them, is recorded. */
  startTape(variables: Iterable<Tensor>): void {
    this.tape = [];
    for (const variable of variables) this.traced.add(variable);
  }

  get isTaping(): boolean {
    return this.tape !== null;
  }

  isTraced(value: Tensor): boolean {
    return this.tape !== null && this.traced.has(value);
  }

  /** Records how the gradient passes through an operation; does nothing if no parent is traced. */
  record(result: Tensor, parents: readonly Tensor[], pullback: Pullback): void {
    if (this.tape === null || !parents.some((p) => this.traced.has(p))) return;
    this.traced.add(result);
    this.tape.push({ result, parents, pullback });
  }

  /** From now on operations on the inputs, and on what comes of them, are written down for the compiler. */
  startRecording(inputs: Iterable<Tensor>): void {
    this.recording = { operations: [], live: new Set(inputs), isComplete: true };
  }

  /** The operations so far, or null if one of them can't be compiled. */
  get recorded(): readonly Operation[] | null {
    return this.recording?.isComplete ? this.recording.operations : null;
  }

  get isRecording(): boolean {
    return this.recording !== null;
  }

  isLive(value: Tensor): boolean {
    return this.recording?.live.has(value) ?? false;
  }

  /** Writes an operation down. A draw comes of an input, whatever its operands. */
  note(name: string, operands: readonly Tensor[], result: Tensor, span: Span, axis: number | null = null): void {
    if (this.recording === null) return;
    if (name !== "bernoulli" && name !== "normal" && !operands.some((o) => this.isLive(o))) return;
    this.recording.live.add(result);
    this.recording.operations.push({ name, operands, result, span, axis });
  }

  /** Of an operation that was not written down: its result may not come of an input. */
  expectNoted(operands: readonly Tensor[], result: Tensor): void {
    if (this.recording === null || this.isLive(result)) return;
    if (operands.some((o) => this.isLive(o))) this.recording.isComplete = false;
  }

  /** Reverse mode: the gradient of a traced number with respect to everything on the tape. */
  gradients(of: Tensor): Map<Tensor, Float64Array> {
    const gradients = new Map<Tensor, Float64Array>([[of, Float64Array.of(1)]]);
    for (let i = (this.tape ?? []).length - 1; i >= 0; i--) {
      const { result, parents, pullback } = this.tape![i];
      const gradient = gradients.get(result);
      if (gradient === undefined) continue;
      if (result !== of) gradients.delete(result);
      const parts = pullback(gradient);
      parents.forEach((parent, p) => {
        const part = parts[p];
        if (!part || !this.traced.has(parent)) return;
        const known = gradients.get(parent);
        if (known === undefined) gradients.set(parent, part === gradient ? part.slice() : part);
        else for (let k = 0; k < known.length; k++) known[k] += part[k];
      });
    }
    return gradients;
  }
}

function count(size: number): string {
  return size < 1e21 ? size.toLocaleString("en") : "too many";
}
