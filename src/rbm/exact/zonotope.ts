import { ShapeError } from "../errors.js";
import type { Machine } from "../model/machine.js";

/**
 * The border of the means that a machine can reach, n = 2: the convex hull of all b + Wz, z of {0, 1}^m. It is a
 * zonotope, the sum of b and the segments from 0 to each column of W, so 2^m sums need not be formed: its edges are the
 * columns, sorted by angle, each once forward and once back (Ziegler, Lectures on Polytopes, 1995, lecture 7).
 * @param machine with n = 2
 * @returns corners (x₁, x₂) counterclockwise from the lowest, in the units of x; one if all columns are 0, two if all
 * lie on a line
 * @throws ShapeError if n is not 2
 */
export function reachableMeans({ n, m, b, W }: Machine): [number, number][] {
  if (n !== 2) throw new ShapeError("machine", `n = ${n}`, "n = 2: the border lies in a plane");
  let [x1, x2] = [b[0], b[1]];
  const edges: [number, number][] = [];
  for (let j = 0; j < m; j++) {
    const [w1, w2] = [W[j], W[m + j]];
    if (w1 === 0 && w2 === 0) continue;
    const down = w2 < 0 || (w2 === 0 && w1 < 0);
    // The lowest corner is where every column that points down is switched on.
    if (down) [x1, x2] = [x1 + w1, x2 + w2];
    edges.push(down ? [-w1, -w2] : [w1, w2]);
  }
  edges.sort((a, c) => Math.atan2(a[1], a[0]) - Math.atan2(c[1], c[0]));
  const corners: [number, number][] = [];
  for (const sign of [1, -1])
    for (const [w1, w2] of mergeParallel(edges)) {
      corners.push([x1, x2]);
      [x1, x2] = [x1 + sign * w1, x2 + sign * w2];
    }
  return corners.length > 0 ? corners : [[x1, x2]];
}

/** Edges of one direction as one; they stand side by side. */
function mergeParallel(edges: readonly [number, number][]): [number, number][] {
  const merged: [number, number][] = [];
  for (const [w1, w2] of edges) {
    const last = merged.at(-1);
    if (last && last[0] * w2 === last[1] * w1) merged[merged.length - 1] = [last[0] + w1, last[1] + w2];
    else merged.push([w1, w2]);
  }
  return merged;
}

/**
 * Area of a polygon, by the shoelace formula.
 * @param corners counterclockwise
 * @returns in squared units of x
 */
export function polygonArea(corners: readonly (readonly [number, number])[]): number {
  return corners.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

/**
 * Whether a convex polygon holds a point, its border included.
 * @param corners counterclockwise, three at least: fewer hold nothing
 */
export function polygonHolds(corners: readonly (readonly [number, number])[], x1: number, x2: number): boolean {
  if (corners.length < 3) return false;
  return corners.every(([x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length];
    return (nextX - x) * (x2 - y) - (nextY - y) * (x1 - x) >= 0;
  });
}
