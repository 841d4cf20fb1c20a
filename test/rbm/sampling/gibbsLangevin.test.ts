import { describe, expect, it } from "vitest";
import { createMachine, createRandom, exactDraws, gibbsLangevinStep, moments } from "../../../src/rbm/index.js";
import type { LangevinMove, Points } from "../../../src/rbm/index.js";

const machine = createMachine({
  b: [-0.3, 0.2],
  logSigma2: [-1, -1.6],
  W: [
    [0.9, -0.5, 0.3],
    [0.2, 0.7, -0.8]
  ],
  d: [0.1, -0.4, 0.3]
});
const exact = moments(machine);
const chains = 100_000;
const start = exactDraws(machine, chains, createRandom(0));

/** Sweeps from exact draws: after any number of them the rows are independent, and exact draws if the density is invariant. */
function swept(move: LangevinMove, sweeps: number, seed: number): Points {
  let x = start;
  const random = createRandom(seed);
  for (let sweep = 0; sweep < sweeps; sweep++) ({ x } = gibbsLangevinStep(machine, x, move, random));
  return x;
}

/** How many standard errors each mean and second moment lies from the exact one. */
function deviations({ values, count }: Points): number[] {
  const off = (valueOf: (row: number) => number, wanted: number) => {
    const sample = Array.from({ length: count }, (_, row) => valueOf(row));
    const mean = sample.reduce((sum, value) => sum + value, 0) / count;
    const variance = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
    return (mean - wanted) / Math.sqrt(variance / count);
  };
  const centred = (row: number, i: number) => values[2 * row + i] - exact.mean[i];
  return [
    off((row) => centred(row, 0), 0),
    off((row) => centred(row, 1), 0),
    ...[
      [0, 0],
      [0, 1],
      [1, 1]
    ].map(([i, k]) => off((row) => centred(row, i) * centred(row, k), exact.covariance[i][k]))
  ];
}

describe("a Gibbs–Langevin sweep", () => {
  // 15 deviations, each above 4 for one seed in 16,000: the three tests together err for one seed in 1000.
  it.each([0.2, 0.7, 1])("with correction leaves mean and covariance exact: step %f of σ²", (stepSize) => {
    for (const value of deviations(swept({ stepSize, innerSteps: 3, corrected: true }, 6, 1)))
      expect(Math.abs(value)).toBeLessThan(4);
  });

  it("without correction has too large a variance, by σ² · s / (2 − s) within each state of z at least", () => {
    const off = deviations(swept({ stepSize: 0.7, innerSteps: 3, corrected: false }, 6, 1));
    expect(off[2]).toBeGreaterThan(10);
    expect(off[4]).toBeGreaterThan(10);
  });

  it("without correction is the less biased the smaller its step", () => {
    const excess = [1, 0.5, 0.1].map((stepSize) => {
      const { values } = swept({ stepSize, innerSteps: 3, corrected: false }, 30, 2);
      const squares = Float64Array.from(values).reduce(
        (sum, value, at) => (at % 2 ? sum + (value - exact.mean[1]) ** 2 : sum),
        0
      );
      return squares / chains - exact.covariance[1][1];
    });
    expect(excess[0]).toBeGreaterThan(2 * excess[1]);
    expect(excess[1]).toBeGreaterThan(2 * excess[2]);
  });

  it("moves x given z as so many single steps of the Langevin equation do", () => {
    // Without hidden units that matter the chain is the autoregression itself: its variance after K steps from b is
    // v (1 − β^2K), with v = σ² / (1 − s/2) and β = 1 − s.
    const free = createMachine({ b: [0.5], logSigma2: [0], W: [[0]], d: [0] });
    const move = { stepSize: 0.4, innerSteps: 2, corrected: false };
    const at = { n: 1, count: chains, values: new Float64Array(chains).fill(0.5) };
    const { x } = gibbsLangevinStep(free, at, move, createRandom(3));
    const variance = Float64Array.from(x.values).reduce((sum, value) => sum + (value - 0.5) ** 2, 0) / chains;
    const single = 2 * 0.4 * (1 + 0.6 ** 2);
    // Four standard errors of a variance, √(2 / chains) of it each: errs for one seed in 16,000.
    expect(Math.abs(variance / single - 1)).toBeLessThan(4 * Math.sqrt(2 / chains));
  });

  it("refuses a step that is not of (0, 1]", () => {
    for (const stepSize of [0, -1, 1.01, NaN])
      expect(() =>
        gibbsLangevinStep(machine, start, { stepSize, innerSteps: 1, corrected: true }, createRandom(0))
      ).toThrow("stepSize");
  });
});
