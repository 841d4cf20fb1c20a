import { ShapeError } from "../errors.js";
import { cellCentres, checkGrid } from "./grid.js";
import type { DensityGrid, GridSpec } from "./grid.js";
import { exactLogPartition } from "./likelihood.js";
import { loopEvaluator } from "../model/loops.js";
import type { Machine } from "../model/machine.js";

/**
 * p(x) at the centre of each cell, n = 2.
 * @param machine with n = 2
 * @param logZ in nats; left out, it is found over the whole plane, so that a window may show a detail
 * @param grid the window and its cells
 * @throws ShapeError if n is not 2, ValueError if the grid is malformed, WindowError as exactLogPartition
 */
export function densityGrid(machine: Machine, grid: GridSpec, logZ?: number): DensityGrid {
  if (machine.n !== 2) throw new ShapeError("machine", `n = ${machine.n}`, "n = 2: the grid lies in a plane");
  checkGrid(grid);
  const total = logZ ?? exactLogPartition(machine);
  const density = loopEvaluator.c(machine, cellCentres(grid)).map((value) => Math.exp(value - total));
  const { xmin, xmax, ymin, ymax, columns, rows } = grid;
  return { xmin, xmax, ymin, ymax, columns, rows, density, logZ: total };
}
