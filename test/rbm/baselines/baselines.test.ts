import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  accuracy,
  classProbabilities,
  createRandom,
  diagonalMixtureNegativeLogLikelihood,
  digitsFromCSV,
  factorAnalysisGaussian,
  fitDiagonalMixture,
  fitFactorAnalysis,
  fitGaussian,
  fitGaussianMixture,
  fitMultinomialRegression,
  mixtureDraws,
  mixtureNegativeLogLikelihood,
  splitDigits
} from "../../../src/rbm/index.js";
import type { GaussianMixture } from "../../../src/rbm/index.js";
import { cholesky, inverse, logDeterminant } from "../../../src/rbm/baselines/cholesky.js";
import { expectClose } from "../reference.js";

const folder = new URL("../../../data/digits/", import.meta.url).pathname;
const reference = JSON.parse(readFileSync(`${folder}reference.json`, "utf8"));
const digits = digitsFromCSV(readFileSync(`${folder}digits.csv`, "utf8"));
const { train, test } = splitDigits(digits, 1500, createRandom(0, "digits"));

function scores(mixture: GaussianMixture): [number, number] {
  return [mixtureNegativeLogLikelihood(mixture, train.x), mixtureNegativeLogLikelihood(mixture, test.x)];
}

describe("on the digits, against scikit-learn on the same split", { timeout: 180_000 }, () => {
  it("one Gaussian has its train and test likelihood to 1e-6 nats", () => {
    const { oneGaussian } = reference;
    expectClose(scores(fitGaussian(train.x)), [oneGaussian.train, oneGaussian.test], 0, 1e-6);
  });

  it("factor analysis with 20 factors has them within 0.1 nats", () => {
    const { factorAnalysis20 } = reference;
    const fit = fitFactorAnalysis({ data: train.x, factors: 20, random: createRandom(1) });
    expectClose(scores(factorAnalysisGaussian(fit)), [factorAnalysis20.train, factorAnalysis20.test], 0, 0.1);
  });

  it("a mixture of 60 diagonal Gaussians has them within a nat of the mean over ten starts", () => {
    const { mixture60Diagonal } = reference;
    const options = { components: 60, varianceFloor: 1e-4, restarts: 3, random: createRandom(2) };
    const fit = fitDiagonalMixture({ data: train.x, ...options });
    expect(Math.abs(fit.nll - mixture60Diagonal.train)).toBeLessThan(1);
    expect(Math.abs(diagonalMixtureNegativeLogLikelihood(fit, test.x) - mixture60Diagonal.test)).toBeLessThan(1);
  });

  it("a mixture of 10 full Gaussians has them within a nat of the mean over ten starts", () => {
    const { mixture10Full } = reference;
    const options = {
      components: 10,
      covarianceFloor: 1e-3,
      restarts: 1,
      clustering: 20,
      iterations: 40,
      tolerance: 1e-3
    };
    const fit = fitGaussianMixture({ data: train.x, ...options, random: createRandom(3) });
    expect(Math.abs(fit.nll - mixture10Full.train)).toBeLessThan(1);
    expect(Math.abs(mixtureNegativeLogLikelihood(fit, test.x) - mixture10Full.test)).toBeLessThan(1);
  });

  it("multinomial regression has the minimum of the objective to 1e-4 and the test accuracy within an image or two", () => {
    const penalty = 0.01;
    const { objective, testAccuracy } = reference["multinomialRegression0.01"];
    const model = fitMultinomialRegression({ x: train.x, labels: train.labels, classes: 10, penalty });
    const p = classProbabilities(model, train.x);
    const loss = train.labels.reduce((sum, label, row) => sum - Math.log(p[10 * row + label]) / 1500, 0);
    const squares = model.weights.reduce((sum, value) => sum + value ** 2, 0);
    expect(Math.abs(loss + (penalty / 2) * squares - objective)).toBeLessThan(1e-4);
    expect(Math.abs(accuracy(model, test.x, test.labels) - testAccuracy)).toBeLessThan(2.5 / 297);
  });
});

describe("the digits", () => {
  it("are 1797 pictures, split by a seed into 1500 and 297, each once, dequantised into [0, 1)", () => {
    expect(digits.pixels.count).toBe(1797);
    expect([train.x.count, test.x.count]).toEqual([1500, 297]);
    const counts = (labels: Uint8Array) => Array.from({ length: 10 }, (_, k) => labels.filter((l) => l === k).length);
    expect(counts(train.labels).map((count, k) => count + counts(test.labels)[k])).toEqual(counts(digits.labels));
    expect(train.x.values.every((value) => value >= 0 && value < 1)).toBe(true);
    const sum = (values: ArrayLike<number>) =>
      Array.from(values).reduce((total, value) => total + Math.floor(17 * value + 1e-9), 0);
    expect(sum(train.x.values) + sum(test.x.values)).toBe(sum(digits.pixels.values.map((value) => value / 17)));
  });

  it("are refused if a line has other columns or a value out of range, with the digit named", () => {
    expect(() => digitsFromCSV("1,2\n3,4")).toThrow("64 pixels and a label");
    const line = [...Array(64).fill(0), 3];
    expect(() => digitsFromCSV(`${line.join(",")}\n${[17, ...line.slice(1)].join(",")}`)).toThrow(
      "digit 2: pixel 1 is 17"
    );
    expect(() => digitsFromCSV([...line.slice(0, 64), 10].join(","))).toThrow("digit 1: the label is 10");
  });
});

describe("the matrices under them", () => {
  const A = Float64Array.of(4, 2, 0.6, 2, 5, 1, 0.6, 1, 3);
  const L = cholesky(A, 3, "A");

  it("cholesky, logDeterminant and inverse agree with the matrix they come from", () => {
    const product = (X: Float64Array, Y: Float64Array) =>
      Array.from({ length: 9 }, (_, at) =>
        [0, 1, 2].reduce((s, l) => s + X[3 * Math.floor(at / 3) + l] * Y[3 * l + (at % 3)], 0)
      );
    const transposed = L.map((_, at) => L[3 * (at % 3) + Math.floor(at / 3)]);
    expectClose(product(L, transposed), A, 1e-13, 1e-14);
    expectClose(product(A, inverse(L, 3)), [1, 0, 0, 0, 1, 0, 0, 0, 1], 1e-13, 1e-13);
    // by Sarrus: 4 · (15 − 1) − 2 · (6 − 0.6) + 0.6 · (2 − 3)
    expect(logDeterminant(L, 3)).toBeCloseTo(Math.log(4 * 14 - 2 * 5.4 + 0.6 * -1), 12);
  });

  it("a matrix that is not positive definite is refused by name", () => {
    expect(() => cholesky(Float64Array.of(1, 2, 2, 1), 2, "covariances[3]")).toThrow(
      "covariances[3] is not positive definite"
    );
  });
});

it("draws from a mixture have its mean and covariance: 100 000 draws, five standard errors", () => {
  const mixture: GaussianMixture = {
    n: 2,
    weights: [0.3, 0.7],
    means: [
      [-1, 0],
      [1, 2]
    ],
    covariances: [
      [
        [0.5, 0.2],
        [0.2, 0.4]
      ],
      [
        [0.3, -0.1],
        [-0.1, 0.2]
      ]
    ]
  };
  const count = 100_000;
  const values = Float64Array.from(mixtureDraws(mixture, count, createRandom(4)).values);
  const mean = [0, 1].map((i) => values.reduce((sum, value, at) => (at % 2 === i ? sum + value : sum), 0) / count);
  // E[x] = 0.3 · (−1, 0) + 0.7 · (1, 2); the variances, within and between, are 1.2 and 1.1 at most
  expect(Math.abs(mean[0] - 0.4)).toBeLessThan(5 * Math.sqrt(1.3 / count));
  expect(Math.abs(mean[1] - 1.4)).toBeLessThan(5 * Math.sqrt(1.3 / count));
  let cross = 0;
  for (let row = 0; row < count; row++) cross += ((values[2 * row] - 0.4) * (values[2 * row + 1] - 1.4)) / count;
  // 0.3 · 0.2 − 0.7 · 0.1, and 0.3 · 1.4 · 1.4 + 0.7 · 0.6 · 0.6 between the means
  expect(Math.abs(cross - (0.06 - 0.07 + 0.3 * 1.4 * 1.4 + 0.7 * 0.6 * 0.6))).toBeLessThan(5 * Math.sqrt(3 / count));
});
