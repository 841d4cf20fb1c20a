import { fitDiagonalMixture, diagonalMixtureNegativeLogLikelihood } from "../rbm/baselines/diagonalMixture.js";
import { factorAnalysisGaussian, fitFactorAnalysis } from "../rbm/baselines/factorAnalysis.js";
import { fitGaussian } from "../rbm/baselines/gaussian.js";
import { digitsFromCSV } from "../rbm/data/digits.js";
import type { DigitsBaselines, ImageScore } from "../rbm/data/digitsScores.js";
import { standardSplit } from "../rbm/data/digitsSplit.js";
import { fitGaussianMixture, mixtureNegativeLogLikelihood } from "../rbm/data/gaussianMixture.js";
import type { GaussianMixture } from "../rbm/data/gaussianMixture.js";
import { createRandom } from "../rbm/random.js";

/** The other models of the comparison, fitted to the 1500 images, each scored on those and on the 297 others. */
export function digitsBaselines(csv: string): DigitsBaselines {
  const { train, test } = standardSplit(digitsFromCSV(csv));
  const data = train.x;
  const scored = (mixture: GaussianMixture): ImageScore => ({
    train: mixtureNegativeLogLikelihood(mixture, data),
    test: mixtureNegativeLogLikelihood(mixture, test.x)
  });
  const random = (name: string) => createRandom(0, `digits: ${name}`);
  const diagonal = fitDiagonalMixture({
    data,
    components: 60,
    varianceFloor: 1e-4,
    restarts: 3,
    random: random("diagonal mixture")
  });
  return {
    gaussian: scored(fitGaussian(data)),
    factors: scored(factorAnalysisGaussian(fitFactorAnalysis({ data, factors: 20, random: random("factors") }))),
    mixtureFull: scored(
      fitGaussianMixture({
        ...{
          data,
          components: 10,
          covarianceFloor: 1e-3,
          restarts: 3,
          clustering: 20,
          iterations: 60,
          tolerance: 1e-3
        },
        random: random("mixture")
      })
    ),
    mixtureDiagonal: {
      train: diagonal.nll,
      test: diagonalMixtureNegativeLogLikelihood(diagonal, test.x)
    }
  };
}
