import { loopEvaluator } from "../../../rbm/model/loops.js";
import type { Machine } from "../../../rbm/model/machine.js";
import type { PlaneWindow } from "../../figures/plane/planeScale.js";

/** F over a square lattice of nodes, row-major, row 0 at the smallest x₂. */
export interface EnergySurface extends PlaneWindow {
  /** nodes a side */
  readonly side: number;
  /** F at each node, nats, never above lowest + height: there the surface is cut off */
  readonly F: Float64Array;
  /** the least F of all nodes, nats */
  readonly lowest: number;
  /** nats from the lowest node to where the surface is cut off */
  readonly height: number;
}

/** The free energy F(x) = −c(x) at each node of a lattice over a window. */
export function energySurface(machine: Machine, window: PlaneWindow, side: number, height: number): EnergySurface {
  const nodes = new Float64Array(2 * side * side);
  for (let row = 0, at = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      nodes[at++] = window.xmin + (column / (side - 1)) * (window.xmax - window.xmin);
      nodes[at++] = window.ymin + (row / (side - 1)) * (window.ymax - window.ymin);
    }
  const F = loopEvaluator.c(machine, nodes).map((c) => -c);
  const lowest = F.reduce((least, value) => Math.min(least, value), Infinity);
  return { ...window, side, F: F.map((value) => Math.min(value, lowest + height)), lowest, height };
}

/** How far from the origin a section is looked at. */
export const sectionDistances = Array.from({ length: 161 }, (_, i) => (i - 80) / 50);

/** Places along a straight section through the origin, (count, 2) flat. @param degrees its direction, from x₁ toward x₂ */
export function sectionPlaces(degrees: number, distances: readonly number[]): Float64Array {
  const angle = (degrees * Math.PI) / 180;
  return Float64Array.from(distances.flatMap((s) => [s * Math.cos(angle), s * Math.sin(angle)]));
}

/** Nats of the surface and of its section above their lowest. */
export const shownNats = 16;

/** The ends of the axis that shows a section: F along it, and −log p, each to so many nats above its lowest. */
export function sectionEnds(
  F: Iterable<number>,
  surprise: Iterable<number>
): readonly [lowest: number, highest: number] {
  const lowest = [Math.min(...F), Math.min(...surprise)];
  return [Math.floor(Math.min(...lowest)) - 1, Math.ceil(Math.max(...lowest)) + shownNats];
}

/** From which side the surface is seen, in degrees: turned about the upright axis, tilted from the side (0) to above (90). */
export interface View {
  readonly turn: number;
  readonly tilt: number;
}

/**
 * A place of the surface as it is seen, without perspective.
 * @param x1 and @param x2 within ±1, @param up of 0 to 1 @returns across, upward, and how far away
 */
export function seenAt({ turn, tilt }: View, x1: number, x2: number, up: number): [number, number, number] {
  const [a, b] = [(turn * Math.PI) / 180, (tilt * Math.PI) / 180];
  const across = x1 * Math.cos(a) - x2 * Math.sin(a);
  const away = x1 * Math.sin(a) + x2 * Math.cos(a);
  return [across, away * Math.sin(b) + (up - 0.5) * Math.cos(b), away * Math.cos(b) - (up - 0.5) * Math.sin(b)];
}
