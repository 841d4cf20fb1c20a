import { fitGaussianMixture, mixtureNegativeLogLikelihood } from "../../rbm/data/gaussianMixture.js";
import { densityGrid } from "../../rbm/exact/densityGrid.js";
import { exactLogPartition, negativeLogLikelihood } from "../../rbm/exact/likelihood.js";
import { createRandom } from "../../rbm/random.js";
import { autocorrelation, effectiveSampleSize, splitRhat } from "../../rbm/sampling/diagnostics.js";
import type { LibraryResults, LibraryTask } from "./protocol.js";

/** Does what the library does; its errors are its own. */
export function carryOut(task: LibraryTask): LibraryResults[keyof LibraryResults] {
  switch (task.kind) {
    case "mixture": {
      const { data, components } = task;
      const random = createRandom(task.seed ?? components, "mixture");
      const { weights, means, covariances, nll } = fitGaussianMixture({ data, components, random });
      return { mixture: { n: data.n, weights, means, covariances }, nll };
    }
    case "mixture nll":
      return mixtureNegativeLogLikelihood(task.mixture, task.data);
    case "mixing": {
      const { trajectory, burnIn, greatestLag } = task;
      const { chains, n, steps, x } = trajectory;
      const settled = { ...trajectory, steps: steps - burnIn, x: x.subarray(burnIn * chains * n) };
      const coordinates = Array.from({ length: n }, (_, coordinate) => coordinate);
      return {
        autocorrelations: coordinates.map((coordinate) => autocorrelation(settled, coordinate, greatestLag)),
        effectiveSampleSizes: coordinates.map((coordinate) => effectiveSampleSize(settled, coordinate)),
        splitRhats: coordinates.map((coordinate) => splitRhat(settled, coordinate))
      };
    }
    case "density":
      return densityGrid(task.machine, task.grid);
    case "nll":
      return negativeLogLikelihood(task.machine, task.data);
    case "logZ":
      return exactLogPartition(task.machine);
  }
}
