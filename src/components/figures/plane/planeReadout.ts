import { readable } from "../../dom/readable.js";
import { densityAt } from "./densityLayer.js";
import type { PlaneContent } from "./planeDescription.js";
import { nearestPoint } from "./planeScale.js";
import { densityIn, placeText } from "./planeUnits.js";
import type { PlaneUnits } from "./planeUnits.js";

/** The place, the density there, and the nearest datum and draw within `reach`. */
export function readoutText(
  content: PlaneContent,
  [x1, x2]: readonly [number, number],
  reach: number,
  units: PlaneUnits
): string {
  const parts = [`x = ${placeText([x1, x2], units)}`];
  const p = content.density && densityAt(content.density, x1, x2);
  if (p !== null) parts.push(`p(x) = ${readable(densityIn(units, p), 3)}`);
  for (const [points, name] of [
    [content.draws, "chain"],
    [content.data, "datum"]
  ] as const) {
    const nearest = points && nearestPoint(points.values, points.count, x1, x2);
    if (nearest && nearest.distance <= reach) parts.push(`${name} ${nearest.index + 1}`);
  }
  return parts.join(" · ");
}
