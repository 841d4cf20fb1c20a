import type { ChartScale } from "./chartScale.js";
import { countOf } from "../../dom/countOf.js";
import { readable } from "../../dom/readable.js";

/** A colour by what it stands for, the same in every figure. */
export type Tone = "data" | "draws" | "trail" | "ink";

/** One line: y over x, x ascending; lengths may grow while a run streams. */
export interface Series {
  readonly name: string;
  readonly tone: Tone;
  /** How the line is drawn, so that colour is not all that tells lines apart. */
  readonly dash?: "solid" | "dashed" | "dotted";
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** A value the lines are read against. */
export interface Reference {
  readonly name: string;
  readonly value: number;
}

export const dashes = { solid: "", dashed: "7 4", dotted: "1.5 3.5" } as const;

/** The `d` of a path: a gap wherever a value has no place on the axes. */
export function seriesPath({ x, y }: Pick<Series, "x" | "y">, xScale: ChartScale, yScale: ChartScale): string {
  let path = "";
  let open = false;
  const count = Math.min(x.length, y.length);
  for (let i = 0; i < count; i += 1) {
    const px = xScale.at(x[i]);
    const py = yScale.at(y[i]);
    const placed = px === px && py === py;
    if (placed) path += `${open ? "L" : "M"}${Math.round(10 * px) / 10},${Math.round(10 * py) / 10}`;
    // A point with no neighbour is a line of no length: with round caps, a dot.
    else if (open) path += "h0";
    open = placed;
  }
  return path && `${path}h0`;
}

/** The value at x: the last one known there, or null before the first. */
export function valueAt({ x, y }: Pick<Series, "x" | "y">, at: number): number | null {
  let low = 0;
  let high = Math.min(x.length, y.length);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle] <= at) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : y[low - 1];
}

/** The chart in words. */
export function describeChart(
  series: readonly Series[],
  references: readonly Reference[],
  xName: string,
  domain: readonly [number, number]
): string {
  const sentences = [`Lines over ${xName} from ${readable(domain[0], 0)} to ${readable(domain[1], 0)}.`];
  for (const line of series) sentences.push(describeSeries(line, xName));
  for (const { name, value } of references) sentences.push(`For reference, ${name}: ${readable(value, 3)}.`);
  return sentences.join(" ");
}

function describeSeries({ name, x, y }: Series, xName: string): string {
  const count = Math.min(x.length, y.length);
  let least = -1;
  let strays = 0;
  for (let i = 0; i < count; i += 1) {
    if (!Number.isFinite(y[i])) strays += 1;
    else if (least < 0 || y[i] < y[least]) least = i;
  }
  const missing =
    strays > 0 ? ` ${countOf(strays, "value")} ${strays === 1 ? "is" : "are"} not finite and left out.` : "";
  if (least < 0) return `${name}: no values yet.${missing}`;
  const ends = `from ${readable(y[0], 3)} to ${readable(y[count - 1], 3)}`;
  return `${name}: ${ends}, lowest ${readable(y[least], 3)} at ${xName} ${shortly(x[least])}.${missing}`;
}

/** A place on the x axis without the digits that sums of steps leave: 4.2, not 4.199999999999999. */
function shortly(value: number): string {
  return String(Number(value.toPrecision(6))).replace("-", "−");
}
