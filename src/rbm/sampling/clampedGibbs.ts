import { ShapeError } from "../errors.js";
import { variances } from "../model/machine.js";
import type { Machine } from "../model/machine.js";
import type { Random } from "../random.js";
import { checkInteger, packRows } from "../shapes.js";
import type { Points, Rows } from "../shapes.js";

export interface ClampedGibbsOptions {
  machine: Machine;
  /** where the chains start, shape (chains, n); what is known must hold there already */
  x: Rows;
  /** shape (n,): not 0 for a visible unit that is held as it is */
  known: ArrayLike<number>;
  steps: number;
  random: Random;
  /** sees every chain's x after each step, (chains, n) row-major; the array is used again */
  visit?: (x: Float64Array, step: number) => void;
}

/**
 * Gibbs chains that leave p(x, z | known x) invariant: z ~ p(z | x), then x ~ p(x | z) for the units that are not known.
 * Visible units are independent given z, so that holding some leaves the others' conditional as it was.
 * @returns the last x of each chain, (chains, n)
 * @throws ShapeError, ValueError
 */
export function clampedGibbs(options: ClampedGibbsOptions): Points {
  const { machine, known, steps, random, visit } = options;
  const { n, m, b, W, d } = machine;
  const x = packRows(options.x, n, "x");
  if (known.length !== n) throw new ShapeError("known", `(${known.length},)`, `(${n},)`);
  checkInteger(steps, 1, 1_000_000, "steps");
  const chains = x.length / n;
  const sigma2 = variances(machine);
  const free = Array.from({ length: n }, (_, i) => i).filter((i) => !known[i]);
  // Unit by unit, and the free visible units only: what is known gives each chain's activations a constant.
  const columns = new Float64Array(m * free.length);
  for (let j = 0; j < m; j++) free.forEach((i, f) => (columns[j * free.length + f] = W[i * m + j]));
  const constants = new Float64Array(chains * m);
  for (let chain = 0; chain < chains; chain++)
    for (let j = 0; j < m; j++) {
      let a = d[j];
      for (let i = 0; i < n; i++) if (known[i]) a += (x[chain * n + i] * W[i * m + j]) / sigma2[i];
      constants[chain * m + j] = a;
    }
  const [scaled, mean] = [new Float64Array(free.length), new Float64Array(free.length)];
  for (let step = 0; step < steps; step++) {
    for (let chain = 0; chain < chains; chain++) {
      free.forEach((i, f) => {
        scaled[f] = x[chain * n + i] / sigma2[i];
        mean[f] = b[i];
      });
      for (let j = 0; j < m; j++) {
        const at = j * free.length;
        let a = constants[chain * m + j];
        for (let f = 0; f < free.length; f++) a += scaled[f] * columns[at + f];
        if (!random.bernoulli(1 / (1 + Math.exp(-a)))) continue;
        for (let f = 0; f < free.length; f++) mean[f] += columns[at + f];
      }
      free.forEach((i, f) => (x[chain * n + i] = mean[f] + Math.sqrt(sigma2[i]) * random.normal()));
    }
    visit?.(x, step);
  }
  return { n, count: chains, values: x };
}
