import { logSumExp } from "./enumeration.js";
import { ShapeError, WindowError } from "../errors.js";
import { cellCentres, cellSize, checkGrid, logCellArea } from "./grid.js";
import type { GridSpec } from "./grid.js";
import { loopEvaluator } from "../model/loops.js";
import { variances } from "../model/machine.js";
import type { Machine } from "../model/machine.js";

/** The greatest share of the mass that a window may miss: an error of so many nats in log Z. */
const missableMass = 1e-6;

/** Cells of the widest grid that is summed on the way to an answer. */
const greatestCells = 1_000_000;

/**
 * log Z of a machine with two visible units, by the midpoint rule over x.
 *
 * The density is a mixture of Gaussians that all have the machine's own variances, so two bounds hold. Summed over
 * the whole plane the rule errs by less than 2 Σᵢ exp(−2π²σᵢ²/hᵢ²) of Z for cells of hᵢ (5e-9 at h = σ); and no mean
 * lies outside b + the sums of W's negative and positive parts.
 * @param machine with n visible and m hidden units
 * @param grid the window; left out, one that holds every component to eight standard deviations
 * @returns nats, to 1e-6 or better
 * @throws WindowError if the window misses more than 1e-6 of the mass, at its border or anywhere beyond, or where
 * its cells are wider than σ; ShapeError where n is not 2; ValueError where the grid is malformed
 */
export function logPartitionByQuadrature(machine: Machine, grid?: GridSpec): number {
  const whole = wholeWindow(machine);
  if (!grid) return sumOver(machine, whole);
  checkGrid(grid);
  checkResolution(machine, grid);
  const inside = sumOver(machine, grid);
  if (covers(grid, whole)) return inside;
  checkBorder(machine, grid, inside);
  const all = sumOver(machine, whole);
  const missed = 1 - Math.exp(inside - all);
  if (missed > missableMass) throw missing(grid, missed);
  return inside;
}

/**
 * A grid with cells of half a standard deviation over every mean, and eight standard deviations beyond.
 * @param machine with n visible and m hidden units
 * @throws ShapeError if n is not 2, WindowError if that is more than a million cells
 */
export function wholeWindow(machine: Machine): GridSpec {
  checkPlane(machine);
  const sides = [0, 1].map((i) => {
    const { m, b, W } = machine;
    const sigma = Math.exp(machine.logSigma2[i] / 2);
    let [low, high] = [b[i] - 8 * sigma, b[i] + 8 * sigma];
    for (let j = 0; j < m; j++) {
      low += Math.min(0, W[i * m + j]);
      high += Math.max(0, W[i * m + j]);
    }
    return { low, high, cells: Math.ceil((high - low) / (sigma / 2)) };
  });
  const [x, y] = sides;
  return checkCells({ xmin: x.low, xmax: x.high, ymin: y.low, ymax: y.high, columns: x.cells, rows: y.cells });
}

/** @throws ShapeError unless the machine has two visible units */
function checkPlane(machine: Machine): void {
  if (machine.n !== 2) throw new ShapeError("machine", `n = ${machine.n}`, "n = 2: the sum is over a plane");
}

function sumOver(machine: Machine, grid: GridSpec): number {
  // Row by row, so that a large grid needs no large array.
  const [, height] = cellSize(grid);
  const sums = new Float64Array(grid.rows);
  for (let row = 0; row < grid.rows; row++) {
    const ymin = grid.ymin + row * height;
    sums[row] = logSumExp(loopEvaluator.c(machine, cellCentres({ ...grid, ymin, ymax: ymin + height, rows: 1 })));
  }
  return logSumExp(sums) + logCellArea(grid);
}

function checkResolution(machine: Machine, grid: GridSpec): void {
  const sigma = variances(machine).map(Math.sqrt);
  cellSize(grid).forEach((size, i) => {
    if (size > sigma[i] * (1 + 1e-9))
      throw new WindowError(
        `cells are ${short(size)} wide along x${i}, more than σ = ${short(sigma[i])}: too coarse for the density`
      );
  });
}

/** The share of the mass in the outermost cells: where it is large, there is more beyond. */
function checkBorder(machine: Machine, grid: GridSpec, inside: number): void {
  const { columns, rows } = grid;
  const centres = cellCentres(grid);
  const border: number[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      if (row === 0 || row === rows - 1 || column === 0 || column === columns - 1) {
        const at = 2 * (row * columns + column);
        border.push(centres[at], centres[at + 1]);
      }
  const mass = logSumExp(loopEvaluator.c(machine, Float64Array.from(border))) + logCellArea(grid);
  const share = Math.exp(mass - inside);
  if (!(share <= missableMass)) throw missing(grid, share);
}

function checkCells(grid: GridSpec): GridSpec {
  const cells = grid.columns * grid.rows;
  if (!(cells <= greatestCells))
    throw new WindowError(
      `the means of this machine may lie anywhere from (${short(grid.xmin)}, ${short(grid.ymin)}) to ` +
        `(${short(grid.xmax)}, ${short(grid.ymax)}): at half a σ a cell that is ${cells} cells, more than ${greatestCells}`
    );
  return grid;
}

function covers(outer: GridSpec, inner: GridSpec): boolean {
  return outer.xmin <= inner.xmin && outer.xmax >= inner.xmax && outer.ymin <= inner.ymin && outer.ymax >= inner.ymax;
}

function missing(grid: GridSpec, share: number): WindowError {
  const { xmin, xmax, ymin, ymax } = grid;
  return new WindowError(
    `the window [${xmin}, ${xmax}] × [${ymin}, ${ymax}] misses mass: a share of ${short(share)} lies at its border ` +
      `or beyond, and it must be at most ${missableMass}`
  );
}

function short(value: number): string {
  return value.toPrecision(3);
}
