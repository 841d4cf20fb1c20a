import { fitGaussianMixture } from "../../../../rbm/data/gaussianMixture.js";
import { exactLogPartition } from "../../../../rbm/exact/likelihood.js";
import { planeDraws } from "../../../../rbm/exact/planeDraws.js";
import type { Machine } from "../../../../rbm/model/machine.js";
import { createRandom } from "../../../../rbm/random.js";
import {
  annealedLogPartition,
  annealingSchedule,
  reverseAnnealedLogPartition
} from "../../../../rbm/sampling/annealedImportance.js";
import type { LogPartitionEstimate } from "../../../../rbm/sampling/annealedImportance.js";
import { bennettLogPartition } from "../../../../rbm/sampling/bennettRatio.js";
import { annealFromReference, annealToReference } from "../../../../rbm/sampling/referenceAnnealing.js";
import { baseFor } from "../../../../rbm/sampling/temperedPath.js";
import type { Points } from "../../../../rbm/shapes.js";

/** Where the annealing starts: one Gaussian, or a mixture of Gaussians. */
export type AnnealingStart = "gaussian" | "mixture";

export interface BracketsRequest {
  /** n = 2 */
  readonly machine: Machine;
  readonly start: AnnealingStart;
  readonly seed: number;
}

/** log Z from both sides and from the two together, at one expense; nats. */
export interface Bracket {
  readonly temperatures: number;
  readonly chains: number;
  readonly forward: Estimate;
  readonly reverse: Estimate;
  readonly together: Estimate;
  readonly exact: number;
}

type Estimate = Pick<LogPartitionEstimate, "logZ" | "standardError">;

/** Temperatures of each bracket, and ten chains a temperature: each is four times as dear as the one before. */
const expenses = [5, 10, 20, 40, 80, 160].map((temperatures) => ({ temperatures, chains: 10 * temperatures }));

/** Draws that the start is fitted to, and Gaussians of the mixture. */
const [fittedDraws, components] = [4000, 12];

/**
 * Brackets of log Z, each dearer than the one before, from the same start. The reverse direction starts from exact draws,
 * other ones than those that the start is fitted to. Yields the share that is done.
 * @throws ShapeError, WindowError, ValueError
 */
export function* brackets(
  { machine, start, seed }: BracketsRequest,
  onBracket: (bracket: Bracket) => void
): Generator<number, void> {
  yield 0;
  const exact = exactLogPartition(machine);
  const estimate = estimatorFrom(machine, start, seed);
  const total = expenses.reduce((sum, { temperatures, chains }) => sum + temperatures * chains, 0);
  let spent = 0;
  for (const { temperatures, chains } of expenses) {
    yield spent / total;
    const betas = annealingSchedule(temperatures, 1);
    const [forward, reverse] = estimate(betas, chains);
    const together = bennettLogPartition(forward, reverse);
    onBracket({ temperatures, chains, forward: summary(forward), reverse: summary(reverse), together, exact });
    spent += temperatures * chains;
  }
}

function estimatorFrom(machine: Machine, start: AnnealingStart, seed: number) {
  const fitted = planeDraws(machine, fittedDraws, createRandom(seed, "draws for the start"));
  const drawsOf = (chains: number): Points =>
    planeDraws(machine, chains, createRandom(seed, `draws for ${chains} chains`));
  const streams = (chains: number) =>
    ["forward", "reverse"].map((name) => createRandom(seed, `${name} with ${chains} chains`));
  if (start === "gaussian") {
    const base = baseFor(machine, fitted);
    return (betas: readonly number[], chains: number) => {
      const [forth, back] = streams(chains);
      return [
        annealedLogPartition({ machine, base, betas, chains, random: forth }),
        reverseAnnealedLogPartition({ machine, base, betas, draws: drawsOf(chains), random: back })
      ];
    };
  }
  const reference = fitGaussianMixture({
    data: fitted,
    components,
    restarts: 1,
    clustering: 10,
    random: createRandom(seed, "mixture for the start")
  });
  return (betas: readonly number[], chains: number) => {
    const [forth, back] = streams(chains);
    return [
      annealFromReference({ machine, reference, betas, chains, random: forth }),
      annealToReference({ machine, reference, betas, draws: drawsOf(chains), random: back })
    ];
  };
}

const summary = ({ logZ, standardError }: Estimate): Estimate => ({ logZ, standardError });
