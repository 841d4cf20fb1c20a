import type { TensorValue, Value } from "./value.js";

const truths: Readonly<Record<"true" | "false", TensorValue>> = {
  true: { kind: "tensor", shape: [], values: Float64Array.of(1) },
  false: { kind: "tensor", shape: [], values: Float64Array.of(0) }
};

/** The array that a formula computes with, or null for a value that is none. A truth is 1 or 0. */
export function asTensor(value: Value): TensorValue | null {
  switch (value.kind) {
    case "tensor":
      return value;
    case "boolean":
      return value.holds ? truths.true : truths.false;
    case "input":
      return value.value && asTensor(value.value);
    case "density":
      return densityTensor(value);
    default:
      return null;
  }
}

const densities = new WeakMap<Value, TensorValue>();

/** The same tensor for the same density, so that it is sent once. */
function densityTensor(value: Value & { kind: "density" }): TensorValue {
  const before = densities.get(value);
  if (before) return before;
  const { rows, columns, density } = value.density;
  const tensor: TensorValue = { kind: "tensor", shape: [rows, columns], values: new Float64Array(density) };
  densities.set(value, tensor);
  return tensor;
}

export function scalarValue(value: number): TensorValue {
  return { kind: "tensor", shape: [], values: Float64Array.of(value) };
}

export function vectorValue(values: ArrayLike<number>): TensorValue {
  return { kind: "tensor", shape: [values.length], values: new Float64Array(values) };
}

export function tensorValue(shape: readonly number[], values: ArrayLike<number>): TensorValue {
  return { kind: "tensor", shape, values: values instanceof Float64Array ? values : new Float64Array(values) };
}
