import { ValueError } from "../errors.js";
import { checkInteger } from "../shapes.js";

/**
 * A window cut into columns × rows cells, each stood for by its centre. Values over it are row-major, row 0 at the
 * smallest y.
 */
export interface GridSpec {
  readonly xmin: number;
  readonly xmax: number;
  readonly ymin: number;
  readonly ymax: number;
  readonly columns: number;
  readonly rows: number;
}

/** The normalised density p(x) at the centre of each cell, and log Z in nats. */
export interface DensityGrid extends GridSpec {
  readonly density: Float32Array | Float64Array;
  readonly logZ: number;
}

/** @throws ValueError if a side is empty, infinite or without cells */
export function checkGrid(grid: GridSpec): void {
  const { xmin, xmax, ymin, ymax, columns, rows } = grid;
  if (!(Number.isFinite(xmin) && Number.isFinite(xmax) && xmin < xmax))
    throw new ValueError("grid", `reaches from xmin = ${xmin} to xmax = ${xmax}; it must be finite, xmin below xmax`);
  if (!(Number.isFinite(ymin) && Number.isFinite(ymax) && ymin < ymax))
    throw new ValueError("grid", `reaches from ymin = ${ymin} to ymax = ${ymax}; it must be finite, ymin below ymax`);
  checkInteger(columns, 1, 100_000, "grid columns");
  checkInteger(rows, 1, 100_000, "grid rows");
}

/**
 * Width and height of a cell.
 * @returns both in the units of x
 */
export function cellSize({ xmin, xmax, ymin, ymax, columns, rows }: GridSpec): readonly [number, number] {
  return [(xmax - xmin) / columns, (ymax - ymin) / rows];
}

export function logCellArea(grid: GridSpec): number {
  return cellSize(grid).reduce((sum, size) => sum + Math.log(size), 0);
}

/**
 * The centres of all cells, shape (rows · columns, 2), flat.
 * @param grid the window and its cells
 */
export function cellCentres(grid: GridSpec): Float64Array {
  const { xmin, ymin, columns, rows } = grid;
  const [width, height] = cellSize(grid);
  const centres = new Float64Array(2 * rows * columns);
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      centres[at++] = xmin + (column + 0.5) * width;
      centres[at++] = ymin + (row + 0.5) * height;
    }
  return centres;
}
