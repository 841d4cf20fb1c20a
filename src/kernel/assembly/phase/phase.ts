// A phase of the gradient: sums of p(z|x) over the data, or over draws, or over weighted nodes.

import { addModerateGroup, isModerate, measure } from "./moderateGroup";
import { addPlaneGroup } from "./planeGroup";

/** Rows in one pass over the units: so many float32 terms are summed before the sum is kept. */
const PASS: i32 = 512;

/**
 * Adds scale · Σ ω p(z|x) and scale · Σ ω p(z|x) x to `sums` (as θ lies: d and W), over `count` rows of x, n = 2, ω being 1
 * if `weights` is 0. Returns Σ softplus(a) over rows and units, unweighted; 0 if weights are given.
 * `work` has room for PASS vectors.
 */
export function addPhase(
  theta: usize,
  m: i32,
  inverses: usize,
  x: usize,
  count: i32,
  weights: usize,
  scale: f32,
  sums: usize,
  work: usize
): f64 {
  let total: f64 = 0;
  for (let from = 0; from < count; from += PASS) {
    const rows = min(PASS, count - from);
    const xs = x + (<usize>from << 3);
    const passWeights = weights ? weights + (<usize>from << 2) : 0;
    if (!weights) measure(xs, rows);
    for (let j = 0; j < m; j += 4) {
      if (weights) addPlaneGroup(true, theta, m, inverses, xs, rows, passWeights, scale, sums, work, j);
      else if (isModerate(theta, m, inverses, j)) total += addModerateGroup(theta, m, inverses, xs, rows, scale, sums, work, j);
      else total += addPlaneGroup(false, theta, m, inverses, xs, rows, 0, scale, sums, work, j);
    }
  }
  return total;
}
