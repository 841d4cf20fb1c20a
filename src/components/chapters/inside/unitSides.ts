import { variances } from "../../../rbm/model/machine.js";
import type { Machine } from "../../../rbm/model/machine.js";
import type { Points } from "../../../rbm/shapes.js";
import type { PlaneWindow } from "../../figures/plane/planeScale.js";

type Place = readonly [number, number];

/** The activation of a hidden unit as a function of x: offset + slope · x, in nats. */
export interface UnitSide {
  readonly offset: number;
  /** per unit of x */
  readonly slope: Place;
}

/** dⱼ + Σᵢ xᵢ Wᵢⱼ / σᵢ² of a machine with n = 2. @param j counted from 0 */
export function sideOf(machine: Machine, j: number): UnitSide {
  const [s1, s2] = variances(machine);
  return { offset: machine.d[j], slope: [machine.W[j] / s1, machine.W[machine.m + j] / s2] };
}

export const activationAt = ({ offset, slope }: UnitSide, [x1, x2]: Place): number =>
  offset + slope[0] * x1 + slope[1] * x2;

/**
 * The part of a window where the activation is above a level, and the stretch of the line where it equals it, from
 * one edge of the window to the other. Each edge is cut where it crosses (Sutherland and Hodgman, 1974).
 * @param level in nats; 0 is p = ½
 * @returns the corners, none if the whole window is below; the line null if it misses the window
 */
export function cutWindow(window: PlaneWindow, side: UnitSide, level = 0) {
  const { xmin, xmax, ymin, ymax } = window;
  const corners: Place[] = [
    [xmin, ymin],
    [xmax, ymin],
    [xmax, ymax],
    [xmin, ymax]
  ];
  const above: Place[] = [];
  const crossings: Place[] = [];
  corners.forEach((from, i) => {
    const to = corners[(i + 1) % corners.length];
    const [a, b] = [activationAt(side, from) - level, activationAt(side, to) - level];
    if (a > 0) above.push(from);
    if (a > 0 === b > 0) return;
    const t = a / (a - b);
    const crossing: Place = [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
    above.push(crossing);
    crossings.push(crossing);
  });
  return { above, line: crossings.length === 2 ? ([crossings[0], crossings[1]] as const) : null };
}

/** How far the line p = ½ lies from the origin, and p = 0.1 from p = 0.9; both in the units of x, infinite if there is no line. */
export function lineMeasures({ offset, slope }: UnitSide): { readonly distance: number; readonly width: number } {
  const steepness = Math.hypot(...slope);
  return { distance: Math.abs(offset) / steepness, width: (2 * Math.log(9)) / steepness };
}

/** How many points lie where the unit is more probably on than off. */
export function countOn(side: UnitSide, { count, values }: Points): number {
  let on = 0;
  for (let row = 0; row < count; row++) if (activationAt(side, [values[2 * row], values[2 * row + 1]]) > 0) on += 1;
  return on;
}
