import { classProbabilities, fitMultinomialRegression } from "../../../rbm/baselines/multinomialRegression.js";
import { namingPenalty } from "../../../rbm/data/digitsScores.js";
import { loopEvaluator } from "../../../rbm/model/loops.js";
import type { Points } from "../../../rbm/shapes.js";
import type { Named, NameRequest } from "./imageJobs.js";

/** Fits multinomial regression to the hidden units of labelled images, and names others by it. */
export function nameImages({ machine, train, labels, test, testLabels }: NameRequest): Named {
  const hidden = (points: Points): Points => ({
    n: machine.m,
    count: points.count,
    values: loopEvaluator.pZGivenX(machine, Float64Array.from(points.values))
  });
  const classes = 10;
  const model = fitMultinomialRegression({
    x: hidden(train),
    labels,
    classes,
    penalty: namingPenalty.hidden,
    iterations: 500
  });
  const p = classProbabilities(model, hidden(test));
  const mistakes = Array.from({ length: test.count }, (_, row) => {
    const own = p.subarray(row * classes, (row + 1) * classes);
    const given = own.indexOf(Math.max(...own));
    return { row, given, probability: own[given] };
  }).filter(({ row, given }) => given !== testLabels[row]);
  return { accuracy: 1 - mistakes.length / test.count, mistakes };
}
