import type { DensityGrid, GridSpec } from "../rbm/index.js";

/**
 * The densities above which each share of the grid's mass lies: the borders of its highest-density regions.
 * @param shares each between 0 and 1
 * @returns one level a share, in the order given
 */
export function massLevels(grid: DensityGrid, shares: readonly number[]): number[] {
  const descending = Float64Array.from(grid.density, (p) => (p > 0 ? p : 0))
    .sort()
    .reverse();
  let total = 0;
  for (const p of descending) total += p;
  return shares.map((share) => {
    let mass = 0;
    for (const p of descending) {
      mass += p;
      if (mass >= share * total) return p;
    }
    return 0;
  });
}

/**
 * The line where the density, interpolated between cell centres, equals `level`: marching squares, a saddle
 * decided by the mean of its corners (Lorensen and Cline 1987, in two dimensions).
 * @returns loose segments (x₁, x₂, x₁′, x₂′), flat; they meet at their ends, though not in order
 */
export function isolines(grid: GridSpec & { readonly density: ArrayLike<number> }, level: number): number[] {
  const { columns, rows, density } = grid;
  const dx = (grid.xmax - grid.xmin) / columns;
  const dy = (grid.ymax - grid.ymin) / rows;
  const segments: number[] = [];
  for (let row = 0; row + 1 < rows; row += 1) {
    for (let column = 0; column + 1 < columns; column += 1) {
      const at = row * columns + column;
      const p00 = density[at];
      const p10 = density[at + 1];
      const p01 = density[at + columns];
      const p11 = density[at + columns + 1];
      const above = (p00 > level ? 1 : 0) | (p10 > level ? 2 : 0) | (p11 > level ? 4 : 0) | (p01 > level ? 8 : 0);
      if (above === 0 || above === 15) continue;
      const x = grid.xmin + (column + 0.5) * dx;
      const y = grid.ymin + (row + 0.5) * dy;
      const cross = (from: number, to: number) => (level - from) / (to - from);
      const bottom = () => segments.push(x + dx * cross(p00, p10), y);
      const right = () => segments.push(x + dx, y + dy * cross(p10, p11));
      const top = () => segments.push(x + dx * cross(p01, p11), y + dy);
      const left = () => segments.push(x, y + dy * cross(p00, p01));
      const highMiddle = (p00 + p10 + p01 + p11) / 4 > level;
      for (const end of cut(above, highMiddle, { bottom, right, top, left })) end();
    }
  }
  return segments;
}

/** The sides a line crosses, in pairs; `above` has a bit for each corner above the level, from the lower left, anticlockwise. */
function cut<T>(above: number, highMiddle: boolean, { bottom, right, top, left }: Record<Side, T>): T[] {
  switch (above) {
    case 1:
    case 14:
      return [left, bottom];
    case 2:
    case 13:
      return [bottom, right];
    case 3:
    case 12:
      return [left, right];
    case 4:
    case 11:
      return [right, top];
    case 6:
    case 9:
      return [bottom, top];
    case 7:
    case 8:
      return [left, top];
    default:
      // A saddle: the two high corners are joined where the middle is high.
      return (above === 5) === highMiddle ? [left, top, bottom, right] : [left, bottom, right, top];
  }
}

type Side = "bottom" | "right" | "top" | "left";
