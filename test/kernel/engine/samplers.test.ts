import { describe, expect, it } from "vitest";
import { KernelInstance } from "../../../src/kernel/engine/instance.js";
import { sampleBlocks } from "../../../src/kernel/engine/sampling.js";
import { finish } from "../../../src/kernel/kernel.js";
import { readKernelBytes } from "../../../src/kernel/node.js";
import { logPartition } from "../../../src/rbm/exact/enumeration.js";
import { moments } from "../../../src/rbm/index.js";
import { createMachine } from "../../../src/rbm/model/machine.js";
import type { Machine } from "../../../src/rbm/model/machine.js";
import { annealingSchedule } from "../../../src/rbm/sampling/annealedImportance.js";
import { temperatureLadder, temperedLadder } from "../../../src/rbm/sampling/parallelTempering.js";
import { kernel, randomMachine } from "../reference.js";

/** Every mean and second moment of independent rows within 4.5 standard errors: errs once in 10,000 seeds or rarer. */
function expectMoments(machine: Machine, x: ArrayLike<number>): void {
  const { n } = machine;
  const count = x.length / n;
  const exact = moments(machine);
  for (let i = 0; i < n; i++) {
    expectMean(count, (row) => x[row * n + i] - exact.mean[i], 0);
    for (let k = 0; k <= i; k++)
      expectMean(
        count,
        (row) => (x[row * n + i] - exact.mean[i]) * (x[row * n + k] - exact.mean[k]),
        exact.covariance[i][k]
      );
  }
}

function expectMean(count: number, valueOf: (row: number) => number, exact: number): void {
  const values = Array.from({ length: count }, (_, row) => valueOf(row));
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  expect(Math.abs(mean - exact) / Math.sqrt(variance / count)).toBeLessThan(4.5);
}

/** Two groups 12 σ apart in x₁, which plain Gibbs chains don't leave within hundreds of steps. */
const divided = createMachine({
  b: [-6, 0],
  logSigma2: [0, 0],
  W: [
    [12, 0.5],
    [0.3, -0.8]
  ],
  d: [0, 0.2]
});
const wide = { mean: [0, 0], variance: [40, 2] };

describe("replica exchange", () => {
  const chains = 4000;
  const last = (x: ArrayLike<number>, n: number) => Array.prototype.slice.call(x, x.length - chains * n);

  it.each([
    ["n = 2", 2, 6],
    ["n = 3", 3, 7]
  ])("over temperatures leaves the machine's mean and covariance exact: %s", (_, n, m) => {
    const machine = randomMachine(n, m, 4, 0.8);
    const { mean, covariance } = moments(machine);
    const base = { mean, variance: covariance.map((row, i) => row[i]) };
    const ladder = temperedLadder(machine, base, temperatureLadder(8));
    const { x, acceptance } = kernel.sampleReplicas({ ladder, chains, steps: 60, seed: 1 });
    expectMoments(machine, last(x, n));
    for (const share of acceptance) expect(share).toBeGreaterThan(0.1);
  });

  it("over temperatures finds both groups of a divided machine in their weights; Gibbs chains from one group don't", () => {
    const start = Float32Array.from({ length: 2 * 500 }, (_, i) => (i % 2 ? 0 : -6));
    const stuck = kernel.sample({ machine: divided, chains: 500, steps: 100, seed: 1, start });
    const shareOf = (x: ArrayLike<number>, from: number) => {
      let above = 0;
      for (let at = from; at < x.length; at += 2) if (x[at] > 0) above++;
      return above / ((x.length - from) / 2);
    };
    expect(shareOf(stuck.x, stuck.x.length - 1000)).toBeLessThan(0.02);
    const ladder = temperedLadder(divided, wide, temperatureLadder(10));
    const { x } = kernel.sampleReplicas({ ladder, chains, steps: 300, seed: 2 });
    expectMoments(divided, last(x, 2));
  });

  it("over a training's snapshots leaves the last machine's mean and covariance exact", () => {
    const ladder = [0.2, 0.4, 0.6, 0.8].map((scale) => randomMachine(3, 7, 9, scale));
    const { x } = kernel.sampleReplicas({ ladder, chains, steps: 60, seed: 3 });
    expectMoments(ladder[3], last(x, 3));
  });
});

describe("clamped chains", () => {
  it.each([
    ["n = 2", 2, 6],
    ["n = 5", 5, 8]
  ])("settle at the exact conditional mean and keep what is fixed (4.5 standard errors): %s", (_, n, m) => {
    const machine = randomMachine(n, m, 5, 0.6);
    const chains = 20_000;
    const fixed = Uint8Array.from({ length: n }, (_, i) => Number(i === 0));
    const value = 0.75;
    const start = Float32Array.from({ length: chains * n }, (_, i) => (i % n === 0 ? value : 0));
    const { x } = kernel.sample({ machine, chains, steps: 60, seed: 4, start, fixed });
    const last = x.subarray(x.length - chains * n);
    const exact = conditionalMean(machine, value);
    for (let row = 0; row < chains; row++) expect(last[row * n]).toBe(value);
    for (let i = 1; i < n; i++) expectMean(chains, (row) => last[row * n + i], exact[i]);
  });

  it("need a start", () => {
    const machine = randomMachine(2, 3, 1);
    const request = { machine, chains: 1, steps: 1, seed: 1, start: null, fixed: Uint8Array.of(1, 0) };
    expect(() => kernel.sample(request)).toThrow(/start is null/);
  });
});

/** E[x | x₀] by enumeration: given z, x₀ is Gaussian, and the other units don't depend on it. */
function conditionalMean({ n, m, b, logSigma2, W, d }: Machine, x0: number): number[] {
  const sums = new Float64Array(n + 1);
  for (let state = 0; state < 2 ** m; state++) {
    const means = Float64Array.from(b, (value, i) => {
      let sum = value;
      for (let j = 0; j < m; j++) if ((state >> j) & 1) sum += W[i * m + j];
      return sum;
    });
    let logWeight = -((x0 - means[0]) ** 2) / 2 / Math.exp(logSigma2[0]);
    for (let i = 0; i < n; i++) logWeight += (means[i] ** 2 - b[i] ** 2) / 2 / Math.exp(logSigma2[i]);
    for (let j = 0; j < m; j++) if ((state >> j) & 1) logWeight += d[j];
    const weight = Math.exp(logWeight);
    sums[n] += weight;
    means.forEach((mean, i) => (sums[i] += weight * mean));
  }
  return Array.from(sums.subarray(0, n), (sum) => sum / sums[n]);
}

describe("annealed importance sampling", () => {
  it.each([
    ["2 × 4", 2, 4],
    ["2 × 12", 2, 12],
    ["16 × 10", 16, 10]
  ])("brackets log Z by both directions within 4.5 standard errors and 0.001 nats: %s", (_, n, m) => {
    const machine = randomMachine(n, m, 7, 0.4);
    const base = { mean: Array(n).fill(0), variance: Array(n).fill(1.5) };
    const betas = annealingSchedule(200, 1);
    const exact = logPartition(machine);
    const forward = kernel.anneal({ machine, base, betas, chains: 2000, draws: null, seed: 1 });
    expect(Math.abs(forward.logZ - exact)).toBeLessThan(4.5 * forward.standardError + 1e-3);
    const chains = kernel.sample({ machine, chains: 2000, steps: 200, seed: 2, start: null });
    const draws = chains.x.subarray(chains.x.length - 2000 * n);
    const reverse = kernel.anneal({ machine, base, betas, chains: 2000, draws, seed: 3 });
    expect(Math.abs(reverse.logZ - exact)).toBeLessThan(4.5 * reverse.standardError + 1e-3);
    expect(forward.standardError).toBeLessThan(0.05);
  });
});

describe("chains of many visible units", () => {
  it("are the same however they are divided among workers, n = 64", () => {
    const machine = randomMachine(64, 40, 3, 0.1);
    const part = (firstChain: number, chains: number) =>
      finish(
        sampleBlocks(new KernelInstance(new WebAssembly.Module(readKernelBytes())), {
          ...{ machine, steps: 3, seed: 5, start: null },
          firstChain,
          chains
        })
      );
    const whole = part(0, 200);
    const [first, second] = [part(0, 48), part(48, 152)];
    for (let step = 0; step < 3; step++) {
      const row = whole.subarray(step * 200 * 64, (step + 1) * 200 * 64);
      expect(row.subarray(0, 48 * 64)).toEqual(first.subarray(step * 48 * 64, (step + 1) * 48 * 64));
      expect(row.subarray(48 * 64)).toEqual(second.subarray(step * 152 * 64, (step + 1) * 152 * 64));
    }
  });
});
