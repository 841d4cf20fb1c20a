import { evaluate } from "../../language/evaluation/evaluate.js";
import type { Callable, Scope } from "../../language/evaluation/evaluate.js";
import { LanguageError } from "../../language/languageError.js";
import type { Tensor } from "../../language/tensor/tensor.js";
import { programOf } from "../evaluation/programOf.js";
import type { Definition, Ref } from "./protocol.js";

/** Values that stand in for names wherever a function uses them: the parameters, while they are trained. */
export type Rebound = ReadonlyMap<string, Tensor>;

const nothing: Rebound = new Map();

/** What the worker has been told of. */
export class Bindings {
  private readonly known = new Map<Ref, Definition>();

  define(definition: Definition): void {
    this.known.set(definition.ref, definition);
  }

  keep(ref: Ref, { shape, values }: Tensor): void {
    this.known.set(ref, { ref, kind: "tensor", shape, values });
  }

  forget(ref: Ref): void {
    this.known.delete(ref);
  }

  /** What names mean, with some of them bound anew, in the functions that use them too. */
  scope(names: readonly (readonly [string, Ref])[], rebound: Rebound = nothing): Scope {
    const values = new Map<string, Tensor>();
    const functions = new Map<string, Callable>();
    for (const [name, ref] of names) {
      const definition = this.known.get(ref);
      if (definition === undefined) throw new LanguageError("worker", `The value of ${name} is lost.`);
      if (definition.kind === "function") functions.set(name, this.callable(ref, rebound));
      else values.set(name, rebound.get(name) ?? definition);
    }
    return { values, functions };
  }

  /** A function of a cell, to be called. Its closure is bound once, whoever calls it. */
  callable(ref: Ref, rebound: Rebound = nothing, made = new Map<Ref, Callable>()): Callable {
    const before = made.get(ref);
    if (before) return before;
    const definition = this.known.get(ref);
    if (definition?.kind !== "function") throw new LanguageError("worker", "A function is lost.");
    const { name, parameters, body, closure } = definition;
    const values = new Map<string, Tensor>();
    const functions = new Map<string, Callable>();
    for (const [used, at] of closure) {
      const meaning = this.known.get(at);
      if (meaning === undefined) throw new LanguageError("worker", `The value of ${used} is lost.`);
      if (meaning.kind === "function") functions.set(used, this.callable(at, rebound, made));
      else values.set(used, rebound.get(used) ?? meaning);
    }
    const program = programOf(body);
    const callable: Callable = {
      parameters,
      call(evaluation, args, span) {
        const local = new Map(values);
        parameters.forEach((parameter, i) => local.set(parameter, args[i]));
        try {
          return evaluate(program, { values: local, functions }, evaluation).value;
        } catch (error) {
          // The place is in another cell's text: here it is the call.
          if (error instanceof LanguageError) throw new LanguageError(error.kind, inside(name, error.message), span);
          throw error;
        }
      }
    };
    made.set(ref, callable);
    return callable;
  }
}

/** A long way down only the innermost function is named. */
function inside(name: string, message: string): string {
  return message.startsWith("in ") ? message : `in ${name}: ${message}`;
}
