import { contours } from "d3";
import type { DensityGrid, GridSpec } from "../../../rbm/index.js";

const bands = 1024;

/**
 * Those shares of the whole mass that the grid's window holds, each as a share of what it holds: a density that lies
 * mostly beyond the window has no line round half of it there.
 */
export function sharesWithin(grid: DensityGrid, shares: readonly number[]): number[] {
  const { density, columns, rows } = grid;
  const cell = ((grid.xmax - grid.xmin) / columns) * ((grid.ymax - grid.ymin) / rows);
  let mass = 0;
  for (let i = 0; i < density.length; i += 1) if (density[i] > 0) mass += density[i] * cell;
  return shares.filter((share) => share <= mass).map((share) => share / Math.min(1, mass));
}

/**
 * The densities above which each share of the grid's mass lies: the borders of its highest-density regions.
 * @param shares each between 0 and 1
 * @returns one level a share, in the order given
 */
export function massLevels(grid: DensityGrid, shares: readonly number[]): number[] {
  const { density } = grid;
  let peak = 0;
  let total = 0;
  for (let i = 0; i < density.length; i += 1) {
    if (!(density[i] > 0)) continue;
    total += density[i];
    if (density[i] > peak) peak = density[i];
  }
  if (!(peak > 0)) return shares.map(() => 0);
  // Cells are counted into bands of density, and only the band that a level falls into is sorted.
  const bandOf = (p: number) => Math.floor((p / peak) * (bands - 1));
  const massOf = new Float64Array(bands);
  for (let i = 0; i < density.length; i += 1) if (density[i] > 0) massOf[bandOf(density[i])] += density[i];
  return shares.map((share) => {
    let mass = 0;
    let band = bands - 1;
    while (band > 0 && mass + massOf[band] < share * total) mass += massOf[band--];
    const within = Float64Array.from(density)
      .filter((p) => p > 0 && bandOf(p) === band)
      .sort();
    for (let i = within.length - 1; i >= 0; i -= 1) {
      mass += within[i];
      if (mass >= share * total) return within[i];
    }
    return within[0] ?? 0;
  });
}

/**
 * Where the density, interpolated between cell centres, equals `level`: closed lines, which follow the window's border
 * where they leave it.
 * @returns one line each, (x₁, x₂) flat; the last point is the first
 */
export function contourLines(grid: GridSpec & { readonly density: ArrayLike<number> }, level: number): Float64Array[] {
  const { columns, rows, density } = grid;
  const dx = (grid.xmax - grid.xmin) / columns;
  const dy = (grid.ymax - grid.ymin) / rows;
  const { coordinates } = contours()
    .size([columns, rows])
    .contour(density as number[], level);
  return coordinates.flat().map((line) => {
    const flat = new Float64Array(2 * line.length);
    for (const [i, [column, row]] of line.entries()) {
      flat[2 * i] = grid.xmin + column * dx;
      flat[2 * i + 1] = grid.ymin + row * dy;
    }
    return flat;
  });
}
