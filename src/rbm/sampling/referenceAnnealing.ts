import { logMixtureDensity, mixtureDraws } from "../data/gaussianMixture.js";
import type { GaussianMixture } from "../data/gaussianMixture.js";
import { ShapeError, ValueError } from "../errors.js";
import { loopEvaluator } from "../model/loops.js";
import type { Machine } from "../model/machine.js";
import type { Random } from "../random.js";
import { checkInteger, packRows } from "../shapes.js";
import type { Rows } from "../shapes.js";
import { checkBetas, weightsSummary } from "./annealedImportance.js";
import type { LogPartitionEstimate } from "./annealedImportance.js";
import { drawHidden, drawVisible } from "./gibbs.js";

/**
 * Annealed importance sampling between a mixture r of Gaussians and a machine along q(x)^(1 − β) · e^(β c(x)), r being
 * q: the path of the marginals. Unlike a path of machines it stays where both ends are, so that a mixture fitted to the
 * data needs few temperatures. Two moves leave each density of it invariant: a Gibbs step of the machine, and a draw
 * from r, each accepted as Metropolis and Hastings say. The first is sure of acceptance at β = 1, the second at β = 0.
 * @returns log Z, too low on average; r is normalised, so that the mean weight estimates Z itself
 * @throws ShapeError, ValueError
 */
export function annealFromReference(options: {
  machine: Machine;
  reference: GaussianMixture;
  betas: readonly number[];
  chains: number;
  random: Random;
}): LogPartitionEstimate {
  const { machine, reference, betas, chains, random } = options;
  checkBetas(betas);
  checkReference(machine, reference);
  checkInteger(chains, 2, 10_000_000, "chains");
  const x = mixtureDraws(reference, chains, random).values as Float64Array;
  const logWeights = weightsAlong({ machine, reference, betas, x, random });
  const { logMean, ...rest } = weightsSummary(logWeights);
  return { logZ: logMean, logWeights, ...rest };
}

/**
 * The same in reverse, from draws of the machine: log Z, too high on average if they are the machine's own.
 * @param options.draws shape (chains, n)
 * @throws ShapeError, ValueError
 */
export function annealToReference(options: {
  machine: Machine;
  reference: GaussianMixture;
  betas: readonly number[];
  draws: Rows;
  random: Random;
}): LogPartitionEstimate {
  const { machine, reference, betas, random } = options;
  checkBetas(betas);
  checkReference(machine, reference);
  const x = packRows(options.draws, machine.n, "draws");
  if (x.length < 2 * machine.n) throw new ValueError("draws", "has one row; there must be at least two");
  const logWeights = weightsAlong({ machine, reference, betas: [...betas].reverse(), x, random });
  const { logMean, ...rest } = weightsSummary(logWeights);
  return { logZ: -logMean, logWeights, ...rest };
}

function weightsAlong(options: {
  machine: Machine;
  reference: GaussianMixture;
  betas: readonly number[];
  x: Float64Array;
  random: Random;
}): Float64Array {
  const { machine, reference, betas, x, random } = options;
  const { n } = machine;
  const chains = x.length / n;
  const rising = betas[0] === 0;
  // How much more the machine weighs each x than the reference does: all that the path needs of both.
  const excess = (values: Float64Array) => {
    const logR = logMixtureDensity(reference, values);
    return loopEvaluator.c(machine, values).map((c, row) => c - logR[row]);
  };
  const current = excess(x);
  const logWeights = new Float64Array(chains);

  function move(proposal: Float64Array, slope: number): void {
    const proposed = excess(proposal);
    for (let chain = 0; chain < chains; chain++) {
      if (random.uniform() >= Math.exp(slope * (proposed[chain] - current[chain]))) continue;
      current[chain] = proposed[chain];
      for (let at = chain * n; at < (chain + 1) * n; at++) x[at] = proposal[at];
    }
  }

  for (let k = 0; k + 1 < betas.length; k++) {
    const beta = betas[k + 1];
    for (let chain = 0; chain < chains; chain++) logWeights[chain] += (beta - betas[k]) * current[chain];
    if (k + 2 === betas.length) break;
    const moves = [
      () => {
        const z = drawHidden(machine, x, random, loopEvaluator);
        move(drawVisible(machine, z, random, loopEvaluator), beta - 1);
      },
      () => move(mixtureDraws(reference, chains, random).values as Float64Array, beta)
    ];
    // In reverse the moves of a temperature come in the opposite order too: then the chains are those forward, run back.
    for (const each of rising ? moves : moves.reverse()) each();
  }
  return logWeights;
}

function checkReference({ n }: Machine, reference: GaussianMixture): void {
  if (reference.n !== n) throw new ShapeError("reference", `n = ${reference.n}`, `n = ${n}, as the machine has`);
}
