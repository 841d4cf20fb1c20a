import { describe, expect, it } from "vitest";
import { KernelInstance } from "../../../src/kernel/engine/instance.js";
import { readKernelBytes } from "../../../src/kernel/node.js";

const module = new WebAssembly.Module(readKernelBytes());

/** First words of xoshiro128++ from the state 1, 2, 3, 4, by its authors' reference implementation. */
const published = [
  641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011, 621204420
];

function words(seed: number, block: number, count: number): Uint32Array {
  const instance = new KernelInstance(module);
  const stream = instance.stream(seed, "sampling", block);
  const out = instance.allocate(count * 4);
  instance.wasm.fillWords(stream, out, count / 4);
  return instance.words(out, count).slice();
}

describe("the kernel's random stream", () => {
  it("is xoshiro128++ in each lane and in the single generator", () => {
    const instance = new KernelInstance(module);
    const stream = instance.allocate(80);
    instance.words(stream, 20).set([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 1, 2, 3, 4]);
    const out = instance.allocate(160);
    instance.wasm.fillWords(stream, out, 10);
    const drawn = instance.words(out, 40);
    for (let lane = 0; lane < 4; lane++) expect(published.map((_, i) => drawn[4 * i + lane])).toEqual(published);
    expect(published.map(() => instance.wasm.nextWord(stream) >>> 0)).toEqual(published);
  });

  it("differs by seed, block, purpose and lane: the first 4096 words of 12 streams repeat no more than chance allows", () => {
    const instance = new KernelInstance(module);
    const out = instance.allocate(4096 * 4);
    const seen = new Map<number, number>();
    for (const seed of [0, 1])
      for (const block of [0, 1])
        for (const purpose of ["sampling", "training", "order"] as const) {
          const stream = instance.stream(seed, purpose, block);
          instance.wasm.fillWords(stream, out, 1024);
          for (const word of instance.words(out, 4096)) seen.set(word, (seen.get(word) ?? 0) + 1);
        }
    // 49152 words: 0.28 pairs are expected among 2³² values, and more than 6 with probability 1e-8.
    expect(12 * 4096 - seen.size).toBeLessThanOrEqual(6);
  });

  it("has equal frequencies in each byte and in both 16-bit halves (chi-square, each errs once in 3000 seeds)", () => {
    const drawn = words(11, 5, 1 << 22);
    for (const [shift, bits] of [
      [0, 8],
      [8, 8],
      [16, 8],
      [24, 8],
      [0, 16],
      [16, 16]
    ]) {
      const cells = 1 << bits;
      const counts = new Float64Array(cells);
      for (const word of drawn) counts[(word >>> shift) & (cells - 1)]++;
      const mean = drawn.length / cells;
      const chi2 = counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
      expect(Math.abs(chi2 - (cells - 1)) / Math.sqrt(2 * (cells - 1))).toBeLessThan(3.8);
    }
  });

  it("is uncorrelated at lags 1 to 16, lane with lane, and has a uniform's moments (5 standard errors)", () => {
    const drawn = Float64Array.from(words(12, 0, 1 << 20), (word) => (word + 0.5) / 2 ** 32 - 0.5);
    const count = drawn.length;
    const moment = (k: number) => drawn.reduce((sum, u) => sum + u ** k, 0) / count;
    const exact = (k: number) => (k % 2 ? 0 : 0.5 ** k / (k + 1));
    for (const k of [1, 2, 3, 4])
      expect(Math.abs(moment(k) - exact(k))).toBeLessThan(5 * Math.sqrt((exact(2 * k) - exact(k) ** 2) / count));
    for (let lag = 1; lag <= 16; lag++) {
      let sum = 0;
      for (let i = lag; i < count; i++) sum += drawn[i] * drawn[i - lag];
      expect(Math.abs(sum / (count - lag))).toBeLessThan((5 * exact(2)) / Math.sqrt(count));
    }
  });

  it("gives standard normals: moments, and the law in 200 equal cells (chi-square, errs once in 3000 seeds)", () => {
    const instance = new KernelInstance(module);
    const count = 1 << 21;
    const source = instance.stream(13, "sampling");
    const uniform = instance.allocate(count * 4);
    const out = instance.allocate(count * 4);
    instance.wasm.fillWords(source, uniform, count / 4);
    instance.wasm.normals(uniform, out, count / 8);
    const drawn = Float64Array.from(instance.floats(out, count));
    const moments = [1, 2, 3, 4].map((k) => drawn.reduce((sum, value) => sum + value ** k, 0) / count);
    [0, 1, 0, 3].forEach((exact, i) => {
      const variance = [1, 2, 15, 96][i];
      expect(Math.abs(moments[i] - exact)).toBeLessThan(5 * Math.sqrt(variance / count));
    });
    const cells = 200;
    const counts = new Float64Array(cells);
    for (const value of drawn) counts[Math.min(cells - 1, Math.floor(normalCdf(value) * cells))]++;
    const chi2 = counts.reduce((sum, seen) => sum + (seen - count / cells) ** 2 / (count / cells), 0);
    expect(Math.abs(chi2 - (cells - 1)) / Math.sqrt(2 * (cells - 1))).toBeLessThan(3.8);
    // The two of a pair, and neighbours, are uncorrelated.
    for (const lag of [1, 2, 4, 8]) {
      let sum = 0;
      for (let i = lag; i < count; i++) sum += drawn[i] * drawn[i - lag];
      expect(Math.abs(sum / count)).toBeLessThan(5 / Math.sqrt(count));
    }
  });

  it("shuffles every order alike: 24 orders of 4 rows (chi-square, errs once in 3000 seeds)", () => {
    const instance = new KernelInstance(module);
    const stream = instance.stream(14, "order");
    const order = instance.allocate(16);
    const counts = new Map<string, number>();
    const trials = 48_000;
    for (let trial = 0; trial < trials; trial++) {
      instance.words(order, 4).set([0, 1, 2, 3]);
      instance.wasm.shuffle(stream, order, 4);
      const key = instance.words(order, 4).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const mean = trials / 24;
    const chi2 = [...counts.values()].reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
    expect(chi2).toBeLessThan(51);
  });
});

/** Φ by Simpson's rule from a table, to 1e-9: Φ(x) = ½ + ∫₀ˣ φ. */
const normalCdf = (() => {
  const step = 1 / 512;
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const table = [0.5];
  for (let x = 0; x < 8; x += step)
    table.push(table[table.length - 1] + (step / 6) * (density(x) + 4 * density(x + step / 2) + density(x + step)));
  return (x: number) => {
    const size = Math.min(Math.abs(x), 7.9);
    const at = Math.floor(size / step);
    const rest = size - at * step;
    const value = table[at] + (rest / 6) * (density(at * step) + 4 * density(at * step + rest / 2) + density(size));
    return x < 0 ? 1 - value : value;
  };
})();
