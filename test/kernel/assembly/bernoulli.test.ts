import { describe, expect, it } from "vitest";
import { KernelInstance } from "../../../src/kernel/engine/instance.js";
import { readKernelBytes } from "../../../src/kernel/node.js";
import { createMachine } from "../../../src/rbm/model/machine.js";
import type { Machine } from "../../../src/rbm/model/machine.js";
import { createRandom } from "../../../src/rbm/random.js";

const module = new WebAssembly.Module(readKernelBytes());
const logistic = (a: number) => 1 / (1 + Math.exp(-a));

/** A machine in memory, with room for one step of one chain from given words. */
function prepared(machine: Machine) {
  const instance = new KernelInstance(module);
  const { wasm } = instance;
  const { n, m } = machine;
  const theta = instance.writeMachine(machine);
  const gibbs = instance.allocate(wasm.gibbsBytes(n, m));
  wasm.prepareGibbs(theta, n, m, gibbs);
  const groups = wasm.paddedHidden(m) / 8;
  const scratch = instance.allocate(wasm.gibbsScratchBytes(n, m, 16));
  return { instance, wasm, theta, gibbs, groups, scratch, stream: instance.stream(1, "sampling"), n, m };
}

/** Units with activations spread over [−20, 20] at x, reached by d alone or by random weights and the rest by d. */
function spread(n: number, m: number, x: number[], scale: number): { machine: Machine; activations: Float64Array } {
  const random = createRandom(3, "spread");
  const W = Float32Array.from({ length: n * m }, () => scale * random.normal());
  const coupling = (j: number) => x.reduce((sum, xi, i) => sum + xi * W[i * m + j], 0);
  const d = Float32Array.from({ length: m }, (_, j) => -20 + (40 * j) / (m - 1) - coupling(j));
  const machine = createMachine({ b: new Float64Array(n), logSigma2: new Float64Array(n), W: Float64Array.from(W), d });
  return { machine, activations: Float64Array.from(d, (value, j) => value + coupling(j)) };
}

describe("one Bernoulli draw", () => {
  // All 2¹⁶ values of a draw's own bits, for each of 600 activations or more: 2e8 decisions, none of them at random.
  const cases: [string, number, number, number[], number][] = [
    ["by tables, activations from d", 2, 600, [0, 0], 0],
    ["by tables, activations from d and x", 2, 600, [1.5, -0.75], 8],
    ["by masks, n = 3", 3, 400, [0.5, 1.25, -2], 8],
    ["by masks, activations of other units up to 2000", 2, 2104, [100, 0], 8],
    ["in a batch, n = 64", 64, 104, Array.from({ length: 64 }, (_, i) => Math.sin(i)), 2]
  ];
  it.each(cases)("is decided by its 16 bits only if no further bits could change it: %s", (_, n, m, x, scale) => {
    const { machine, activations } = spread(n, m, x, scale);
    const { instance, wasm, theta, gibbs, groups, scratch, stream } = prepared(machine);
    const at = instance.allocate(n * 4);
    const words = instance.allocate(groups * 16);
    let near = 0;
    for (let value = 0; value < 65536; value++) {
      instance.words(words, groups * 4).fill(((value << 16) | value) >>> 0);
      instance.floats(at, n).set(x);
      wasm.gibbsMean(theta, n, m, gibbs, stream, at, words, scratch);
      const marks = new Uint16Array(wasm.memory.buffer, scratch, groups);
      const cell = (value ^ 0x8000) / 65536; // u lies in [cell, cell + 2⁻¹⁶)
      for (let j = 0; j < m; j++) {
        const mark = marks[j >> 3] >> (j & 7);
        if (mark & 256) {
          near++;
          continue;
        }
        const p = logistic(activations[j]);
        if (mark & 1 ? cell + 2 ** -16 > p : cell < p)
          throw new Error(`activation ${activations[j]}, u in [${cell}, +2⁻¹⁶), decided as ${mark & 1}`);
      }
    }
    // The rare, costly decision stays rare.
    expect(near / (65536 * m)).toBeLessThan(0.01);
  });

  // Each unit's frequency is within its exact binomial's two-sided 1e-5, so the test errs once in 5000 choices of a seed.
  const tails = [-20, -17, -14, -12, -10, -8, -6, -4, -2, -0.5, 0, 0.5, 2, 4, 6, 8, 10, 12, 14, 20];
  it("has its probability over 1e8 draws, for activations from −20 to 20", () => {
    const draws = 5_000_000;
    // Ten units for each visible unit, which x tells apart by powers of 2; x = 0 leaves a = d.
    const W = Float64Array.from({ length: 40 }, (_, at) => {
      const [i, j] = [Math.floor(at / 20), at % 20];
      return Math.floor(j / 10) === i ? 2 ** (j % 10) : 0;
    });
    const logSigma2 = Array(2).fill(2 * Math.log(0.05));
    const { instance, wasm, theta, gibbs, scratch, stream } = prepared(
      createMachine({ b: [0, 0], logSigma2, W, d: tails })
    );
    const x = instance.allocate(32 * 4);
    const view = instance.floats(x, 32);
    const counts = [new Uint32Array(1024), new Uint32Array(1024)];
    for (let drawn = 0; drawn < draws; drawn += 16) {
      view.fill(0);
      wasm.gibbsSteps(theta, 2, 20, gibbs, stream, x, 16, 1, 0, 0, scratch);
      for (let c = 0; c < 32; c++) counts[c & 1][Math.round(view[c])]++;
    }
    tails.forEach((activation, j) => {
      let on = 0;
      counts[Math.floor(j / 10)].forEach((count, states) => (on += (states >> (j % 10)) & 1 ? count : 0));
      const p = logistic(Math.fround(activation));
      const [rarer, seen] = p < 0.5 ? [p, on] : [logistic(-activation), draws - on];
      expect(binomialTail(draws, rarer, seen), `activation ${activation}: ${on} of ${draws}`).toBeGreaterThan(0.5e-5);
    });
  });

  it("has the right tail beyond 16 bits: given that all of them are 0, a = −20 is on with probability 2¹⁶ σ(−20)", () => {
    const draws = 4_000_000;
    const machine = createMachine({
      b: [0, 0],
      logSigma2: [0, 0],
      W: new Float64Array(16).fill(1),
      d: Array(8).fill(-20)
    });
    const { instance, wasm, theta, gibbs, scratch, stream } = prepared(machine);
    const words = instance.allocate(16);
    instance.words(words, 4).fill(0x80008000);
    const at = instance.allocate(8);
    let on = 0;
    for (let drawn = 0; drawn < draws; drawn += 8) {
      const x = instance.floats(at, 2).fill(0);
      wasm.gibbsMean(theta, 2, 8, gibbs, stream, at, words, scratch);
      on += x[0];
    }
    expect(binomialTail(draws, 65536 * logistic(-20), on)).toBeGreaterThan(0.5e-5);
    expect(on).toBeGreaterThan(300);
  });
});

/** The smaller of P(X ≤ seen) and P(X ≥ seen), X binomial: summed if the mean is below 1000, else normal. */
function binomialTail(draws: number, p: number, seen: number): number {
  const mean = draws * p;
  if (mean > 1000) {
    const z = Math.max(0, Math.abs(seen - mean) - 0.5) / Math.sqrt(mean * (1 - p));
    return 0.5 * erfc(z / Math.SQRT2);
  }
  let term = Math.exp(draws * Math.log1p(-p));
  let [below, upTo] = [0, 0];
  for (let k = 0; k <= seen; k++) {
    upTo += term;
    if (k < seen) below += term;
    term *= ((draws - k) / (k + 1)) * (p / (1 - p));
  }
  return Math.min(upTo, 1 - below);
}

/** Complementary error function for z ≥ 0 (Abramowitz and Stegun 7.1.26), to 1.5e-7. */
function erfc(z: number): number {
  const t = 1 / (1 + 0.3275911 * z);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return series * Math.exp(-z * z);
}
