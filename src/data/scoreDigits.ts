import { accuracy, fitMultinomialRegression } from "../rbm/baselines/multinomialRegression.js";
import type { ImageMachine } from "../rbm/checkpoint/imageMachine.js";
import { namingPenalty } from "../rbm/data/digitsScores.js";
import type { DigitsScores } from "../rbm/data/digitsScores.js";
import { digitsFromCSV } from "../rbm/data/digits.js";
import { standardSplit } from "../rbm/data/digitsSplit.js";
import { logScale } from "../rbm/data/unstandardised.js";
import { loopEvaluator } from "../rbm/model/loops.js";
import { annealingSchedule } from "../rbm/sampling/annealedImportance.js";
import { gaussianOf } from "../rbm/sampling/temperedPath.js";
import type { Points } from "../rbm/shapes.js";
import { loadKernel } from "../kernel/node.js";

/** What annealed importance sampling is given: enough for a bracket of a tenth of a nat on the published machine. */
export const annealing = { chains: 100, temperatures: 600, power: 1, burnIn: 2000 };

/** Scores of a machine of digits: its likelihood between two estimates of log Z, and what its hidden units can tell. */
export function scoreDigits({ machine, standardisation }: ImageMachine, csv: string, seed = 0): DigitsScores {
  const { train, test } = standardSplit(digitsFromCSV(csv));
  const [y, yTest] = [train.x, test.x].map((x) => standardisation.apply(x));
  const { chains, temperatures, power, burnIn } = annealing;
  const base = gaussianOf(y.values, machine.n);
  const betas = annealingSchedule(temperatures, power);
  const kernel = loadKernel();
  const forward = kernel.anneal({ machine, base, betas, chains, draws: null, seed });
  // Chains from the data, run long enough to forget them: as near to draws of the machine as can be had.
  const start = Float32Array.from(y.values.subarray(0, chains * machine.n));
  const { x } = kernel.sample({ machine, chains, steps: burnIn, seed, start });
  const draws = x.slice(-chains * machine.n);
  const reverse = kernel.anneal({ machine, base, betas, chains, draws, seed: seed + 1 });

  const meanC = (points: Points) => {
    const c = loopEvaluator.c(machine, Float64Array.from(points.values));
    return c.reduce((sum, value) => sum + value, 0) / c.length;
  };
  const bracket = ({ logZ, standardError }: typeof forward) => ({
    logZ,
    standardError,
    train: logZ - meanC(y) + logScale(standardisation),
    test: logZ - meanC(yTest) + logScale(standardisation)
  });
  const named = (of: (points: Points) => Points, penalty: number) => {
    const model = fitMultinomialRegression({ x: of(y), labels: train.labels, classes: 10, penalty, iterations: 500 });
    return { train: accuracy(model, of(y), train.labels), test: accuracy(model, of(yTest), test.labels) };
  };
  const hidden = (points: Points): Points => ({
    n: machine.m,
    count: points.count,
    values: loopEvaluator.pZGivenX(machine, Float64Array.from(points.values))
  });
  return {
    forward: bracket(forward),
    reverse: bracket(reverse),
    accuracy: {
      pixels: named((points) => points, namingPenalty.pixels),
      hidden: named(hidden, namingPenalty.hidden)
    }
  };
}
