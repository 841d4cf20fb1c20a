import { describe, expect, it } from "vitest";
import { store } from "../../../src/kernel/engine/c.js";
import { KernelInstance } from "../../../src/kernel/engine/instance.js";
import { readKernelBytes } from "../../../src/kernel/node.js";
import { gibbsLangevinStep, loopEvaluator, temperedMachine } from "../../../src/rbm/index.js";
import type { Machine, Random } from "../../../src/rbm/index.js";
import { kernel, randomMachine } from "../reference.js";

const module = new WebAssembly.Module(readKernelBytes());
const uniformOf = (word: number) => ((word >>> 0) + 0.5) / 2 ** 32;

/**
 * The draws that the kernel makes of one chain's sweep, handed to the library in its own order: hidden units by 16 bits
 * each and further ones where these can't decide, then two normals, then the acceptance.
 */
function sameDraws(instance: KernelInstance, stream: number, m: number): Random {
  const { wasm } = instance;
  const groups = wasm.paddedHidden(m) / 8;
  const [noiseWords, noise, words] = [32, 32, groups * 16].map((bytes) => instance.allocate(bytes));
  wasm.fillWords(stream, noiseWords, 2);
  wasm.normals(noiseWords, noise, 1);
  wasm.fillWords(stream, words, groups);
  const drawn = Array.from(instance.words(words, groups * 4));
  let [unit, axis] = [0, 0];
  const unused = () => {
    throw new Error("the library draws what the kernel does not");
  };
  return {
    ...{ uint32: unused, bernoulliEach: unused, jump: unused, state: unused },
    bernoulli(p) {
      const lane = unit & 7;
      const word = drawn[4 * (unit++ >> 3) + (lane & 3)];
      let bits = (lane < 4 ? word >>> 16 : word & 0xffff) ^ 0x8000;
      const positive = p > 0.5;
      if (positive) bits ^= 0xffff;
      const rare = positive ? 1 - p : p;
      const on = positive ? 0 : 1;
      if (rare * 65536 < bits * 0.9999998) return positive ? 1 : 0;
      if (rare * 65536 > (bits + 1) * 1.0000002) return on;
      const further = (wasm.nextWord(stream) >>> 0) * 2 ** 32 + (wasm.nextWord(stream) >>> 0);
      return (bits + (further + 0.5) / 2 ** 64) / 65536 < rare ? on : positive ? 1 : 0;
    },
    normal: () => instance.floats(noise, 2)[axis++],
    uniform: () => uniformOf(wasm.nextWord(stream))
  };
}

describe("a Gibbs–Langevin sweep of the kernel", () => {
  const machine = randomMachine(2, 21, 6, 1);

  it.each([
    ["corrected", true],
    ["uncorrected", false]
  ])(
    "is the library's, given the same draws: 2000 steps of a chain, each within 2e-6 of the library's from there, %s",
    (_, corrected) => {
      const move = { stepSize: 0.5, innerSteps: 3, corrected };
      const steps = 2000;
      const { x, acceptance } = kernel.sampleLangevin({
        ...{ machine, move, chains: 1, steps, seed: 4, start: Float32Array.of(0.5, -1) }
      });
      const instance = new KernelInstance(module);
      const stream = instance.stream(4, "sampling", 0);
      let [before, accepted] = [Float64Array.of(0.5, -1), 0];
      for (let step = 0; step < steps; step++) {
        const next = instance.borrow(() =>
          gibbsLangevinStep(machine, [before], move, sameDraws(instance, stream, machine.m))
        );
        accepted += next.accepted;
        const own = Float64Array.from(x.subarray(2 * step, 2 * step + 2));
        for (const i of [0, 1]) expect(Math.abs(own[i] - next.x.values[i])).toBeLessThan(2e-6 * (1 + Math.abs(own[i])));
        before = own;
      }
      expect(acceptance).toBe(accepted / steps);
      expect(acceptance > 0.3 && acceptance < 1).toBe(corrected);
    }
  );

  it("names what is wrong with a request", () => {
    const request = {
      machine,
      chains: 2,
      steps: 5,
      seed: 1,
      start: null,
      move: { stepSize: 0.5, innerSteps: 2, corrected: true }
    };
    expect(() => kernel.sampleLangevin({ ...request, move: { ...request.move, stepSize: 1.5 } })).toThrow(
      /stepSize is 1.5/
    );
    expect(() => kernel.sampleLangevin({ ...request, machine: randomMachine(3, 4, 1) })).toThrow(/machine.W.*\(3, 4\)/);
    expect(() => kernel.sampleLangevin({ ...request, start: new Float32Array(2) })).toThrow(/start.*\(1, 2\)/);
  });
});

/** An exchange in memory, between two machines that may have 0 hidden units. */
function exchangeOf(p: Machine, q: Machine, xp: Float32Array, xq: Float32Array) {
  const instance = new KernelInstance(module);
  const { wasm } = instance;
  const { n } = p;
  const chains = xp.length / n;
  const [one, other] = [p, q].map((machine) => {
    const stored = store(instance, machine);
    const inverses = instance.allocate(n * 4);
    wasm.inverseVariances(stored.theta, n, inverses);
    return [stored.theta, stored.m, inverses] as const;
  });
  const [atP, atQ] = [xp, xq].map((x) => {
    const at = instance.allocate(x.length * 4);
    instance.floats(at, x.length).set(x);
    return at;
  });
  const state = instance.stream(9, "order");
  const twin = instance.stream(9, "order");
  const work = instance.allocate(wasm.exchangeBytes(n, chains));
  return {
    words: () => Array.from({ length: chains }, () => uniformOf(wasm.nextWord(twin))),
    run: (known = false) => wasm.exchange(...one, ...other, n, atP, atQ, chains, state, work, known),
    setP: (x: Float32Array) => instance.floats(atP, x.length).set(x),
    xp: () => instance.floats(atP, xp.length).slice(),
    xq: () => instance.floats(atQ, xq.length).slice()
  };
}

describe("an exchange between two rungs", () => {
  const chains = 203;
  const points = (n: number, by: number) =>
    Float32Array.from({ length: chains * n }, (_, k) => 1.5 * Math.sin(by * (k + 1)));

  it.each([
    ["two machines of the plane", 2, 30, 11],
    ["two machines with n = 3", 3, 20, 9]
  ])("is accepted as the library's c(x) and the same words say, for each of 203 chains: %s", (_, n, mp, mq) => {
    const [p, q] = [randomMachine(n, mp, 2, 0.7), randomMachine(n, mq, 3, 0.7)];
    const [xp, xq] = [points(n, 1.7), points(n, 2.3)];
    const exchange = exchangeOf(p, q, xp, xq);
    const expected = expectedExchange(p, q, xp, xq, exchange.words());
    expect(exchange.run()).toBe(expected.accepted);
    expect(expected.accepted).toBeGreaterThan(20);
    expect(expected.accepted).toBeLessThan(180);
    expect(exchange.xp()).toEqual(expected.xp);
    expect(exchange.xq()).toEqual(expected.xq);
  });

  it("needs no hidden units of a rung without W, and remembers c(x) of what did not move", () => {
    const q = randomMachine(2, 40, 5, 0.6);
    const { machine: p } = temperedMachine(q, { mean: [0.2, 0], variance: [1, 0.8] }, 0);
    const bare = { ...p, m: 0, W: new Float64Array(0), d: new Float64Array(0) };
    let [xp, xq] = [points(2, 1.7), points(2, 2.3)];
    const exchange = exchangeOf(bare, q, xp, xq);
    for (const round of [0, 1, 2]) {
      xp = points(2, 1.7 + round);
      exchange.setP(xp);
      const expected = expectedExchange(p, q, xp, xq, exchange.words());
      expect(exchange.run(round > 0)).toBe(expected.accepted);
      xq = expected.xq;
      expect(exchange.xq()).toEqual(xq);
    }
  });
});

function expectedExchange(p: Machine, q: Machine, xp: Float32Array, xq: Float32Array, words: number[]) {
  const c = (machine: Machine, x: Float32Array) => loopEvaluator.c(machine, Float64Array.from(x));
  const [pp, pq, qp, qq] = [c(p, xp), c(p, xq), c(q, xp), c(q, xq)];
  const [nextP, nextQ] = [xp.slice(), xq.slice()];
  let accepted = 0;
  words.forEach((u, chain) => {
    if (u >= Math.exp(pq[chain] + qp[chain] - pp[chain] - qq[chain])) return;
    accepted++;
    for (let at = chain * p.n; at < (chain + 1) * p.n; at++) [nextP[at], nextQ[at]] = [xq[at], xp[at]];
  });
  return { accepted, xp: nextP, xq: nextQ };
}
