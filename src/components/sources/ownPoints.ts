import { pointsFromCSV } from "../../rbm/data/pointsFromCSV.js";
import type { Points } from "../../rbm/shapes.js";
import { ringWindow } from "./ringWindow.js";

/**
 * A reader's own points for the plane.
 * @throws DataError as pointsFromCSV, Error where they are not pairs, are too many, or leave the window of the figures
 */
export function planePointsFromCSV(text: string): Points {
  const points = pointsFromCSV(text);
  if (points.n !== 2) throw new Error(`Each line has ${points.n} values; it must have two, x₁ and x₂.`);
  if (points.count < 2 || points.count > 20_000)
    throw new Error(`There are ${points.count} points; there must be from 2 to 20,000.`);
  const reach = Array.from(points.values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (reach > ringWindow.xmax)
    throw new Error(
      `The points reach to ${Number(reach.toPrecision(3))}; the figures show −${ringWindow.xmax} to ${ringWindow.xmax}. ` +
        `Divide them by ${Number((reach / 1.2).toPrecision(2))}, say.`
    );
  return points;
}
