import { contours } from "d3";
import type { DensityGrid, GridSpec } from "../../../rbm/index.js";

/**
 * The densities above which each share of the grid's mass lies: the borders of its highest-density regions.
 * @param shares each between 0 and 1
 * @returns one level a share, in the order given
 */
export function massLevels(grid: DensityGrid, shares: readonly number[]): number[] {
  const ascending = Float64Array.from(grid.density);
  let total = 0;
  for (let i = 0; i < ascending.length; i += 1) {
    if (!(ascending[i] > 0)) ascending[i] = 0;
    total += ascending[i];
  }
  ascending.sort();
  return shares.map((share) => {
    let mass = 0;
    for (let i = ascending.length - 1; i >= 0; i -= 1) {
      mass += ascending[i];
      if (mass >= share * total) return ascending[i];
    }
    return 0;
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
