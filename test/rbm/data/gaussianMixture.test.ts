import { describe, expect, it } from "vitest";
import {
  createPoints,
  createRandom,
  fitGaussianMixture,
  logMixtureDensity,
  mixtureNegativeLogLikelihood,
  pointRows,
  pointsFromCSV
} from "../../../src/rbm/index.js";
import type { GaussianMixture } from "../../../src/rbm/index.js";
import { expectClose, readText } from "../reference.js";

const data = pointsFromCSV(readText("ring-train.csv"));
const heldOut = pointsFromCSV(readText("ring-test.csv"));
const fit = (components: number, options = {}) =>
  fitGaussianMixture({ data, components, random: createRandom(0, "mixture"), ...options });

describe("a Gaussian mixture by EM", { timeout: 60_000 }, () => {
  it("with one component is the mean and the covariance of the data", () => {
    const { means, covariances, weights } = fit(1);
    const rows = pointRows(data);
    expect(fit(1, { data: rows })).toEqual(fit(1));
    const mean = [0, 1].map((i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length);
    const covariance = [0, 1].map((i) =>
      [0, 1].map((k) => rows.reduce((sum, row) => sum + (row[i] - mean[i]) * (row[k] - mean[k]), 0) / rows.length)
    );
    expectClose(means[0], mean, 1e-9, 1e-12);
    expectClose(
      covariances[0],
      covariance.map((row, i) => row.map((value, k) => value + (i === k ? 1e-6 : 0))),
      1e-9
    );
    expectClose(weights, [1], 1e-12);
  });

  // scikit-learn 1.2.1, GaussianMixture(K, n_init=20, tol=1e-5, max_iter=1000, random_state=0) on the same two files:
  // its negative log-likelihood of the training data, in nats a point
  it.each([
    [3, 1.52563],
    [4, 1.2536],
    [8, 0.97283]
  ])("with K = %d fits the ring as well as scikit-learn's best of 20 starts does", (K, train) => {
    const mixture = fit(K, { restarts: 20, iterations: 1000 });
    expect(mixture.nll).toBeLessThan(train + 0.005);
    expectClose([mixture.nll], [mixtureNegativeLogLikelihood(mixture, data)], 1e-12);
  });

  it("with K = 2 ends in the very optima that scikit-learn's EM ends in, from any seed", () => {
    // the distinct values of 40 starts, GaussianMixture(2, tol=1e-8, max_iter=5000, random_state=0…39)
    const optima = [1.9725, 1.9795, 1.9805, 1.983, 1.9874, 1.9883, 1.9891];
    for (let seed = 0; seed < 10; seed++) {
      const random = createRandom(seed, "mixture");
      const { nll } = fit(2, { random, restarts: 1, iterations: 5000, tolerance: 1e-8 });
      expect(Math.min(...optima.map((optimum) => Math.abs(optimum - nll)))).toBeLessThan(1e-4);
    }
  });

  it("does badly with few components, best with about 8 to 12, and overfits with many", () => {
    const score = new Map([2, 3, 4, 8, 10, 12, 24].map((K) => [K, mixtureNegativeLogLikelihood(fit(K), heldOut)]));
    const best = Math.min(...score.values());
    // 0.944 is the true density's own score
    expect(best).toBeGreaterThan(0.99);
    expect(best).toBeLessThan(1.03);
    expect(Math.min(score.get(8)!, score.get(10)!, score.get(12)!)).toBe(best);
    expect(score.get(2)).toBeGreaterThan(1.9);
    expect(score.get(3)).toBeGreaterThan(1.4);
    expect(score.get(24)).toBeGreaterThan(1.15);
  });

  it("never loses likelihood from one step to the next", () => {
    const scores = [1, 2, 3, 5, 8, 13, 21, 34].map((iterations) => fit(6, { restarts: 1, iterations }).nll);
    scores.slice(1).forEach((nll, i) => expect(nll).toBeLessThanOrEqual(scores[i] + 1e-12));
  });

  it("finds the mixture that made the points", () => {
    const random = createRandom(1);
    const rows = Array.from({ length: 3000 }, (_, i) =>
      i % 3 === 0 ? [5 + random.normal(), 0.5 * random.normal()] : [-5 + 0.5 * random.normal(), 2 + random.normal()]
    );
    const mixture = fitGaussianMixture({ data: createPoints(rows, 2), components: 2, random: createRandom(0) });
    const right = mixture.means[0][0] > 0 ? 0 : 1;
    // 1000 points with σ ≤ 1: 5 standard errors are 0.16
    expectClose(mixture.means[right], [5, 0], 0, 0.16);
    expectClose(mixture.means[1 - right], [-5, 2], 0, 0.16);
    expectClose([mixture.weights[right]], [1 / 3], 0, 1e-6);
  });

  it("has the density of its components, by the formula for two dimensions", () => {
    const mixture: GaussianMixture = {
      n: 2,
      weights: [0.3, 0.7],
      means: [
        [0, 1],
        [2, -1]
      ],
      covariances: [
        [
          [1, 0.4],
          [0.4, 0.5]
        ],
        [
          [2, 0],
          [0, 0.25]
        ]
      ]
    };
    const x = [0.5, 0.25];
    const normal = ([mx, my]: number[], [[a, b], [, d]]: number[][]) => {
      const [dx, dy, det] = [x[0] - mx, x[1] - my, a * d - b * b];
      return Math.exp(-(d * dx * dx - 2 * b * dx * dy + a * dy * dy) / (2 * det)) / (2 * Math.PI * Math.sqrt(det));
    };
    const expected = mixture.weights.reduce(
      (sum, w, k) => sum + w * normal(mixture.means[k], mixture.covariances[k]),
      0
    );
    expectClose(logMixtureDensity(mixture, [x]), [Math.log(expected)], 1e-12);
  });

  it("is the same for the same seed", () => expect(fit(5)).toEqual(fit(5)));

  it("refuses no components, more than there are points, and data that are none", () => {
    expect(() => fit(0)).toThrow("components is 0");
    expect(() => fit(501)).toThrow("components is 501; it must be a whole number from 1 to 500");
    const bad = { n: 2, count: 1, values: Float64Array.of(1, NaN) };
    expect(() => fit(1, { data: bad })).toThrow("data[0, 1] is NaN");
  });

  it("stays finite where points coincide", () => {
    const same = createPoints(
      Array.from({ length: 20 }, () => [1, 2]),
      2
    );
    const { nll, means } = fitGaussianMixture({ data: same, components: 3, random: createRandom(0) });
    expect(Number.isFinite(nll)).toBe(true);
    expect(means.flat().every(Number.isFinite)).toBe(true);
  });
});
