import { describe, expect, it } from "vitest";
import { hasFusedMultiplyAdd } from "../../../src/kernel/client/fusedMultiplyAdd.js";
import { createKernel } from "../../../src/kernel/kernel.js";
import { digitsRecipe } from "../../../src/rbm/training/digitsRecipe.js";
import { fusedKernelModule } from "../fusedKernel.js";
import { kernel, randomMachine } from "../reference.js";

const module = fusedKernelModule();
const fused = createKernel(module);

describe("the build with fused multiply–add", () => {
  it("is taken where a small module with that instruction is valid, else refused", () => {
    expect(hasFusedMultiplyAdd()).toBe(true);
    const asked: Uint8Array[] = [];
    expect(hasFusedMultiplyAdd((bytes) => asked.push(bytes) === 0)).toBe(false);
    // An engine that takes the probe without the instruction would not take the kernel either.
    const instruction = asked[0].findIndex((byte, at) => byte === 0xfd && asked[0][at + 1] === 0x85);
    expect(WebAssembly.validate(asked[0].map((byte, at) => (at === instruction + 2 ? 0x7f : byte)))).toBe(false);
  });

  it.each([
    [3, 20],
    [64, 256],
    [300, 40]
  ])("draws what the plain build draws, to the bit: n = %i, m = %i", (n, m) => {
    const machine = randomMachine(n, m, n);
    const request = { machine, chains: 70, steps: 20, seed: 4, start: null };
    const start = Float32Array.from({ length: 70 * n }, (_, at) => Math.sin(at));
    const fixed = Uint8Array.from({ length: n }, (_, at) => at % 2);
    for (const asked of [request, { ...request, start, fixed }]) {
      const [ours, plain] = [fused, kernel].map((each) => Buffer.from(each.sample(asked).x.buffer));
      expect(ours.equals(plain)).toBe(true);
      expect(ours).toHaveLength(4 * 20 * 70 * n);
    }
  });

  it("rounds gradients otherwise and no worse: an epoch leaves W within 1e-5 of the plain build's, and not equal", () => {
    const data = { n: 64, count: 200, values: Float32Array.from({ length: 12_800 }, (_, at) => Math.sin(at * at)) };
    const recipe = { ...digitsRecipe, hidden: 100, epochs: 1, k: 1, optimizer: "sgd" as const };
    const request = { data, test: null, recipe, initial: null, snapshotEpochs: [], grid: null };
    const [ours, plain] = [fused, kernel].map((each) => each.train(request).machine.W);
    const furthest = Math.max(...ours.map((value, at) => Math.abs(value - plain[at])));
    expect(furthest).toBeLessThan(1e-5);
    expect(furthest).toBeGreaterThan(0);
  });
});
