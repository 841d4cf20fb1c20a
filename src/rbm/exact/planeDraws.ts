import { exactDraws, firstAbove } from "./exactDraws.js";
import { cellSize } from "./grid.js";
import type { GridSpec } from "./grid.js";
import { wholeWindow } from "./quadrature.js";
import { loopEvaluator } from "../model/loops.js";
import { variances } from "../model/machine.js";
import type { Machine } from "../model/machine.js";
import type { Random } from "../random.js";
import { checkInteger } from "../shapes.js";
import type { Points } from "../shapes.js";

/**
 * Independent draws of a machine in the plane, whatever its m: by rejection from boxes that lie over its density. In a
 * cell of sides h the softplus sum is convex, and −Σᵢ (xᵢ − bᵢ)² / 2σᵢ² is a line less what is at most Σᵢ hᵢ² / 8σᵢ², so
 * that c(x) is at most the greatest c of the cell's corners and that much more. A cell is chosen by its bound, x
 * uniformly in it, and kept with probability exp(c(x) − bound): with cells of σ / 2 three in four or more are.
 * @param machine with n = 2
 * @returns shape (count, 2); the window they lie in leaves out less than 1e-14 of the mass
 * @throws ShapeError if n is not 2, WindowError as wholeWindow, ValueError for the count
 */
export function planeDraws(machine: Machine, count: number, random: Random): Points {
  checkInteger(count, 1, 100_000_000, "count");
  if (machine.n === 2 && machine.m <= 12) return exactDraws(machine, count, random);
  const grid = wholeWindow(machine);
  const { columns, xmin, ymin } = grid;
  const [width, height] = cellSize(grid);
  const bounds = cellBounds(machine, grid);
  const cumulative = cumulativeMass(bounds);
  const values = new Float64Array(2 * count);
  const wanted = Math.min(count, 4096);
  const [proposals, bound] = [new Float64Array(2 * wanted), new Float64Array(wanted)];
  for (let kept = 0; kept < count;) {
    for (let row = 0; row < wanted; row++) {
      const cell = firstAbove(cumulative, random.uniform() * cumulative[cumulative.length - 1]);
      bound[row] = bounds[cell];
      proposals[2 * row] = xmin + ((cell % columns) + random.uniform()) * width;
      proposals[2 * row + 1] = ymin + (Math.floor(cell / columns) + random.uniform()) * height;
    }
    const c = loopEvaluator.c(machine, proposals);
    for (let row = 0; row < wanted && kept < count; row++) {
      if (random.uniform() >= Math.exp(c[row] - bound[row])) continue;
      values.set(proposals.subarray(2 * row, 2 * row + 2), 2 * kept++);
    }
  }
  return { n: 2, count, values };
}

/** What log of the density, less log Z, is nowhere above in each cell. */
function cellBounds(machine: Machine, grid: GridSpec): Float64Array {
  const { columns, rows, xmin, ymin } = grid;
  const sides = cellSize(grid);
  const slack = variances(machine).reduce((sum, variance, i) => sum + sides[i] ** 2 / (8 * variance), 0);
  const bounds = new Float64Array(columns * rows);
  let below: Float64Array = new Float64Array(0);
  for (let row = 0; row <= rows; row++) {
    const corners = new Float64Array(2 * (columns + 1));
    for (let column = 0; column <= columns; column++) {
      corners[2 * column] = xmin + column * sides[0];
      corners[2 * column + 1] = ymin + row * sides[1];
    }
    const above = loopEvaluator.c(machine, corners);
    for (let column = 0; row > 0 && column < columns; column++)
      bounds[(row - 1) * columns + column] =
        slack + Math.max(below[column], below[column + 1], above[column], above[column + 1]);
    below = above;
  }
  return bounds;
}

/** Sums of exp(bounds) up to each cell, over the greatest of them. */
function cumulativeMass(bounds: Float64Array): Float64Array {
  const greatest = bounds.reduce((most, value) => Math.max(most, value), -Infinity);
  let sum = 0;
  return bounds.map((value) => (sum += Math.exp(value - greatest)));
}
