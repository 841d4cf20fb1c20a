import { ticks, tickStep } from "d3";
import { numberText } from "../../controls/numberText.js";
import { readable } from "../../dom/readable.js";

/** Units that a plane is read in, where they are not those it is drawn in: mean + scale · x, coordinate by coordinate. */
export interface PlaneUnits {
  readonly mean: ArrayLike<number>;
  readonly scale: ArrayLike<number>;
}

/** The units that a plane is drawn in. */
export const ownUnits: PlaneUnits = { mean: [0, 0], scale: [1, 1] };

/** A place as words, as in "(172.0, 64.50)": as many digits as a hundredth of what is drawn as 1 has. */
export function placeText([x1, x2]: readonly [number, number], units: PlaneUnits, digits = 2): string {
  return `(${coordinateText(x1, 0, units, digits)}, ${coordinateText(x2, 1, units, digits)})`;
}

export function coordinateText(x: number, axis: 0 | 1, { mean, scale }: PlaneUnits, digits = 2): string {
  const own = Math.max(0, digits - Math.floor(Math.log10(scale[axis]) + 1e-9));
  const value = mean[axis] + scale[axis] * x;
  return own > 9 ? numberText(value) : readable(value, own);
}

/** A density over the plane as drawn, in these units. */
export const densityIn = ({ scale }: PlaneUnits, p: number) => p / (scale[0] * scale[1]);

/** Round numbers of the units between two places of an axis, each with its place. */
export function unitTicks(
  [from, to]: readonly [number, number],
  axis: 0 | 1,
  { mean, scale }: PlaneUnits,
  wanted: number
): { readonly at: number; readonly text: string }[] {
  const [low, high] = [mean[axis] + scale[axis] * from, mean[axis] + scale[axis] * to];
  const digits = Math.max(0, -Math.floor(Math.log10(tickStep(low, high, wanted)) + 1e-9));
  const short = digits <= 4 && Math.max(Math.abs(low), Math.abs(high)) < 1e5;
  return ticks(low, high, wanted).map((value) => ({
    at: (value - mean[axis]) / scale[axis],
    text: short ? readable(value, digits) : numberText(value)
  }));
}
