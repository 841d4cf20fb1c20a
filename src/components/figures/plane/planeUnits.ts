import { ticks, tickStep } from "d3";
import { numberText } from "../../controls/numberText.js";
import { powerOfTen } from "../../dom/powerOfTen.js";
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

/** The numbers along an axis, and what they are of: of x₁, or of (x₁ − 1000000) / 10⁸ where those would be too long. */
export interface UnitTicks {
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  /** @param name of the coordinate */
  readonly of: (name: string) => string;
}

/** The largest numbers and the most decimals that stand at an axis as they are. */
const [tooLarge, mostDecimals] = [1e5, 4];

/** Round numbers of the units between two places of an axis, each with its place. */
export function unitTicks(
  [from, to]: readonly [number, number],
  axis: 0 | 1,
  { mean, scale }: PlaneUnits,
  wanted: number
): UnitTicks {
  const [low, high] = [mean[axis] + scale[axis] * from, mean[axis] + scale[axis] * to];
  const decimals = (step: number) => Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const span = scale[axis] * (to - from);
  const step = tickStep(0, span, wanted);
  const isLong = (greatest: number) => greatest >= tooLarge || decimals(step) > mostDecimals;
  const farthest = Math.max(Math.abs(low), Math.abs(high));
  const offset = isLong(farthest) && span < 1e-3 * farthest ? roundNear((low + high) / 2, span) : 0;
  // As differences: near a large offset the numbers themselves are too coarse.
  const shift = mean[axis] - offset;
  const [least, most] = [shift + scale[axis] * from, shift + scale[axis] * to];
  const reach = Math.max(Math.abs(least), Math.abs(most));
  const power = isLong(reach) ? Math.floor(Math.log10(reach)) : 0;
  return {
    ticks: ticks(least, most, wanted).map((value) => ({
      at: (value - shift) / scale[axis],
      text: readable(value / 10 ** power, decimals(step / 10 ** power))
    })),
    of(name) {
      const less = `${name} ${offset < 0 ? "+" : "−"} ${Math.abs(offset)}`;
      if (power === 0) return offset === 0 ? name : less;
      return `${offset === 0 ? name : `(${less})`} / ${powerOfTen(power)}`;
    }
  };
}

/** A number of few digits near another. */
function roundNear(value: number, reach: number): number {
  for (let digits = 1; digits < 16; digits++) {
    const near = Number(value.toPrecision(digits));
    if (Math.abs(near - value) <= 10 * reach) return near;
  }
  return value;
}
