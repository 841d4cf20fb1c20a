import { classProbabilities, fitMultinomialRegression } from "../../rbm/baselines/multinomialRegression.js";
import { fitGaussianMixture, mixtureNegativeLogLikelihood } from "../../rbm/data/gaussianMixture.js";
import { angularDensity } from "../../rbm/exact/angularDensity.js";
import { densityGrid } from "../../rbm/exact/densityGrid.js";
import { exactLogPartition, negativeLogLikelihood } from "../../rbm/exact/likelihood.js";
import { distancesByStep } from "../../rbm/judging/kuiperDistance.js";
import { nearestOf } from "../../rbm/judging/nearestOf.js";
import { createRandom } from "../../rbm/random.js";
import { autocorrelation, effectiveSampleSize, splitRhat } from "../../rbm/sampling/diagnostics.js";
import { mend } from "../../rbm/sampling/mend.js";
import { noisyChains } from "../../rbm/sampling/noisyChains.js";
import type { ClassifyTask, LibraryResults, LibraryTask } from "./protocol.js";

/** Does what the library does; its errors are its own. @param tell told the share that is done, where that is known */
export function carryOut(task: LibraryTask, tell: (fraction: number) => void): LibraryResults[keyof LibraryResults] {
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
    case "angle density":
      return angularDensity(task.machine, task.logZ);
    case "forgetting":
      return distancesByStep(task.trajectory, task.machine, task.steps);
    case "noisy chains": {
      const { seed, ...chains } = task;
      const onStep = (done: number): void => tell(done / chains.steps);
      return noisyChains({ ...chains, random: createRandom(seed, "noise"), onStep }).x;
    }
    case "nearest":
      return nearestOf(task.x, task.among);
    case "mend":
      return mend(task.request);
    case "classify":
      return classify(task);
  }
}

function classify({ x, labels, test, penalty, ...task }: ClassifyTask): LibraryResults["classify"] {
  const classes = task.classes ?? Math.max(1, ...Array.from(labels)) + 1;
  const model = fitMultinomialRegression({ x, labels, classes, penalty, iterations: 500 });
  const p = classProbabilities(model, test);
  const named = Float64Array.from({ length: test.count }, (_, row) => {
    const own = p.subarray(row * classes, (row + 1) * classes);
    return own.indexOf(Math.max(...own));
  });
  return { named, probability: named.map((label, row) => p[row * classes + label]) };
}
