import { describe, expect, it } from "vitest";
import { createTiles } from "../../../src/kernel/engine/batchContrast.js";
import { store, writeC, writeColumns } from "../../../src/kernel/engine/c.js";
import { KernelInstance } from "../../../src/kernel/engine/instance.js";
import { readKernelBytes } from "../../../src/kernel/node.js";
import { digitsCases, keptOf, keptOfReference } from "../../rbm/digitsReference.js";
import { fusedKernelModule } from "../fusedKernel.js";

const builds = { plain: new WebAssembly.Module(readKernelBytes()), fused: fusedKernelModule() };
const cases = digitsCases.flatMap((each) =>
  (["plain", "fused"] as const).map((build) => ({ ...each, build, module: builds[build] }))
);

describe.each(cases)(
  "the $build kernel at $title against PyTorch's float64 values",
  ({ values, machine, data, draws, module }) => {
    const { n, m } = machine;

    it("c(x) agrees to 2e-6 relative", () => {
      const instance = new KernelInstance(module);
      const columns = writeColumns(instance, data, n);
      const out = instance.allocate(columns.padded * 4);
      writeC(instance, store(instance, machine), columns, out);
      instance.floats(out, columns.count).forEach((value, row) => {
        expect(Math.abs(value - values.c[row]) / (1 + Math.abs(values.c[row]))).toBeLessThan(2e-6);
      });
    });

    it("gradient and its norm, by the calls that training makes, agree with autograd to 5e-6 of the norm", () => {
      const instance = new KernelInstance(module);
      const { wasm } = instance;
      const theta = instance.writeMachine(machine);
      const gradient = instance.allocate(wasm.thetaLength(n, m) * 4);
      const moments = instance.allocate(n * 16);
      const inverses = instance.allocate(n * 4);
      wasm.inverseVariances(theta, n, inverses);
      for (const [batch, sign] of [
        [data, 1],
        [draws, -1]
      ] as const) {
        const count = batch.length / n;
        const x = instance.allocate(batch.length * 4);
        instance.floats(x, batch.length).set(batch);
        const prepared = instance.allocate(wasm.gibbsBytes(n, m));
        wasm.prepareGibbs(theta, n, m, prepared);
        const tiles = createTiles(instance, { theta, n, m }, prepared, count);
        tiles.load(x, count);
        tiles.weigh(count, sign / count);
        tiles.add({ gradient, moments }, count, sign / count, false);
      }
      wasm.finishGradient(theta, n, m, inverses, moments, true, 1, gradient);
      expect(Math.abs(wasm.gradientNorm(n, m, gradient) / values.gradient_norm - 1)).toBeLessThan(5e-6);
      const found = keptOf(instance.readMachine(gradient, n, m), values);
      keptOfReference(values).forEach((value, at) => {
        expect(Math.abs(found[at] - value)).toBeLessThan(5e-6 * values.gradient_norm);
      });
    });
  }
);
