import { ValueError } from "../errors.js";
import { weightsSummary } from "./annealedImportance.js";
import type { LogPartitionEstimate } from "./annealedImportance.js";

/** How far the two estimates' bases may differ, in nats: their sums are rounded apart. */
const baseTolerance = 1e-6;

/**
 * log Z from both directions of one annealing together, by Bennett's acceptance ratio (Bennett, 1976; along paths that
 * leave equilibrium Crooks, 2000). A weight w of Z / Z₀ is met in reverse w / (Z / Z₀) times as often as forward. So
 * the log-odds that a weight u = log w − log (Z / Z₀) came of the reverse chains is u + log(chains in reverse / chains
 * forward), and log Z is where as many of all weights are expected of the reverse chains as there are: of the
 * estimates from both sets of weights the one with the least variance. It rests on the weights that both directions
 * meet, and not on the rare large ones that either misses.
 *
 * The forward chains must pass the temperatures of the reverse ones by the same moves in the opposite order, and the
 * reverse ones start from the machine's own draws.
 * @param forward of annealedLogPartition or annealFromReference
 * @param reverse from the same base, of reverseAnnealedLogPartition or annealToReference
 * @returns nats, and the standard error by the delta method (Shirts et al., 2003)
 * @throws ValueError if the two have not the same base
 */
export function bennettLogPartition(
  forward: Pick<LogPartitionEstimate, "logZ" | "logWeights">,
  reverse: Pick<LogPartitionEstimate, "logZ" | "logWeights">
): Pick<LogPartitionEstimate, "logZ" | "standardError"> {
  const there = forward.logWeights;
  // Of Z / Z₀, as the forward ones are.
  const back = reverse.logWeights.map((value) => -value);
  const base = forward.logZ - weightsSummary(there).logMean;
  const other = reverse.logZ + weightsSummary(reverse.logWeights).logMean;
  if (!(Math.abs(base - other) <= baseTolerance))
    throw new ValueError(
      "reverse",
      `starts from log Z₀ = ${other.toPrecision(6)}, forward from ${base.toPrecision(6)}; they must be the same`
    );
  const odds = Math.log(back.length / there.length);
  const reverseShare = (weight: number, logRatio: number) => 1 / (1 + Math.exp(logRatio - weight - odds));
  const forwardShare = (weight: number, logRatio: number) => 1 / (1 + Math.exp(weight + odds - logRatio));

  // What is taken for the other direction's, one way less the other; it falls as the ratio grows.
  const surplus = (logRatio: number) => {
    let sum = 0;
    for (const weight of there) sum += reverseShare(weight, logRatio);
    for (const weight of back) sum -= forwardShare(weight, logRatio);
    return sum;
  };
  let [low, high] = [Infinity, -Infinity];
  for (const weight of [...there, ...back]) [low, high] = [Math.min(low, weight), Math.max(high, weight)];
  const margin = Math.abs(odds) + Math.log(there.length + back.length) + 1;
  [low, high] = [low - margin, high + margin];
  for (let halvings = 0; halvings < 100; halvings++) {
    const middle = (low + high) / 2;
    if (surplus(middle) > 0) low = middle;
    else high = middle;
  }
  const logRatio = (low + high) / 2;
  const variance =
    relativeVariance(there.map((weight) => reverseShare(weight, logRatio))) +
    relativeVariance(back.map((weight) => forwardShare(weight, logRatio)));
  return { logZ: base + logRatio, standardError: Math.sqrt(variance) };
}

/** Of the mean of positive values, over its square. */
function relativeVariance(values: Float64Array): number {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value / mean - 1) ** 2, 0);
  return squares / (count - 1) / count;
}
