import type { FunctionValue, TensorValue } from "../values/value.js";
import type { Definition, Ref } from "./protocol.js";

/** Numbers the worker may keep: 256 MB. */
const mostHeld = 32e6;

type Sendable = TensorValue | FunctionValue;

/** Knows what the worker has been sent, so that a value crosses once; the least recently used goes first. */
export class ValueCache {
  private readonly refs = new WeakMap<Sendable, Ref>();
  /** what the worker holds, least recently used first */
  private readonly held = new Map<Ref, number>();
  private heldNumbers = 0;
  private lastRef = 0;

  freshRef(): Ref {
    return ++this.lastRef;
  }

  /** The worker keeps its own result under this ref. */
  hold(value: TensorValue, ref: Ref): void {
    this.refs.set(value, ref);
    this.add(ref, value.values.length);
  }

  /** The worker is a new one: it knows nothing. */
  forgetAll(): void {
    this.held.clear();
    this.heldNumbers = 0;
  }

  /** What has to be sent along with these names. */
  send(scope: ReadonlyMap<string, Sendable>): {
    define: Definition[];
    forget: Ref[];
    refs: (readonly [string, Ref])[];
  } {
    const define: Definition[] = [];
    const needed = new Set<Ref>();
    const visit = (value: Sendable): Ref => {
      const known = this.refs.get(value);
      const ref = known ?? this.freshRef();
      if (known === undefined) this.refs.set(value, ref);
      if (needed.has(ref)) return ref;
      needed.add(ref);
      // What a function calls has to be there too, so a function that is known is gone through all the same.
      const closure =
        value.kind === "function" ? Array.from(value.closure, ([name, v]) => [name, visit(v)] as const) : [];
      if (this.held.has(ref)) {
        this.add(ref, value.kind === "tensor" ? value.values.length : 0);
        return ref;
      }
      if (value.kind === "tensor") define.push({ ref, kind: "tensor", shape: value.shape, values: value.values });
      else {
        const { name, parameters, body } = value;
        define.push({ ref, kind: "function", name, parameters, body, closure });
      }
      this.add(ref, value.kind === "tensor" ? value.values.length : 0);
      return ref;
    };
    const refs = Array.from(scope, ([name, value]) => [name, visit(value)] as const);
    return { define, forget: this.makeRoom(needed), refs };
  }

  private makeRoom(needed: ReadonlySet<Ref>): Ref[] {
    const forget: Ref[] = [];
    for (const [ref, size] of this.held) {
      if (this.heldNumbers <= mostHeld) break;
      if (needed.has(ref) || size === 0) continue;
      this.held.delete(ref);
      this.heldNumbers -= size;
      forget.push(ref);
    }
    return forget;
  }

  private add(ref: Ref, size: number): void {
    const before = this.held.get(ref);
    this.held.delete(ref);
    this.held.set(ref, size);
    if (before === undefined) this.heldNumbers += size;
  }
}
