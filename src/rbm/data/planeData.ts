import type { Random } from "../random.js";
import type { Points, Rows } from "../shapes.js";
import { checkInteger, packRows } from "../shapes.js";

/** A law of points in the plane, from which data are drawn. */
export interface PlaneLaw {
  /** what the page calls it */
  readonly name: string;
  /** Independent points of it, shape (count, 2). */
  draw(count: number, random: Random): Points;
  /** log of its density at each row of x, nats */
  readonly logDensity: (x: Rows) => number[];
  /** −E log p, nats: what no machine can score below on fresh points, but by luck */
  readonly entropy: number;
}

/** Points drawn one by one. */
export function pointsOf(count: number, draw: () => readonly [number, number]): Points {
  checkInteger(count, 1, 10_000_000, "count");
  const values = new Float64Array(2 * count);
  for (let row = 0; row < count; row++) values.set(draw(), 2 * row);
  return { n: 2, count, values };
}

/** A density of the plane, point by point, as a function of rows. */
export function densityOf(logDensity: (x: number, y: number) => number): (x: Rows) => number[] {
  return (rows) => {
    const values = packRows(rows, 2, "x");
    return Array.from({ length: values.length / 2 }, (_, row) => logDensity(values[2 * row], values[2 * row + 1]));
  };
}

/**
 * −∫ p log p over the square ±reach by the midpoint rule on side × side cells: as exact as the density is smooth on the
 * scale of a cell.
 */
export function entropyByQuadrature(logDensity: (x: Rows) => number[], reach: number, side = 800): number {
  const cell = (2 * reach) / side;
  let entropy = 0;
  for (let row = 0; row < side; row++) {
    const x = new Float64Array(2 * side);
    for (let column = 0; column < side; column++) {
      x[2 * column] = -reach + (column + 0.5) * cell;
      x[2 * column + 1] = -reach + (row + 0.5) * cell;
    }
    for (const value of logDensity(x)) if (value > -700) entropy -= Math.exp(value) * value * cell * cell;
  }
  return entropy;
}
