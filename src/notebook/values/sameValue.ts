import { sameShape } from "../../language/tensor/tensor.js";
import type { Machine } from "../../rbm/model/machine.js";
import type { Value } from "./value.js";

/** Longest arrays that are compared: beyond, what is computed anew counts as another. */
const longest = 1e6;

/**
 * Whether a value computed anew is the one before, so that what uses it need not run again. Runs, densities and figures
 * count as the same only where they are.
 */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind === "tensor" && b.kind === "tensor") return sameShape(a.shape, b.shape) && sameNumbers(a.values, b.values);
  if (a.kind === "string" && b.kind === "string") return a.text === b.text;
  if (a.kind === "boolean" && b.kind === "boolean") return a.holds === b.holds;
  if (a.kind === "file" && b.kind === "file") return a.file === b.file;
  if (a.kind === "machine" && b.kind === "machine") return sameMachine(a.machine, b.machine);
  if (a.kind === "input" && b.kind === "input") {
    const values = a.value && b.value ? sameValue(a.value, b.value) : a.value === b.value;
    return values && JSON.stringify(a.control) === JSON.stringify(b.control);
  }
  if (a.kind === "function" && b.kind === "function") {
    // What a closure holds is the same object where it is the same value: its cell saw to that.
    if (a.source !== b.source || a.closure.size !== b.closure.size) return false;
    for (const [name, value] of a.closure) {
      const other = b.closure.get(name);
      if (!other || !(value === other || (value.kind === "tensor" && sameValue(value, other)))) return false;
    }
    return true;
  }
  if (a.kind === "record" && b.kind === "record") {
    if (a.type !== b.type || a.fields.size !== b.fields.size) return false;
    for (const [name, value] of a.fields) {
      const other = b.fields.get(name);
      if (!other || !sameValue(value, other)) return false;
    }
    return true;
  }
  return false;
}

function sameMachine(a: Machine, b: Machine): boolean {
  if (a === b) return true;
  const parts = ["b", "logSigma2", "W", "d"] as const;
  return a.n === b.n && a.m === b.m && parts.every((part) => sameNumbers(a[part], b[part]));
}

function sameNumbers(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length || a.length > longest) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i] && !(Number.isNaN(a[i]) && Number.isNaN(b[i]))) return false;
  return true;
}
