import { ShapeError } from "../../../src/rbm/errors.js";
import { variances } from "../../../src/rbm/model/machine.js";
import type { Machine } from "../../../src/rbm/model/machine.js";
import { packVector } from "../../../src/rbm/shapes.js";
import type { Vector } from "../../../src/rbm/shapes.js";
import { checkEnumerable, logSumExp, visitStates } from "../../../src/rbm/exact/enumeration.js";

/**
 * Mean and variance of each visible unit given some of them, by enumeration of z: the unknown x are a mixture of
 * Gaussians N(b + Wz, σ²) with log weight d·z + Σ_known xᵢ(Wz)ᵢ/σᵢ² + Σ_unknown ((bᵢ + (Wz)ᵢ)² − bᵢ²)/2σᵢ².
 * @param x shape (n,); only what is known is read
 * @param known shape (n,): not 0 for a unit whose x is known
 * @throws ShapeError, ValueError if m exceeds enumerableHidden
 */
export function conditionalMoments(
  machine: Machine,
  x: Vector,
  known: ArrayLike<number>
): { readonly mean: Float64Array; readonly variance: Float64Array } {
  const { n, m, b } = machine;
  const given = packVector(x, n, "x");
  if (known.length !== n) throw new ShapeError("known", `(${known.length},)`, `(${n},)`);
  const sigma2 = variances(machine);
  const logWeights = new Float64Array(2 ** checkEnumerable(m));
  visitStates(machine, (state, dz, centre) => {
    let logWeight = dz;
    for (let i = 0; i < n; i++)
      logWeight += known[i]
        ? (given[i] * (centre[i] - b[i])) / sigma2[i]
        : (centre[i] ** 2 - b[i] ** 2) / (2 * sigma2[i]);
    logWeights[state] = logWeight;
  });
  const total = logSumExp(logWeights);
  const [mean, square] = [new Float64Array(n), new Float64Array(n)];
  visitStates(machine, (state, _, centre) => {
    const p = Math.exp(logWeights[state] - total);
    for (let i = 0; i < n; i++) {
      mean[i] += p * centre[i];
      square[i] += p * (centre[i] ** 2 + sigma2[i]);
    }
  });
  const variance = square.map((value, i) => (known[i] ? 0 : value - mean[i] ** 2));
  return { mean: mean.map((value, i) => (known[i] ? given[i] : value)), variance };
}
