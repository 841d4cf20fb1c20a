import type { Machine } from "../../rbm/model/machine.js";
import type { KernelExports } from "./exports.js";

/** Rows that addPhase goes over in one pass. */
export const phaseRows = 512;
/** Columns and rows of nodes that planeC takes at most. */
export const planeSide = 32;
/** Chains that share one random stream. */
export const blockChains = 16;
/** d of the padding units, which are never on. */
const paddingBias = -1e4;
const page = 65536;

/** One instance of the kernel, and its memory handed out from the bottom up. */
export class KernelInstance {
  readonly wasm: KernelExports;
  private top: number;

  constructor(module: WebAssembly.Module) {
    this.wasm = new WebAssembly.Instance(module, {}).exports as unknown as KernelExports;
    this.top = this.wasm.freeMemory();
  }

  get bytes(): number {
    return this.wasm.memory.buffer.byteLength;
  }

  /** Takes all memory back. */
  reset(): void {
    this.top = this.wasm.freeMemory();
  }

  /** Zeroed memory, aligned to 64 bytes. Views made before may be detached by it. */
  allocate(bytes: number): number {
    const at = Math.ceil(this.top / 64) * 64;
    this.top = at + Math.ceil(bytes);
    const { memory } = this.wasm;
    if (this.top > this.bytes) memory.grow(Math.ceil((this.top - this.bytes) / page));
    new Uint8Array(memory.buffer, at, Math.ceil(bytes)).fill(0);
    return at;
  }

  /** Runs `body`, then takes back what it allocated. */
  borrow<T>(body: () => T): T {
    const top = this.top;
    try {
      return body();
    } finally {
      this.top = top;
    }
  }

  /** The same for a body that yields. */
  *borrowing<T, Y = undefined>(body: () => Generator<Y, T>): Generator<Y, T> {
    const top = this.top;
    try {
      return yield* body();
    } finally {
      this.top = top;
    }
  }

  floats(at: number, length: number): Float32Array {
    return new Float32Array(this.wasm.memory.buffer, at, length);
  }

  doubles(at: number, length: number): Float64Array {
    return new Float64Array(this.wasm.memory.buffer, at, length);
  }

  words(at: number, length: number): Uint32Array {
    return new Uint32Array(this.wasm.memory.buffer, at, length);
  }

  /** A random stream; each purpose and block of a seed has its own. */
  stream(seed: number, purpose: "sampling" | "training" | "order", block = 0): number {
    const at = this.allocate(this.wasm.streamBytes());
    this.wasm.seedStream(at, seed, ["sampling", "training", "order"].indexOf(purpose), block);
    return at;
  }

  /** Allocates and writes a machine, rounded to float32. */
  writeMachine(machine: Machine): number {
    const theta = this.allocate(this.wasm.thetaLength(machine.n, machine.m) * 4);
    this.setMachine(theta, machine);
    return theta;
  }

  /** Writes a machine where another of its size was, or zeros were. */
  setMachine(theta: number, { n, m, b, logSigma2, W, d }: Machine): void {
    const [visible, hidden] = [this.wasm.paddedVisible(n), this.wasm.paddedHidden(m)];
    const values = this.floats(theta, this.wasm.thetaLength(n, m));
    values.set(b);
    values.set(logSigma2, visible);
    values.fill(paddingBias, 2 * visible, 2 * visible + hidden);
    values.set(d, 2 * visible);
    for (let i = 0; i < n; i++) values.set(W.subarray(i * m, (i + 1) * m), 2 * visible + (i + 1) * hidden);
  }

  readMachine(theta: number, n: number, m: number): Machine {
    const [visible, hidden] = [this.wasm.paddedVisible(n), this.wasm.paddedHidden(m)];
    const values = this.floats(theta, this.wasm.thetaLength(n, m));
    const W = new Float64Array(n * m);
    const first = 2 * visible;
    for (let i = 0; i < n; i++) W.set(values.subarray(first + (i + 1) * hidden, first + (i + 1) * hidden + m), i * m);
    return {
      n,
      m,
      b: Float64Array.from(values.subarray(0, n)),
      logSigma2: Float64Array.from(values.subarray(visible, visible + n)),
      W,
      d: Float64Array.from(values.subarray(first, first + m))
    };
  }
}
