import { logMixtureDensity, mixtureDraws } from "./gaussianMixture.js";
import type { GaussianMixture } from "./gaussianMixture.js";
import { entropyByQuadrature } from "./planeData.js";
import type { PlaneLaw } from "./planeData.js";

/** A mixture of Gaussians in the plane as a law. @param cell the size of a cell for the entropy: half the least deviation */
export function mixtureLaw(name: string, mixture: GaussianMixture, cell: number): PlaneLaw {
  const logDensity: PlaneLaw["logDensity"] = (x) => logMixtureDensity(mixture, x);
  const greatest = Math.max(...mixture.covariances.flatMap((rows) => rows.map((row, i) => Math.sqrt(row[i]))));
  const reach = Math.max(...mixture.means.flat().map(Math.abs)) + 6 * greatest;
  let entropy: number | undefined;
  return {
    name,
    draw: (count, random) => mixtureDraws(mixture, count, random),
    logDensity,
    get entropy() {
      return (entropy ??= entropyByQuadrature(logDensity, reach, Math.ceil((2 * reach) / cell)));
    }
  };
}

/** Round Gaussians of one deviation and equal weight. */
export function roundMixture(means: readonly (readonly [number, number])[], deviation: number): GaussianMixture {
  return {
    n: 2,
    weights: means.map(() => 1 / means.length),
    means: means.map((mean) => [...mean]),
    covariances: means.map(() => [
      [deviation ** 2, 0],
      [0, deviation ** 2]
    ])
  };
}
