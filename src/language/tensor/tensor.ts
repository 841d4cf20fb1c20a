/** An array of numbers: shape () is a number, (n,) a vector, (batch, n) a batch of rows, (steps, chains, n) a trajectory. */
export interface Tensor {
  readonly shape: readonly number[];
  /** row-major */
  readonly values: Float64Array;
}

export function tensor(shape: readonly number[], values: ArrayLike<number>): Tensor {
  return { shape, values: Float64Array.from(values) };
}

export function scalar(value: number): Tensor {
  return { shape: [], values: Float64Array.of(value) };
}

export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}

/** A shape as messages write it: `(15, 100)`, `(15,)`; a number has shape `()`. */
export function shapeText(shape: readonly (number | string)[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/**
 * The shape two shapes broadcast to, or null if they don't. As in mathjs and NumPy: aligned at the last axis,
 * a missing axis or one of length 1 is repeated. So a vector (n,) is a row, repeated for each row of a batch.
 */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] | null {
  const rank = Math.max(a.length, b.length);
  const out: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1) return null;
    out.push(left === 1 ? right : left);
  }
  return out;
}

/** How an operand is read inside an outer × inner loop over the broadcast result. */
export interface Stride {
  readonly outer: number;
  readonly inner: number;
}

/** Outer and inner lengths of the loop over a broadcast result of rank at most 3, and the strides of each operand. */
export interface Layout {
  readonly outer: number;
  readonly inner: number;
  readonly strides: readonly Stride[];
}

/** The loop that serves every operand, or null if two axes are not enough (for an operand (a, 1, c), say). */
export function layoutOf(shape: readonly number[], operands: readonly (readonly number[])[]): Layout | null {
  const size = sizeOf(shape);
  // Split the axes before the last `tail` ones from the rest: each side must be wholly there or wholly repeated.
  for (let tail = 0; tail <= shape.length; tail++) {
    const inner = sizeOf(shape.slice(shape.length - tail));
    const outer = size / Math.max(inner, 1);
    const strides = operands.map((operand) => strideOf(shape, operand, tail));
    if (strides.every((s) => s !== null)) return { outer, inner, strides: strides };
  }
  return null;
}

function strideOf(shape: readonly number[], operand: readonly number[], tail: number): Stride | null {
  const padded = [...Array<number>(shape.length - operand.length).fill(1), ...operand];
  const split = shape.length - tail;
  const side = (from: number, to: number): "whole" | "repeated" | null => {
    const axes = shape.slice(from, to).map((length, i) => [length, padded[from + i]] as const);
    if (axes.every(([length, own]) => length === own)) return "whole";
    return axes.every(([, own]) => own === 1) ? "repeated" : null;
  };
  const head = side(0, split);
  const back = side(split, shape.length);
  if (head === null || back === null) return null;
  const inner = back === "whole" ? 1 : 0;
  const outer = head === "whole" ? sizeOf(padded.slice(split)) : 0;
  return { outer, inner };
}

/** Repeats a tensor along the axes it lacks, so that it has the shape; returned as it is if it has the shape already. */
export function expand(values: Float64Array, from: readonly number[], to: readonly number[]): Float64Array {
  if (sameShape(from, to)) return values;
  const out = new Float64Array(sizeOf(to));
  const layout = layoutOf(to, [from]);
  if (layout) {
    const { outer, inner, strides } = layout;
    const stride = strides[0];
    for (let o = 0, i = 0; o < outer; o++) {
      for (let k = 0, at = o * stride.outer; k < inner; k++, at += stride.inner) out[i++] = values[at]!;
    }
    return out;
  }
  forEachBroadcast(from, to, (source, target) => (out[target] = values[source]!));
  return out;
}

/** Adds up what broadcasting repeated: the transpose of expand, which is its gradient. */
export function sumTo(values: Float64Array, from: readonly number[], to: readonly number[]): Float64Array {
  if (sameShape(from, to)) return values;
  const out = new Float64Array(sizeOf(to));
  const layout = layoutOf(from, [to]);
  if (layout) {
    const { outer, inner, strides } = layout;
    const stride = strides[0];
    for (let o = 0, i = 0; o < outer; o++) {
      const base = o * stride.outer;
      for (let k = 0; k < inner; k++, i++) out[base + k * stride.inner] += values[i];
    }
    return out;
  }
  forEachBroadcast(to, from, (small, large) => (out[small] += values[large]));
  return out;
}

function forEachBroadcast(
  small: readonly number[],
  large: readonly number[],
  visit: (small: number, large: number) => void
): void {
  const rank = large.length;
  const padded = [...Array<number>(rank - small.length).fill(1), ...small];
  const index = new Array<number>(rank).fill(0);
  const size = sizeOf(large);
  for (let at = 0; at < size; at++) {
    let source = 0;
    for (let axis = 0; axis < rank; axis++) source = source * padded[axis] + (padded[axis] === 1 ? 0 : index[axis]);
    visit(source, at);
    for (let axis = rank - 1; axis >= 0 && ++index[axis] === large[axis]; axis--) index[axis] = 0;
  }
}
