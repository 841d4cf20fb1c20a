import type { DensityGrid, Points } from "../../../rbm/index.js";
import { countOf } from "../../dom/countOf.js";
import type { PlaneMixture } from "./mixtureLayer.js";
import type { PlaneWindow } from "./planeScale.js";
import { coordinateText, densityIn, ownUnits, placeText } from "./planeUnits.js";
import type { PlaneUnits } from "./planeUnits.js";
import { readable } from "../../dom/readable.js";

/** What a plane shows; null is nothing of that kind. */
export interface PlaneContent {
  readonly data: Points | null;
  readonly draws: Points | null;
  readonly density: DensityGrid | null;
  readonly mixture: PlaneMixture | null;
  /** The first `count` steps of one chain's path, (count, 2) row-major. */
  readonly trail: { readonly values: ArrayLike<number>; readonly count: number } | null;
  /** The index among the draws of the chain that is followed. */
  readonly highlight: number | null;
}

/** A ring about the origin: the radii between which a point counts as on it. */
export interface RingBand {
  readonly inner: number;
  readonly outer: number;
}

export interface Tally {
  readonly count: number;
  /** Points within the ring band. */
  readonly ring: number;
  /** Points the window does not show, those that are not finite among them. */
  readonly outside: number;
}

export function tally(points: Points, window: PlaneWindow, band: RingBand | null): Tally {
  let ring = 0;
  let inside = 0;
  for (let i = 0; i < points.count; i += 1) {
    const x1 = points.values[2 * i];
    const x2 = points.values[2 * i + 1];
    const radius = Math.hypot(x1, x2);
    if (band && radius >= band.inner && radius <= band.outer) ring += 1;
    if (x1 >= window.xmin && x1 <= window.xmax && x2 >= window.ymin && x2 <= window.ymax) inside += 1;
  }
  return { count: points.count, ring, outside: points.count - inside };
}

/** The whole picture in words, for who does not see it. */
export function describePlane(
  content: PlaneContent,
  window: PlaneWindow,
  band: RingBand | null,
  units = ownUnits
): string {
  const { data, draws, density, mixture, trail, highlight } = content;
  const sentences = [
    `A plane: x₁ from ${coordinateText(window.xmin, 0, units, 1)} to ${coordinateText(window.xmax, 0, units, 1)}, ` +
      `x₂ from ${coordinateText(window.ymin, 1, units, 1)} to ${coordinateText(window.ymax, 1, units, 1)}.`
  ];
  if (data) sentences.push(describePoints(`${data.count} data, as circles`, tally(data, window, band), band));
  if (draws) sentences.push(describePoints(`${draws.count} draws, as diamonds`, tally(draws, window, band), band));
  if (draws && highlight !== null && highlight < draws.count) {
    const place = placeText([draws.values[2 * highlight], draws.values[2 * highlight + 1]], units);
    sentences.push(`Chain ${highlight + 1}, which is followed, is at ${place}.`);
  }
  if (trail?.count) {
    const at = 2 * (trail.count - 1);
    const place = placeText([trail.values[at], trail.values[at + 1]], units);
    sentences.push(`The trail of one chain over ${trail.count} steps, now at ${place}.`);
  }
  if (mixture) sentences.push(`A mixture of ${countOf(mixture.weights.length, "Gaussian")}, as ellipses.`);
  if (density) sentences.push(describeDensity(density, band, units));
  if (sentences.length === 1) sentences.push("Nothing is drawn yet.");
  return sentences.join(" ");
}

function describePoints(what: string, { count, ring, outside }: Tally, band: RingBand | null): string {
  const parts = [what];
  if (band && count > 0) {
    parts.push(`${Math.round((100 * ring) / count)} % of them between radius ${band.inner} and ${band.outer}`);
  }
  if (outside > 0) parts.push(`${outside} outside the window`);
  return `${parts.join(", ")}.`;
}

function describeDensity(grid: DensityGrid, band: RingBand | null, units: PlaneUnits): string {
  let peak = 0;
  let total = 0;
  let ring = 0;
  for (let i = 0; i < grid.density.length; i += 1) {
    const p = grid.density[i];
    const [x1, x2] = cellCentre(grid, i);
    const radius = Math.hypot(x1, x2);
    total += p;
    if (band && radius >= band.inner && radius <= band.outer) ring += p;
    if (p > grid.density[peak]) peak = i;
  }
  const highest = readable(densityIn(units, grid.density[peak]));
  const top = `highest, ${highest}, near ${placeText(cellCentre(grid, peak), units)}`;
  const share =
    band && total > 0
      ? `, ${Math.round((100 * ring) / total)} % of its mass between radius ${band.inner} and ${band.outer}`
      : "";
  return `The density as a map, ${top}${share}.`;
}

function cellCentre(grid: DensityGrid, index: number): [number, number] {
  const column = index % grid.columns;
  const row = Math.floor(index / grid.columns);
  return [
    grid.xmin + ((column + 0.5) / grid.columns) * (grid.xmax - grid.xmin),
    grid.ymin + ((row + 0.5) / grid.rows) * (grid.ymax - grid.ymin)
  ];
}
