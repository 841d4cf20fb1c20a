import { range, tickStep, ticks } from "d3";
import { powerOfTen } from "../../dom/powerOfTen.js";
import { readable } from "../../dom/readable.js";

export type AxisKind = "linear" | "log";

/** A value to a pixel along one axis, and where its ticks are. */
export interface ChartScale {
  readonly kind: AxisKind;
  readonly domain: readonly [number, number];
  /** NaN where the axis has no place for the value: not finite, or not positive on a log axis. */
  at(value: number): number;
  invert(pixel: number): number;
  readonly ticks: readonly number[];
  format(value: number): string;
}

/**
 * @param range the pixels of the domain's ends; the first may be the larger, as on a y axis
 * @param whole whether the axis counts: its ticks are whole numbers then
 */
export function chartScale(
  kind: AxisKind,
  domain: readonly [number, number],
  range: readonly [number, number],
  wanted: number,
  whole = false
): ChartScale {
  const forth = kind === "log" ? Math.log : (value: number) => value;
  const back = kind === "log" ? Math.exp : (value: number) => value;
  const from = forth(domain[0]);
  const k = (range[1] - range[0]) / (forth(domain[1]) - from);
  const step = Math.max(tickStep(domain[0], domain[1], wanted), whole ? 1 : 0);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return {
    kind,
    domain,
    at: (value) =>
      Number.isFinite(value) && (kind === "linear" || value > 0) ? range[0] + k * (forth(value) - from) : NaN,
    invert: (pixel) => back(from + (pixel - range[0]) / k),
    ticks:
      kind === "log"
        ? logTicks(domain, wanted)
        : ticks(domain[0], domain[1], wanted).filter((tick) => !whole || Number.isInteger(tick)),
    format: (value) => (kind === "log" ? powerText(value) : readable(value, digits))
  };
}

/** Ticks of an axis in degrees: quarter turns, as on every other such axis. */
export function quarterTurns([low, high]: readonly [number, number]): number[] {
  return range(Math.ceil(low / 90), Math.floor(high / 90) + 1).map((quarter) => 90 * quarter);
}

/** Ticks of a log axis: powers of ten, every few of them over many decades; 1, 2 and 5 times them over few. */
export function logTicks([low, high]: readonly [number, number], wanted: number): number[] {
  const first = Math.floor(Math.log10(low) - 1e-9);
  const last = Math.ceil(Math.log10(high) + 1e-9);
  const stride = Math.max(1, Math.ceil((last - first - 1) / wanted));
  const multiples = Math.log10(high / low) < Math.min(2, wanted / 3) ? [1, 2, 5] : [1];
  const values: number[] = [];
  for (let power = Math.ceil(first / stride) * stride; power <= last; power += stride) {
    // By a decimal literal, for 10 ** −3 is not 0.001 everywhere.
    for (const multiple of multiples) values.push(Number(`${multiple}e${power}`));
  }
  const inside = values.filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
  return inside.length >= 2 ? inside : ticks(low, high, Math.min(wanted, 4));
}

function powerText(value: number): string {
  if (value >= 1e-3 && value < 1e5) return String(Number(value.toPrecision(4)));
  const [mantissa, power] = Number(value.toPrecision(3)).toExponential().split("e");
  const ten = powerOfTen(Number(power));
  return mantissa === "1" ? ten : `${mantissa}·${ten}`;
}

/** A domain that holds every value there is a place for, with ends on round numbers; null where there is none. */
export function niceDomain(values: Iterable<number>, kind: AxisKind): [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value) || (kind === "log" && value <= 0)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return null;
  if (kind === "log") return low === high ? [low / 2, high * 2] : [low / 1.15, high * 1.15];
  if (low === high) return [low - Math.max(1e-6, Math.abs(low) / 10), high + Math.max(1e-6, Math.abs(high) / 10)];
  const step = tickStep(low, high, 5);
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step];
}
