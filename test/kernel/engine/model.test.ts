import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createTiles } from "../../../src/kernel/engine/batchContrast.js";
import { store, writeC, writeColumns } from "../../../src/kernel/engine/c.js";
import { KernelInstance, phaseRows } from "../../../src/kernel/engine/instance.js";
import { finish } from "../../../src/kernel/kernel.js";
import { readKernelBytes } from "../../../src/kernel/node.js";
import { logPartition } from "../../../src/kernel/engine/quadrature.js";
import { logPartition as enumeratedLogPartition } from "../../../src/rbm/exact/enumeration.js";
import { createMachine } from "../../../src/rbm/model/machine.js";
import type { Machine } from "../../../src/rbm/model/machine.js";
import { c, gradientOfMeanC } from "../../../src/rbm/model/model.js";
import { densityGrid } from "../../../src/rbm/index.js";
import { clipFactor } from "../../../src/rbm/training/clipping.js";
import { adamBeta1, adamBeta2 } from "../../../src/rbm/training/constants.js";
import { createRandom } from "../../../src/rbm/random.js";
import { kernel, randomMachine } from "../reference.js";

const module = new WebAssembly.Module(readKernelBytes());

interface Reference {
  n_visible: number;
  n_hidden: number;
  params: { b: number[]; log_sigma_squared: number[]; W: number[][]; d: number[] };
  x: number[][];
  x_model: number[][];
  c: number[];
  loss: number;
  gradient: { b: number[]; log_sigma_squared: number[]; W: number[][]; d: number[] };
  gradient_norm: number;
  [name: `after_${string}`]: { b: number[]; log_sigma_squared: number[]; W: number[][]; d: number[] };
  log_z?: number;
}
const { cases, extremes } = JSON.parse(
  readFileSync(new URL("../../../data/reference/model.json", import.meta.url), "utf8")
) as { cases: Reference[]; extremes: { params: Reference["params"]; x: number[][]; c: number[] } };
const sizes = cases.map((reference) => [`${reference.n_visible} × ${reference.n_hidden}`, reference] as const);

function cOf(machine: Machine, rows: number[]): number[] {
  const instance = new KernelInstance(module);
  const stored = store(instance, machine);
  const columns = writeColumns(instance, rows, machine.n);
  const out = instance.allocate(columns.padded * 4);
  writeC(instance, stored, columns, out);
  return Array.from(instance.floats(out, columns.count));
}

/** Loss and gradient between two batches, by the calls that training makes; θ stays in the instance. */
function gradientBetween(machine: Machine, data: number[][], draws: number[][]) {
  const instance = new KernelInstance(module);
  const { wasm } = instance;
  const { n, m } = machine;
  const theta = instance.writeMachine(machine);
  const length = wasm.thetaLength(n, m);
  const gradient = instance.allocate(length * 4);
  const moments = instance.allocate(n * 16);
  const inverses = instance.allocate(n * 4);
  const work = instance.allocate(phaseRows * 16);
  wasm.inverseVariances(theta, n, inverses);
  let loss = 0;
  for (const [rows, sign] of [
    [data, 1],
    [draws, -1]
  ] as const) {
    const x = instance.allocate(rows.length * n * 4);
    instance.floats(x, rows.length * n).set(rows.flat());
    const scale = sign / rows.length;
    if (n === 2) {
      loss -= scale * wasm.addPhase(theta, m, inverses, x, rows.length, 0, scale, gradient, work);
      wasm.addMoments(theta, n, x, rows.length, 0, scale, moments);
      continue;
    }
    const prepared = instance.allocate(wasm.gibbsBytes(n, m));
    wasm.prepareGibbs(theta, n, m, prepared);
    const tiles = createTiles(instance, { theta, n, m }, prepared, rows.length);
    tiles.load(x, rows.length);
    loss -= scale * tiles.weigh(rows.length, scale);
    tiles.add({ gradient, moments }, rows.length, scale, false);
  }
  instance.doubles(moments, 2 * n).forEach((value, at) => {
    if (at % 2) loss += 0.5 * value * instance.floats(inverses, n)[at >> 1];
  });
  wasm.finishGradient(theta, n, m, inverses, moments, true, 1, gradient);
  return { instance, theta, gradient, loss, norm: wasm.gradientNorm(n, m, gradient) };
}

/** Greatest difference of any parameter. */
function distance(machine: Machine, to: Reference["params"]): number {
  const other = createMachine(to);
  return Math.max(
    ...(["b", "logSigma2", "W", "d"] as const).map((name) =>
      machine[name].reduce((greatest, value, i) => Math.max(greatest, Math.abs(value - other[name][i])), 0)
    )
  );
}

describe("the kernel against PyTorch's float64 values, in float32", () => {
  it.each(sizes)("c(x) agrees to 2e-6 relative: %s", (_, reference) => {
    cOf(createMachine(reference.params), reference.x.flat()).forEach((value, row) =>
      expect(Math.abs(value - reference.c[row]) / (1 + Math.abs(reference.c[row]))).toBeLessThan(2e-6)
    );
  });

  it("c(x) agrees when exp overflows, to 1e-6 relative", () => {
    cOf(createMachine(extremes.params), extremes.x.flat()).forEach((value, row) =>
      expect(Math.abs(value - extremes.c[row])).toBeLessThan(1e-6 * (1 + Math.abs(extremes.c[row])))
    );
  });

  it.each(sizes)("loss, gradient and its norm agree with autograd to 5e-6 of the norm: %s", (_, reference) => {
    const machine = createMachine(reference.params);
    const { instance, gradient, loss, norm } = gradientBetween(machine, reference.x, reference.x_model);
    const found = instance.readMachine(gradient, machine.n, machine.m);
    expect(Math.abs(loss - reference.loss)).toBeLessThan(5e-6 * (1 + Math.abs(reference.loss)));
    expect(Math.abs(norm / reference.gradient_norm - 1)).toBeLessThan(5e-6);
    expect(distance(found, reference.gradient)).toBeLessThan(5e-6 * reference.gradient_norm);
  });

  it.each(sizes)("a clipped SGD step agrees to 1e-6, clip 1 and 0.1: %s", (_, reference) => {
    for (const clip of [1, 0.1]) {
      const { instance, theta, gradient, norm } = gradientBetween(
        createMachine(reference.params),
        reference.x,
        reference.x_model
      );
      const [n, m] = [reference.n_visible, reference.n_hidden];
      instance.wasm.stepSgd(n, m, theta, gradient, 1e-2 * clipFactor(norm, clip));
      const after = reference[`after_sgd_lr0.01_clip${clip === 1 ? "1.0" : "0.1"}`];
      expect(distance(instance.readMachine(theta, n, m), after)).toBeLessThan(1e-6);
    }
  });

  it.each(sizes)("three Adam steps agree to 1e-5, a 3000th of the way: %s", (_, reference) => {
    let machine = createMachine(reference.params);
    const [n, m] = [reference.n_visible, reference.n_hidden];
    let kept: Float32Array | undefined;
    for (let step = 1; step <= 3; step++) {
      const { instance, theta, gradient } = gradientBetween(machine, reference.x, reference.x_model);
      const length = 2 * instance.wasm.thetaLength(n, m);
      const moments = instance.allocate(length * 4);
      if (kept) instance.floats(moments, length).set(kept);
      const [correction1, correction2] = [1 - adamBeta1 ** step, 1 - adamBeta2 ** step];
      instance.wasm.stepAdam(n, m, theta, gradient, moments, 1e-2, 1, correction1, correction2);
      kept = instance.floats(moments, length).slice();
      machine = instance.readMachine(theta, n, m);
    }
    expect(distance(machine, reference["after_3_adam_steps_lr0.01"])).toBeLessThan(1e-5);
  });

  it.each(sizes.filter(([, { n_visible, log_z }]) => n_visible === 2 && log_z !== undefined))(
    "log Z by quadrature agrees with enumeration to 1e-5: %s",
    (_, reference) => {
      const machine = createMachine(reference.params);
      const instance = new KernelInstance(module);
      const found = finish(logPartition(instance, store(instance, machine), machine));
      expect(Math.abs(found - reference.log_z!)).toBeLessThan(1e-5);
    }
  );
});

describe("the kernel against the mathjs model", () => {
  const shapes = [
    [1, 1],
    [2, 1],
    [2, 17],
    [2, 130],
    [3, 8],
    [7, 33]
  ] as const;
  const rowsOf = (n: number, seed: number, count = 9) => {
    const random = createRandom(seed, "rows");
    return Array.from({ length: count }, () => Array.from({ length: n }, () => Math.fround(random.normal())));
  };

  it.each(shapes)("c(x) agrees to 2e-6 relative on random machines, n = %i, m = %i", (n, m) => {
    for (let seed = 0; seed < 5; seed++) {
      const machine = randomMachine(n, m, seed);
      const rows = rowsOf(n, seed);
      const exact = c(machine, rows);
      cOf(machine, rows.flat()).forEach((value, row) =>
        expect(Math.abs(value - exact[row]) / (1 + Math.abs(exact[row]))).toBeLessThan(2e-6)
      );
    }
  });

  it.each([...shapes, [64, 48] as const])(
    "the gradient agrees to 5e-6 of its norm, over 700 rows and 9, n = %i, m = %i",
    (n, m) => {
      const machine = randomMachine(n, m, 1);
      const [data, draws] = [rowsOf(n, 1, 700), rowsOf(n, 2)];
      const { instance, gradient, norm } = gradientBetween(machine, data, draws);
      const found = instance.readMachine(gradient, n, m);
      const [positive, negative] = [gradientOfMeanC(machine, data), gradientOfMeanC(machine, draws)];
      for (const name of ["b", "logSigma2", "W", "d"] as const)
        found[name].forEach((value, i) =>
          expect(Math.abs(value - (negative[name][i] - positive[name][i]))).toBeLessThan(5e-6 * norm)
        );
    }
  );

  it.each([
    ["within reach of products", 0.1],
    ["beyond it for some units", 2],
    ["beyond it for nearly all", 30]
  ])("the loss agrees to 5e-6 relative to the energies, the gradient of its norm, for activations %s", (_, scale) => {
    for (let seed = 0; seed < 4; seed++) {
      const machine = randomMachine(2, 37, seed, scale);
      const [data, draws] = [rowsOf(2, seed, 701), rowsOf(2, seed + 10, 9)];
      const { instance, gradient, loss, norm } = gradientBetween(machine, data, draws);
      const mean = (rows: number[][]) => c(machine, rows).reduce((sum, value) => sum + value, 0) / rows.length;
      const [given, drawn] = [mean(data), mean(draws)];
      expect(Math.abs(loss - (drawn - given))).toBeLessThan(5e-6 * (1 + Math.abs(drawn) + Math.abs(given)));
      const [positive, negative] = [gradientOfMeanC(machine, data), gradientOfMeanC(machine, draws)];
      const found = instance.readMachine(gradient, 2, 37);
      for (const name of ["b", "logSigma2", "W", "d"] as const)
        found[name].forEach((value, i) =>
          expect(Math.abs(value - (negative[name][i] - positive[name][i]))).toBeLessThan(5e-6 * norm)
        );
    }
  });

  it("the density on a grid agrees to 2e-5 of its greatest value", () => {
    const grid = { xmin: -3, xmax: 2, ymin: -2, ymax: 3, columns: 31, rows: 17 };
    for (let seed = 0; seed < 3; seed++) {
      const machine = randomMachine(2, 12, seed);
      const [found, exact] = [kernel.density(machine, grid), densityGrid(machine, grid)];
      expect(Math.abs(found.logZ - enumeratedLogPartition(machine))).toBeLessThan(1e-5);
      const greatest = Math.max(...exact.density);
      found.density.forEach((value, i) => expect(Math.abs(value - exact.density[i])).toBeLessThan(2e-5 * greatest));
    }
  });

  it("log Z sees a mode 40σ away from the rest", () => {
    const machine = createMachine({ b: [0, 0], logSigma2: [0, 0], W: [[40], [0]], d: [-800] });
    const instance = new KernelInstance(module);
    const found = finish(logPartition(instance, store(instance, machine), machine));
    expect(found).toBeCloseTo(enumeratedLogPartition(machine), 5);
  });
});
