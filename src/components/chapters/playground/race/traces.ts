import type { RaceResult } from "./raceTypes.js";

export type TracedQuantity = "angle" | "radius";
/** What the traces are drawn against: hidden units drawn, in Gibbs steps, or time. */
export type TraceClock = "cost" | "time";

/** One sampler's first chain: a point a step. */
export interface TraceRow {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** mean distance from one step to the next; that of two angles the shorter way round */
  readonly stride: number;
}

export interface Traces {
  readonly rows: readonly TraceRow[];
  /** where the window ends: Gibbs steps, or milliseconds */
  readonly end: number;
}

/** Gibbs steps in the window. */
const reach = 1000;

/**
 * The first chain of each sampler over one window, the same for all: 1000 Gibbs steps' worth, or the time that the
 * quickest needs for them.
 */
export function tracesOf(results: readonly RaceResult[], quantity: TracedQuantity, clock: TraceClock): Traces {
  const tick = ({ cost, milliseconds, steps }: RaceResult) => (clock === "cost" ? cost : milliseconds / steps);
  const ends = results.map((result) => tick(result) * Math.min(reach / result.cost, result.trace[quantity].length));
  const end = Math.min(...ends);
  const rows = results.map((result) => {
    const values = result.trace[quantity];
    const count = Math.min(values.length, Math.floor(end / tick(result) + 1e-9));
    const y = Array.from(values.subarray(0, count));
    return { name: result.name, x: y.map((_, k) => (k + 1) * tick(result)), y, stride: meanStride(y, quantity) };
  });
  return { rows, end };
}

function meanStride(values: readonly number[], quantity: TracedQuantity): number {
  let sum = 0;
  for (let k = 1; k < values.length; k++) {
    const distance = Math.abs(values[k] - values[k - 1]);
    sum += quantity === "angle" ? Math.min(distance, 2 * Math.PI - distance) : distance;
  }
  return sum / (values.length - 1);
}
