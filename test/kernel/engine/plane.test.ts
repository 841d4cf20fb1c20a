import { describe, expect, it } from "vitest";
import { store } from "../../../src/kernel/engine/c.js";
import { KernelInstance } from "../../../src/kernel/engine/instance.js";
import { finish } from "../../../src/kernel/kernel.js";
import { readKernelBytes } from "../../../src/kernel/node.js";
import { evaluate } from "../../../src/kernel/engine/quadrature.js";
import type { GridSpec } from "../../../src/rbm/exact/grid.js";
import { cellCentres } from "../../../src/rbm/exact/grid.js";
import { createMachine } from "../../../src/rbm/model/machine.js";
import type { Machine } from "../../../src/rbm/model/machine.js";
import { c } from "../../../src/rbm/model/model.js";
import { kernel, randomMachine } from "../reference.js";

const module = new WebAssembly.Module(readKernelBytes());

/** Two blocks by two, the further ones of 5 columns and 3 rows: neither fills its vectors. */
const grid = { xmin: -1.9, xmax: 1.8, ymin: -1.5, ymax: 2, columns: 37, rows: 35 };

function planeOf(machine: Machine, on: GridSpec): Float32Array {
  const instance = new KernelInstance(module);
  const nodes = finish(evaluate(instance, store(instance, machine), on));
  return instance.floats(nodes.c, nodes.count);
}

/** The greatest error of c at the nodes, relative to 1 + |c|. */
function error(machine: Machine, on: GridSpec = grid): number {
  const centres = cellCentres(on);
  const rows = Array.from({ length: on.columns * on.rows }, (_, r) => [centres[2 * r], centres[2 * r + 1]]);
  const exact = c(machine, rows);
  return planeOf(machine, on).reduce((worst, value, r) => {
    const off = Math.abs(value - exact[r]) / (1 + Math.abs(exact[r]));
    return Number.isFinite(off) ? Math.max(worst, off) : Infinity;
  }, 0);
}

const unitOf = (w1: number, w2: number, d: number) =>
  createMachine({ b: [0, 0], logSigma2: [0, 0], W: [[w1], [w2]].map((row) => row.map(Math.fround)), d: [d] });

describe("c(x) on a block of nodes, by products", () => {
  it.each([1, 2, 17, 64, 65, 200])("agrees with float64 to 2e-6 relative on random machines, m = %i", (m) => {
    for (let seed = 0; seed < 3; seed++) expect(error(randomMachine(2, m, seed))).toBeLessThan(2e-6);
  });

  it("agrees when every activation is large: weights fifty times greater", () => {
    for (let seed = 0; seed < 5; seed++) expect(error(randomMachine(2, 140, seed, 15))).toBeLessThan(2e-6);
  });

  it("agrees when the product of all factors would pass e^1000, on either side", () => {
    const machine = randomMachine(2, 150, 1);
    for (const d of [8, -8, 0]) expect(error({ ...machine, d: machine.d.map(() => d) })).toBeLessThan(2e-6);
    // Factors of nearly e^40 all at once: three to a product.
    const W = Float64Array.from(machine.W, (_, at) => (at < machine.m ? 41 : 0));
    expect(error({ ...machine, logSigma2: new Float64Array(2), W })).toBeLessThan(2e-6);
  });

  it.each([
    ["off everywhere", 0.5, -0.5, -30],
    ["on everywhere", 0.5, 0.5, 30],
    ["barely seen", 0.5, 0.5, -18],
    ["as steep as a factor may be", 20, 20, 0],
    ["steeper along x", 45, 1, 0],
    ["steeper along y", 1, 45, 0],
    ["so steep along y that B would pass float32, and A be below it", 0, 90, -150],
    ["the same, on", 0, 90, 150],
    ["a thousand times steeper", 3e4, -2e4, 12]
  ])("agrees for a unit that is %s", (_, w1, w2, d) => {
    const machine = unitOf(w1, w2, d);
    expect(error(machine)).toBeLessThan(2e-6);
    expect(error(machine, { ...grid, columns: 3, rows: 2 })).toBeLessThan(2e-6);
  });

  it("agrees far from the origin and for a narrow machine", () => {
    const machine = randomMachine(2, 30, 4);
    const far = { xmin: 90, xmax: 130, ymin: -70, ymax: -30, columns: 33, rows: 5 };
    expect(error(machine, far)).toBeLessThan(2e-6);
    expect(error({ ...machine, logSigma2: Float64Array.of(-9, -7) })).toBeLessThan(2e-6);
  });

  it("writes its own nodes and no others", () => {
    const instance = new KernelInstance(module);
    const { theta, m } = store(instance, randomMachine(2, 9, 0));
    const [columns, rows, stride] = [5, 3, 8];
    const out = instance.allocate((rows + 2) * stride * 4);
    const values = instance.floats(out, (rows + 2) * stride).fill(-1234);
    const [first, work] = [out + stride * 4, instance.allocate(instance.wasm.planeBytes())];
    instance.wasm.planeC(theta, m, 0, 0.1, columns, 0, 0.1, rows, first, stride, work);
    values.forEach((value, at) => {
      const [row, column] = [Math.floor(at / stride) - 1, at % stride];
      expect(value !== -1234).toBe(row >= 0 && row < rows && column < columns);
    });
  });
});

describe("the density by products", () => {
  it("is 0, not a number beyond float32, if the window misses the mass", () => {
    const machine = { ...randomMachine(2, 5, 0), logSigma2: Float64Array.of(-4, -4) };
    const { density, massOutside } = kernel.density(machine, { ...grid, xmin: 1e3, xmax: 1e3 + 1 });
    expect(density.every((value) => value === 0)).toBe(true);
    expect(massOutside).toBe(1);
  });
});
