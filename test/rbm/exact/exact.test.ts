import { describe, expect, it } from "vitest";
import {
  cellCentres,
  createMachine,
  createRandom,
  c,
  densityGrid,
  exactLogPartition,
  gradientOfC,
  hiddenProbabilities,
  klFromRing,
  logMixtureWeights,
  logPartition,
  logPartitionByQuadrature,
  logRingDensity,
  moments,
  negativeLogLikelihood,
  pointsFromCSV,
  pXGivenZ,
  ring,
  ringDensity,
  ringNegativeLogLikelihood,
  scaledBesselI0,
  WindowError,
  wholeWindow
} from "../../../src/rbm/index.js";
import type { GridSpec, Machine } from "../../../src/rbm/index.js";
import { expectClose, readText, referenceCases } from "../reference.js";

const withLogZ = referenceCases.filter(({ values }) => values.log_z !== undefined);
const planar = referenceCases.filter(({ values }) => values.n_visible === 2);

/** Machine and window by hand: two Gaussians of σ = 0.5, at (−1, 0) and (1, 0.5). */
const pair = createMachine({ b: [-1, 0], logSigma2: [Math.log(0.25), Math.log(0.25)], W: [[2], [0.5]], d: [-0.3] });
const wide: GridSpec = { xmin: -6, xmax: 6, ymin: -6, ymax: 6, columns: 120, rows: 120 };

describe("log Z", () => {
  it.each(withLogZ)("of the $title machine by enumeration is the reference's to 1e-9", ({ values }) => {
    expectClose([logPartition(createMachine(values.params))], [values.log_z!]);
    expectClose([exactLogPartition(createMachine(values.params))], [values.log_z!]);
  });

  it.each(planar)("of the $title machine by quadrature is that by enumeration to 1e-9", ({ values }) => {
    const machine = createMachine(values.params);
    if (machine.m <= 20) expectClose([logPartitionByQuadrature(machine)], [logPartition(machine)]);
    const whole = wholeWindow(machine);
    const finer = { ...whole, columns: 2 * whole.columns, rows: 2 * whole.rows };
    expectClose([logPartitionByQuadrature(machine, finer)], [logPartitionByQuadrature(machine)]);
  });

  it("of one unit is the sum by hand", () => {
    // w(0) = 1, w(1) = e^d · exp(Σ (μ² − b²) / 2σ²) with μ = (1, 0.5)
    const expected = Math.log(1 + Math.exp(-0.3 + (1 + 0.25 - 1) / 0.5)) + Math.log(2 * Math.PI * 0.25);
    expectClose([logPartition(pair)], [expected], 1e-14);
  });

  it("is refused beyond 20 hidden units by enumeration, and beyond the plane by quadrature", () => {
    const big = createMachine({ b: [0, 0], logSigma2: [0, 0], W: new Float64Array(42), d: new Float64Array(21) });
    expect(() => logPartition(big)).toThrow("m is 21; the 2^m hidden states can be enumerated up to m = 20");
    const line = createMachine({ b: [0], logSigma2: [0], W: [[1]], d: [0] });
    expect(() => logPartitionByQuadrature(line)).toThrow("n = 2");
    expect(exactLogPartition(big)).toBeCloseTo(21 * Math.log(2) + Math.log(2 * Math.PI), 9);
  });
});

describe("a window that would give a wrong number gives an error", () => {
  it("agrees with the whole plane where it holds the mass", () => {
    expectClose([logPartitionByQuadrature(pair, wide)], [logPartition(pair)], 1e-9);
  });

  it.each<[string, GridSpec, RegExp]>([
    ["cuts a component", { ...wide, xmin: 0 }, /misses mass/],
    ["lies beside them all", { ...wide, xmin: 5, xmax: 9 }, /misses mass/],
    ["has cells wider than σ", { ...wide, columns: 20 }, /cells are 0.600 wide along x0, more than σ = 0.500/]
  ])("where it %s", (_, grid, message) => {
    expect(() => logPartitionByQuadrature(pair, grid)).toThrow(WindowError);
    expect(() => logPartitionByQuadrature(pair, grid)).toThrow(message);
  });

  it("where a far component leaves no trace at its border", () => {
    const far = createMachine({ b: [0, 0], logSigma2: [-2, -2], W: [[40], [0]], d: [-(40 ** 2) / 2 / Math.exp(-2)] });
    const near = { xmin: -4, xmax: 4, ymin: -4, ymax: 4, columns: 100, rows: 100 };
    expectClose(Array.from(hiddenProbabilities(far)), [0.5, 0.5], 1e-9);
    expect(() => logPartitionByQuadrature(far, near)).toThrow(/misses mass: a share of 0.500/);
    expectClose([logPartitionByQuadrature(far)], [logPartition(far)], 1e-9);
  });

  it("where the machine is wider than any grid", () => {
    const huge = createMachine({ b: [0, 0], logSigma2: [-4, -4], W: [[1e4], [1e4]], d: [0] });
    expect(() => logPartitionByQuadrature(huge)).toThrow(/more than 1000000/);
  });

  it("where the machine is wider than any grid, but 13 units can be enumerated: exactLogPartition does that", () => {
    const W = [0, 1].map(() => Array.from({ length: 13 }, (_, j) => 1000 * (j - 6)));
    const huge = createMachine({ b: [0, 0], logSigma2: [-4, -4], W, d: new Float64Array(13) });
    expect(() => logPartitionByQuadrature(huge)).toThrow(WindowError);
    expect(exactLogPartition(huge)).toBe(logPartition(huge));
  });

  it("where the window is no window", () => {
    expect(() => logPartitionByQuadrature(pair, { ...wide, xmax: -6 })).toThrow("xmin below xmax");
    expect(() => densityGrid(pair, { ...wide, rows: 0 })).toThrow("grid rows is 0");
    expect(() => densityGrid(pair, { ...wide, ymax: NaN })).toThrow("ymax = NaN");
  });
});

describe("the density", () => {
  it("is the mixture Σ_z p(z) N(x; b + Wz, σ²)", () => {
    for (const { values } of withLogZ) {
      const machine = createMachine(values.params);
      const p = hiddenProbabilities(machine);
      const logZ = logPartition(machine);
      const states = Array.from(p, (_, state) => Array.from({ length: machine.m }, (_, j) => (state >> j) & 1));
      const { mean, variance } = pXGivenZ(machine, states);
      const mixture = values.x.map((x) =>
        states.reduce((sum, _, k) => sum + p[k] * Math.exp(logNormal(x, mean[k], variance[k])), 0)
      );
      expectClose(
        c(machine, values.x).map((value) => Math.exp(value - logZ)),
        mixture,
        1e-9
      );
    }
  });

  it("on a grid sums to one, and is p(x) at the cells' centres, row 0 at the smallest y", () => {
    const grid = densityGrid(pair, wide);
    const cell = (12 / 120) ** 2;
    expect(Array.from(grid.density).reduce((sum, value) => sum + value * cell, 0)).toBeCloseTo(1, 9);
    expect(grid.logZ).toBeCloseTo(logPartition(pair), 9);
    const small = { xmin: -1, xmax: 2, ymin: 0, ymax: 1, columns: 3, rows: 2 };
    expect(Array.from(cellCentres(small))).toEqual([
      -0.5, 0.25, 0.5, 0.25, 1.5, 0.25, -0.5, 0.75, 0.5, 0.75, 1.5, 0.75
    ]);
    const expected = c(pair, cellCentres(small)).map((value) => Math.exp(value - logPartition(pair)));
    expectClose(densityGrid(pair, small).density, expected, 1e-9);
  });

  it("has weights w(z) = p(z) up to a constant, and they add up to the moments", () => {
    expectClose(Array.from(logMixtureWeights(pair)), [0, -0.3 + 0.25 / 0.5], 1e-14, 1e-15);
  });
});

describe("moments", () => {
  it.each(withLogZ)("of the $title machine: E[x] = b + W E[z] and Cov(x) = diag σ² + W Cov(z) Wᵀ", ({ values }) => {
    const machine = createMachine(values.params);
    const { n, m, b, W } = machine;
    const { mean, covariance, hiddenMean } = moments(machine);
    const p = hiddenProbabilities(machine);
    const bit = (state: number, j: number) => (state >> j) & 1;
    const hiddenCovariance = (j: number, k: number) =>
      p.reduce((sum, value, z) => sum + value * (bit(z, j) - hiddenMean[j]) * (bit(z, k) - hiddenMean[k]), 0);
    for (let i = 0; i < n; i++) {
      const Wz = hiddenMean.reduce((sum, value, j) => sum + W[i * m + j] * value, 0);
      expectClose([mean[i]], [b[i] + Wz], 1e-12);
      for (let l = 0; l < n; l++) {
        let expected = i === l ? Math.exp(machine.logSigma2[i]) : 0;
        for (let j = 0; j < m; j++)
          for (let k = 0; k < m; k++) expected += W[i * m + j] * hiddenCovariance(j, k) * W[l * m + k];
        expectClose([covariance[i][l]], [expected], 1e-10, 1e-12);
      }
    }
  });

  it.each(planar.filter(({ values }) => values.n_hidden <= 10))(
    "of the $title machine by integration over its density: mean, covariance, and Stein's identities",
    ({ values }) => {
      const machine = createMachine(values.params);
      const exact = moments(machine);
      const grid = wholeWindow(machine);
      const x = cellCentres(grid);
      const cell = ((grid.xmax - grid.xmin) / grid.columns) * ((grid.ymax - grid.ymin) / grid.rows);
      const density = Array.from(densityGrid(machine, grid).density);
      const score = gradientOfC(machine, x);
      const integral = (f: (k: number) => number) => density.reduce((sum, p, k) => sum + p * f(k) * cell, 0);
      for (const i of [0, 1]) {
        expectClose([integral((k) => x[2 * k + i])], [exact.mean[i]], 1e-8, 1e-9);
        // E[∇ log p] = 0
        expectClose([integral((k) => score[k][i])], [0], 0, 1e-8);
        for (const l of [0, 1]) {
          const product = integral((k) => (x[2 * k + i] - exact.mean[i]) * (x[2 * k + l] - exact.mean[l]));
          expectClose([product], [exact.covariance[i][l]], 1e-7, 1e-8);
          // E[x ∇ log pᵀ] = −I
          expectClose([integral((k) => x[2 * k + i] * score[k][l])], [i === l ? -1 : 0], 1e-7, 1e-7);
        }
      }
    }
  );
});

describe("the ring's law", () => {
  it("scores 0.9444 on the held-out ring, as SciPy's does", () => {
    expect(ringNegativeLogLikelihood(pointsFromCSV(readText("ring-test.csv")))).toBeCloseTo(0.9444, 4);
  });

  it("integrates to one, and turns with no angle", () => {
    const grid = { xmin: -2, xmax: 2, ymin: -2, ymax: 2, columns: 160, rows: 160 };
    const sum = ringDensity(cellCentres(grid)).reduce((total, value) => total + value * (4 / 160) ** 2, 0);
    expect(sum).toBeCloseTo(1, 12);
    const turned = [0, 1, 2, 3].map((angle) => [0.9 * Math.cos(angle), 0.9 * Math.sin(angle)]);
    const values = logRingDensity(turned);
    expectClose(
      values,
      values.map(() => values[0]),
      1e-12
    );
  });

  it("is the mean of Gaussians around the circle", () => {
    const x = [
      [0.3, 0.4],
      [1.2, -0.1],
      [0, 0]
    ];
    const [law, steps] = [{ radius: 0.8, noise: 0.25 }, 2000];
    const mean = x.map((row) => {
      let sum = 0;
      for (let k = 0; k < steps; k++) {
        const angle = (2 * Math.PI * k) / steps;
        const centre = [law.radius * Math.cos(angle), law.radius * Math.sin(angle)];
        sum += Math.exp(logNormal(row, centre, [law.noise ** 2, law.noise ** 2])) / steps;
      }
      return sum;
    });
    expectClose(ringDensity(x, law), mean, 1e-11);
  });

  it("stays finite far outside", () => {
    const [far] = logRingDensity([[300, 400]]);
    expect(far).toBeCloseTo(-(499 ** 2) / 0.02 - Math.log(2 * Math.PI * 0.01) - 0.5 * Math.log(2 * Math.PI * 5e4), 3);
  });

  it.each([
    // SciPy 1.10.1, scipy.special.i0e
    [0, 1],
    [0.5, 0.64503527044915],
    [1, 0.46575960759364043],
    [10, 0.1278333371634286],
    [39.9, 0.06335803550042246],
    [40.1, 0.06319882471018295],
    [100, 0.03994437929909668],
    [1e6, 0.00039894233026924577]
  ])("I₀e(%d) is SciPy's %d", (t, expected) => expectClose([scaledBesselI0(t)], [expected], 1e-12));

  it("KL from the ring is cross-entropy less entropy: for one Gaussian it is known by hand", () => {
    const gaussian = createMachine({ b: [0, 0], logSigma2: [0, 0], W: [[0], [0]], d: [0] });
    // E r² = 1 + 2 · 0.01; entropy by the density itself on a fine grid
    const grid = { xmin: -2, xmax: 2, ymin: -2, ymax: 2, columns: 400, rows: 400 };
    const logP = logRingDensity(cellCentres(grid));
    const entropy = -logP.reduce((sum, value) => sum + Math.exp(value) * value * 1e-4, 0);
    expect(() => klFromRing(gaussian, { noise: 0 })).toThrow("noise is 0; it must be a positive number");
    expect(klFromRing(gaussian)).toBeCloseTo(Math.log(2 * Math.PI) + 1.02 / 2 - entropy, 9);
  });

  it("KL and NLL tell the same: their difference is the truth's own score", () => {
    const machine = createMachine(planar[1].values.params);
    const points = ring({ samples: 40_000, random: createRandom(3) });
    const difference = negativeLogLikelihood(machine, points) - ringNegativeLogLikelihood(points);
    // 20 000 points; the log ratio's standard deviation is about 0.6, so 4 standard errors are 0.02
    expect(Math.abs(difference - klFromRing(machine))).toBeLessThan(0.02);
  });
});

describe("negativeLogLikelihood", () => {
  it("is log Z less the mean of c, and takes log Z where it is known", () => {
    const { values } = withLogZ[1];
    const machine: Machine = createMachine(values.params);
    const meanC = values.c.reduce((sum, value) => sum + value, 0) / values.c.length;
    expectClose([negativeLogLikelihood(machine, values.x)], [values.log_z! - meanC]);
    expectClose([negativeLogLikelihood(machine, values.x, 1)], [1 - meanC]);
    expect(() => negativeLogLikelihood(machine, [])).toThrow("data has shape (0, 2)");
    expect(() => negativeLogLikelihood(machine, [[0, NaN]])).toThrow("data[0, 1] is NaN");
  });
});

function logNormal(x: number[], mean: number[], variance: number[]): number {
  return x.reduce(
    (sum, value, i) => sum - (value - mean[i]) ** 2 / (2 * variance[i]) - Math.log(2 * Math.PI * variance[i]) / 2,
    0
  );
}
