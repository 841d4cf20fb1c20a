import { describe, expect, it } from "vitest";
import { createRandom, createRandomFromState } from "../../src/rbm/index.js";
import { splitmix64 } from "../../src/rbm/random.js";

describe("xoshiro128++", () => {
  it("gives the numbers of its authors' C code from the state 1, 2, 3, 4", () => {
    const random = createRandomFromState([1, 2, 3, 4]);
    expect(Array.from({ length: 10 }, random.uint32)).toEqual([
      641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011, 621204420
    ]);
  });

  it("refuses a state that it would never leave, and one of another size", () => {
    expect(() => createRandomFromState([0, 0, 0, 0])).toThrow("state is all zeros");
    expect(() => createRandomFromState([1, 2, 3])).toThrow("state has shape (3,); it must have shape (4,)");
  });

  it("jumps by 2⁶⁴ numbers exactly: the same as its transition squared 64 times, over GF(2)", () => {
    const state = [0x12345678, 0x9abcdef0, 0x0fedcba9, 0x87654321];
    let columns = Array.from({ length: 128 }, (_, bit) => transition(1n << BigInt(bit)));
    const apply = (matrix: bigint[], vector: bigint) =>
      matrix.reduce((sum, column, bit) => ((vector >> BigInt(bit)) & 1n ? sum ^ column : sum), 0n);
    for (let square = 0; square < 64; square++) columns = columns.map((column) => apply(columns, column));
    const expected = apply(columns, pack(state));
    expect(pack(Array.from(createRandomFromState(state).jump().state()))).toBe(expected);
  });

  it("leaves the stream it jumps from where it was", () => {
    const random = createRandom(3);
    const before = random.state();
    const jumped = random.jump();
    expect(random.state()).toEqual(before);
    expect(jumped.state()).not.toEqual(before);
  });
});

describe("seeding", () => {
  it("splitmix64 gives its published numbers for 1234567", () => {
    const next = splitmix64(1234567n);
    expect([next(), next(), next()]).toEqual([6457827717110365317n, 3203168211198807973n, 9817491932198370423n]);
  });

  it("the same seed and name give the same numbers; another seed or name gives others", () => {
    const start = (seed: number, name?: string) => {
      const random = createRandom(seed, name);
      return Array.from({ length: 4 }, random.uint32);
    };
    expect(start(1, "chains")).toEqual(start(1, "chains"));
    const distinct = [start(1), start(2), start(1, "data"), start(1, "chains"), start(2 ** 32 + 1), start(0)];
    expect(new Set(distinct.map(String)).size).toBe(distinct.length);
  });

  it("the numbers of a seed are fixed for good, normal ones to the last bit", () => {
    const random = createRandom(42, "fixed");
    expect([random.uint32(), random.uniform(), random.normal(), random.normal(), random.bernoulli(0.5)]).toEqual([
      1454005526, 0.6567188315209066, -2.4907316472127166, 1.2002263159550588, 0
    ]);
  });

  it("refuses a seed that is no whole number", () => {
    expect(() => createRandom(-1)).toThrow("seed is -1");
    expect(() => createRandom(0.5)).toThrow("seed is 0.5");
  });
});

// Each bound is 4.5 standard errors: one check in 150 000 would fail by chance, were the seed not fixed.
describe("over a million numbers", () => {
  const count = 1_000_000;

  it("uniform has the moments, the bins and the lagged products of the uniform law", () => {
    const random = createRandom(1);
    const bins = new Float64Array(100);
    let [sum, squares, products, before] = [0, 0, 0, random.uniform()];
    for (let i = 0; i < count; i++) {
      const u = random.uniform();
      sum += u;
      squares += u * u;
      products += (u - 0.5) * (before - 0.5);
      bins[Math.floor(100 * u)]++;
      before = u;
    }
    expect(Math.abs(sum / count - 1 / 2)).toBeLessThan(4.5 * Math.sqrt(1 / 12 / count));
    expect(Math.abs(squares / count - 1 / 3)).toBeLessThan(4.5 * Math.sqrt(4 / 45 / count));
    expect(Math.abs(products / count)).toBeLessThan(4.5 / 12 / Math.sqrt(count));
    const chiSquare = bins.reduce((total, n) => total + (n - count / 100) ** 2 / (count / 100), 0);
    expect(Math.abs(chiSquare - 99)).toBeLessThan(4.5 * Math.sqrt(2 * 99));
  });

  it("normal has the first four moments, the tails and the independent pairs of the normal law", () => {
    const random = createRandom(2);
    const moments = [0, 0, 0, 0];
    let [beyond2, beyond4, pairs, before] = [0, 0, 0, random.normal()];
    for (let i = 0; i < count; i++) {
      const value = random.normal();
      for (let power = 0; power < 4; power++) moments[power] += value ** (power + 1) / count;
      if (Math.abs(value) > 2) beyond2++;
      if (Math.abs(value) > 4) beyond4++;
      pairs += (value * before) / count;
      before = value;
    }
    // Var xᵏ = E x²ᵏ − (E xᵏ)²: 1, 2, 15, 96
    [0, 1, 0, 3].forEach((expected, i) =>
      expect(Math.abs(moments[i] - expected)).toBeLessThan(4.5 * Math.sqrt([1, 2, 15, 96][i] / count))
    );
    expect(Math.abs(pairs)).toBeLessThan(4.5 / Math.sqrt(count));
    const tail2 = 0.0455002638963584;
    const tail4 = 6.334248366623996e-5;
    expect(Math.abs(beyond2 / count - tail2)).toBeLessThan(4.5 * Math.sqrt(tail2 / count));
    expect(Math.abs(beyond4 / count - tail4)).toBeLessThan(4.5 * Math.sqrt(tail4 / count));
  });

  it.each([0.5, 0.25, 1e-3, 0.999, 1 / 3])("bernoulli(%d) comes up as often as it should", (p) => {
    const random = createRandom(3);
    let ones = 0;
    for (let i = 0; i < count; i++) ones += random.bernoulli(p);
    expect(Math.abs(ones / count - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / count));
  });

  it("bernoulli(0) never comes up, bernoulli(1) always", () => {
    const random = createRandom(4);
    for (let i = 0; i < 1000; i++) {
      expect(random.bernoulli(0)).toBe(0);
      expect(random.bernoulli(1)).toBe(1);
    }
  });
});

it("bernoulli draws a second word where the first one falls on the threshold", () => {
  // word 641 first, then 1573767: at p = 641.0003664 / 2³² the first decides nothing, the second decides
  const fraction = 1573767 / 2 ** 32;
  const draw = (p: number) => createRandomFromState([1, 2, 3, 4]).bernoulli(p);
  expect(draw((641 + fraction * 1.001) / 2 ** 32)).toBe(1);
  expect(draw((641 + fraction * 0.999) / 2 ** 32)).toBe(0);
  expect(draw(642 / 2 ** 32)).toBe(1);
  expect(draw(641 / 2 ** 32)).toBe(0);
});

it("bernoulliEach draws what bernoulli draws in turn", () => {
  const fraction = 1573767 / 2 ** 32;
  const onThreshold = [1.001, 0.999].map((share) => (641 + fraction * share) / 2 ** 32);
  for (const first of [...onThreshold, 641 / 2 ** 32, 642 / 2 ** 32, 0, 1]) {
    const p = Float64Array.from({ length: 1000 }, (_, i) => (i === 0 ? first : [0, 1, 2 ** -40, i / 1000][i % 4]));
    const [one, other] = [createRandomFromState([1, 2, 3, 4]), createRandomFromState([1, 2, 3, 4])];
    const out = new Float64Array(p.length);
    one.bernoulliEach(p, out);
    expect(out).toEqual(p.map((value) => other.bernoulli(value)));
    expect(one.state()).toEqual(other.state());
  }
});

/** One step of xoshiro128's linear engine on 128 bits, word 0 lowest. */
function transition(state: bigint): bigint {
  const words = [0n, 32n, 64n, 96n].map((shift) => Number((state >> shift) & 0xffffffffn));
  const random = createRandomFromState(words);
  random.uint32();
  return pack(Array.from(random.state()));
}

function pack(words: number[]): bigint {
  return words.reduce((sum, word, i) => sum | (BigInt(word >>> 0) << BigInt(32 * i)), 0n);
}
