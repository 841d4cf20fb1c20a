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
      for (const side of cut(above, (p00 + p10 + p01 + p11) / 4 > level)) {
        if (side === bottom) segments.push(x + dx * crossing(level, p00, p10), y);
        else if (side === right) segments.push(x + dx, y + dy * crossing(level, p10, p11));
        else if (side === top) segments.push(x + dx * crossing(level, p01, p11), y + dy);
        else segments.push(x, y + dy * crossing(level, p00, p01));
      }
    }
  }
  return segments;
}

/** How far from one corner to the next the level is crossed, 0 to 1. */
const crossing = (level: number, from: number, to: number) => (level - from) / (to - from);

const bottom = 0;
const right = 1;
const top = 2;
const left = 3;

/** The sides crossed, in pairs, by which corners are above: a bit for each, from the lower left, anticlockwise. */
const cuts: Record<number, readonly number[]> = {
  1: [left, bottom],
  2: [bottom, right],
  3: [left, right],
  4: [right, top],
  6: [bottom, top],
  7: [left, top]
};
// A saddle, both ways: the lower left and upper right corner cut off, or the other two.
const cutsLowerLeft: readonly number[] = [left, bottom, right, top];
const cutsUpperLeft: readonly number[] = [left, top, bottom, right];

function cut(above: number, highMiddle: boolean): readonly number[] {
  // The two high corners of a saddle are joined where its middle is high.
  if (above === 5 || above === 10) return (above === 5) === highMiddle ? cutsUpperLeft : cutsLowerLeft;
  return cuts[above > 7 ? 15 - above : above];
}
