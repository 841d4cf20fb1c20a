import { describe, expect, it } from "vitest";
import { densityGrid, moments } from "../../../src/rbm/index.js";
import { createMachine } from "../../../src/rbm/model/machine.js";
import { kernel, randomMachine } from "../reference.js";

describe("the kernel's chains", () => {
  // Each chain is independent, so their last steps are independent draws once the chains have mixed.
  it.each([
    ["n = 2, by tables", 2, 6],
    ["n = 2, by tables, padded group", 2, 11],
    ["n = 3, by masks", 3, 7],
    ["n = 1, by masks", 1, 4]
  ])("settle at the exact mean and covariance (4.5 standard errors): %s", (_, n, m) => {
    const machine = randomMachine(n, m, 4);
    const chains = 40_000;
    const { x } = kernel.sample({ machine, chains, steps: 60, seed: 2, start: null });
    const last = x.subarray(x.length - chains * n);
    const exact = moments(machine);
    const column = (i: number) => Array.from({ length: chains }, (_, chain) => last[chain * n + i] - exact.mean[i]);
    for (let i = 0; i < n; i++) {
      expectMean(column(i), 0);
      for (let k = 0; k <= i; k++) {
        const [a, b] = [column(i), column(k)];
        expectMean(
          a.map((value, chain) => value * b[chain]),
          exact.covariance[i][k]
        );
      }
    }
  });

  it("settle at the exact density: 20 × 20 cells of the plane (chi-square, errs once in 3000 seeds)", () => {
    // Weights this weak mix within a few of the 60 steps; with stronger ones the chains would still remember z ~ ½.
    const machine = randomMachine(2, 9, 8, 0.2);
    const chains = 60_000;
    const { x } = kernel.sample({ machine, chains, steps: 60, seed: 3, start: null });
    const last = x.subarray(x.length - chains * 2);
    const size = 20;
    const fine = 8;
    const window = { xmin: -4, xmax: 4, ymin: -4, ymax: 4 };
    const { density } = densityGrid(machine, { ...window, columns: size * fine, rows: size * fine });
    const expected = new Float64Array(size * size + 1);
    density.forEach((value, at) => {
      const [row, column] = [Math.floor(at / (size * fine)), at % (size * fine)];
      expected[Math.floor(row / fine) * size + Math.floor(column / fine)] += value * (8 / (size * fine)) ** 2 * chains;
    });
    const seen = new Float64Array(size * size + 1);
    for (let chain = 0; chain < chains; chain++) {
      const [column, row] = [0, 1].map((i) => Math.floor(((last[2 * chain + i] + 4) / 8) * size));
      const inside = column >= 0 && column < size && row >= 0 && row < size;
      seen[inside ? row * size + column : size * size]++;
    }
    expected[size * size] = chains - expected.reduce((sum, value) => sum + value, 0);
    // Cells in which fewer than 8 draws are expected are taken together.
    let [rareSeen, rareExpected, chi2, cells] = [0, 0, 0, 0];
    expected.forEach((mean, at) => {
      if (mean < 8) {
        rareSeen += seen[at];
        rareExpected += mean;
      } else {
        chi2 += (seen[at] - mean) ** 2 / mean;
        cells++;
      }
    });
    chi2 += (rareSeen - rareExpected) ** 2 / rareExpected;
    expect(cells).toBeGreaterThan(50);
    expect((chi2 - cells) / Math.sqrt(2 * cells)).toBeLessThan(3.6);
  });

  it("start at x given z ~ Bernoulli(½): mean b + ½ Σ W (4.5 standard errors)", () => {
    const machine = randomMachine(2, 40, 6);
    const chains = 40_000;
    const { x } = kernel.sample({ machine, chains, steps: 1, seed: 5, start: null });
    for (let i = 0; i < 2; i++) {
      const mean = machine.b[i] + machine.W.subarray(i * 40, i * 40 + 40).reduce((sum, w) => sum + w / 2, 0);
      expectMean(
        Array.from({ length: chains }, (_, chain) => x[2 * chain + i]),
        mean
      );
    }
  });

  it("of different blocks are uncorrelated, as are those of one block (5 standard errors)", () => {
    const machine = createMachine({ b: [0, 0], logSigma2: [0, 0], W: [[0], [0]], d: [0] });
    const steps = 20_000;
    const { x } = kernel.sample({ machine, chains: 48, steps, seed: 7, start: null });
    for (const [a, b] of [
      [0, 1],
      [0, 16],
      [0, 32],
      [3, 19],
      [15, 16],
      [16, 17]
    ])
      for (const lag of [0, 1]) {
        let sum = 0;
        for (let step = lag; step < steps; step++) sum += x[(step * 48 + a) * 2] * x[((step - lag) * 48 + b) * 2];
        expect(Math.abs(sum / steps)).toBeLessThan(5 / Math.sqrt(steps));
      }
  });

  it("do not depend on how the steps are cut into slices, and differ by seed", () => {
    const machine = randomMachine(2, 30, 1);
    const request = { machine, chains: 20, steps: 3000, seed: 1, start: null };
    const whole = kernel.sample(request);
    const short = kernel.sample({ ...request, steps: 1000 });
    expect(whole.x.subarray(0, short.x.length)).toEqual(short.x);
    expect(kernel.sample({ ...request, seed: 2 }).x).not.toEqual(whole.x);
  });

  it("stay finite and follow W when activations reach thousands", () => {
    const W = [
      [300, -300],
      [200, 100]
    ];
    const machine = createMachine({ b: [0, 0], logSigma2: [-2, -2], W, d: [5, 5] });
    const { x } = kernel.sample({ machine, chains: 64, steps: 50, seed: 1, start: null });
    expect(x.every(Number.isFinite)).toBe(true);
    // A chain with the first unit on alone holds it on: a₁ = 5 + (300² + 200²) e² is beyond doubt, and a₂ far below 0.
    const start = Float32Array.from({ length: 128 }, (_, i) => [300, 200][i % 2]);
    const held = kernel.sample({ machine, chains: 64, steps: 20, seed: 1, start }).x;
    held.forEach((value, i) => expect(Math.abs(value - [300, 200][i % 2])).toBeLessThan(8 * Math.exp(-1)));
  });
});

/** The mean of independent values, within 4.5 of its standard errors. */
function expectMean(values: number[], exact: number): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  expect(Math.abs(mean - exact) / Math.sqrt(variance / values.length)).toBeLessThan(4.5);
}
