import { between, positive } from "../checks.js";
import { loopEvaluator } from "../model/loops.js";
import { variances } from "../model/machine.js";
import type { Machine } from "../model/machine.js";
import type { Random } from "../random.js";
import { check, checkInteger, packRows } from "../shapes.js";
import type { Points, Rows } from "../shapes.js";
import { drawHidden } from "./gibbs.js";

/** How the x of a Gibbs–Langevin sweep moves. */
export interface LangevinMove {
  /** η / σᵢ², of (0, 1]: each axis has a step in proportion to its own variance */
  readonly stepSize: number;
  /** Langevin steps a sweep */
  readonly innerSteps: number;
  /** whether each sweep's x is accepted or refused by Metropolis and Hastings */
  readonly corrected: boolean;
}

/**
 * One Gibbs–Langevin sweep of every row (Liao et al., 2022, algorithm 2): z ~ p(z | x), then `innerSteps` times
 * x ← x − η (x − μ) / σ² + √(2η) ε with μ = b + Wz and ε ~ N(0, 1).
 *
 * Given z these steps are an autoregression about μ with factor β = 1 − η/σ², reversible with respect to N(μ, v),
 * v = σ² / (1 − η/2σ²). That is wider than p(x | z) = N(μ, σ²), so that without correction the chain has another law
 * than the machine, by more the larger the step. With it the whole move is accepted with probability
 * min(1, exp(Σᵢ (η/2σᵢ²) ((xᵢ − μᵢ)² − (x′ᵢ − μᵢ)²) / 2σᵢ²)), and the machine's density is invariant. The move is decided
 * while z is fixed; Liao et al. decide on x and the next z together, which has a density of proposals to work out.
 * @param x visible units, shape (batch, n)
 * @returns the new x, (batch, n), and how many rows were accepted
 * @throws ShapeError, ValueError
 */
export function gibbsLangevinStep(
  machine: Machine,
  x: Rows,
  move: LangevinMove,
  random: Random
): { x: Points; accepted: number } {
  const { n } = machine;
  const old = packRows(x, n, "x");
  checkLangevinMove(move);
  const { stepSize, innerSteps, corrected } = move;
  const sigma2 = variances(machine);
  const mean = loopEvaluator.xMeanGivenZ(machine, drawHidden(machine, old, random, loopEvaluator));
  const values = old.slice();
  const count = old.length / n;
  // The autoregression's steps are Gaussian, and so is their sum: all of them take one draw.
  const factor = (1 - stepSize) ** innerSteps;
  const widening = 1 / (1 - stepSize / 2);
  const spread = Math.sqrt(widening * (1 - factor ** 2));
  let accepted = 0;
  for (let row = 0; row < count; row++) {
    let logRatio = 0;
    for (let i = 0; i < n; i++) {
      const at = row * n + i;
      const away = old[at] - mean[at];
      const next = factor * away + spread * Math.sqrt(sigma2[i]) * random.normal();
      values[at] = mean[at] + next;
      logRatio += ((stepSize / 2) * (away ** 2 - next ** 2)) / (2 * sigma2[i]);
    }
    if (!corrected || random.uniform() < Math.exp(logRatio)) accepted++;
    else for (let at = row * n; at < (row + 1) * n; at++) values[at] = old[at];
  }
  return { x: { n, count, values }, accepted };
}

/** @throws ValueError */
export function checkLangevinMove({ stepSize, innerSteps }: LangevinMove): void {
  check(stepSize, positive, "stepSize");
  check(stepSize, between(0, 1), "stepSize");
  checkInteger(innerSteps, 1, 1_000_000, "innerSteps");
}
