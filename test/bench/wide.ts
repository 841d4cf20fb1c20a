/**
 * Machines with many visible units, m = 256: our kernel and PyTorch on one thread, in turn; the least of the rounds. Training is an epoch of CD-1
 * on 500 rows in batches of 100 with Adam; sampling, 500 chains. Run alone: `npx tsx test/bench/wide.ts`.
 */
import { pathToFileURL } from "node:url";
import { KernelInstance } from "../../src/kernel/engine/instance.js";
import { sampleBlocks } from "../../src/kernel/engine/sampling.js";
import { createTrainer } from "../../src/kernel/engine/training.js";
import { finish } from "../../src/kernel/kernel.js";
import { readKernelBytes } from "../../src/kernel/node.js";
import { createMachine } from "../../src/rbm/model/machine.js";
import type { Machine } from "../../src/rbm/model/machine.js";
import { createRandom } from "../../src/rbm/random.js";
import { labRecipe } from "../../src/rbm/training/recipe.js";
import type { Points } from "../../src/rbm/shapes.js";
import { torchContender } from "./torchContender.js";

const m = 256;
const rows = 500;
const batchSize = 100;

interface WideRow {
  readonly work: "sampling" | "training";
  readonly n: number;
  /** multiply–adds of an update of a hidden unit, as PyTorch does them */
  readonly products: number;
  /** nanoseconds an update of a hidden unit; NaN without PyTorch */
  readonly kernel: number;
  readonly torch: number;
}

export async function measureWide(rounds: number, sizes = [64, 784]): Promise<WideRow[]> {
  const instance = new KernelInstance(new WebAssembly.Module(readKernelBytes()));
  const torch = await torchContender();
  const results: WideRow[] = [];
  for (const n of sizes) {
    const { machine, data } = wideMachine(n);
    const [steps, epochs] = n > 200 ? [4, 2] : [20, 10];
    const recipe = { ...labRecipe, hidden: m, epochs, batchSize, optimizer: "adam" as const };
    const times = { sampling: [[], []] as number[][], training: [[], []] as number[][] };
    for (let round = -1; round < rounds; round++) {
      const sampled = [
        timeOf(() => {
          instance.reset();
          finish(sampleBlocks(instance, { machine, chains: rows, steps, seed: 1, start: null, firstChain: 0 }));
        }),
        (await torch?.sample(machine, rows, steps))?.milliseconds
      ];
      instance.reset();
      const trainer = createTrainer(instance, machine, data, recipe);
      const trained = [
        timeOf(() => {
          for (let epoch = 0; epoch < epochs; epoch++) finish(trainer.epoch());
        }),
        (await torch?.trainBatches(machine, data, epochs, batchSize))?.milliseconds
      ];
      if (round < 0) continue;
      sampled.forEach((ms, at) => times.sampling[at].push(((ms ?? NaN) * 1e6) / ((steps - 1) * rows * m)));
      trained.forEach((ms, at) => times.training[at].push(((ms ?? NaN) * 1e6) / (epochs * rows * m)));
    }
    for (const work of ["sampling", "training"] as const) {
      const [kernel, torchTime] = times[work].map((values) => Math.min(...values));
      results.push({ work, n, products: (work === "sampling" ? 2 : 6) * n, kernel, torch: torchTime });
    }
  }
  torch?.close?.();
  return results;
}

export function printWide(results: readonly WideRow[]): void {
  console.log(
    "\n| work | n | multiply–adds a unit | our kernel, ns | PyTorch, ns | times as fast | kernel's Gflop/s |"
  );
  console.log("|---|---|---|---|---|---|---|");
  for (const { work, n, products, kernel, torch } of results)
    console.log(
      `| ${work} | ${n} | ${products} | ${kernel.toFixed(1)} | ${torch.toFixed(1)} | ${(torch / kernel).toFixed(2)} | ` +
        `${((2 * products) / kernel).toFixed(0)} |`
    );
}

function wideMachine(n: number): { machine: Machine; data: Points } {
  const random = createRandom(n, "bench");
  const draw = (count: number, size: number) =>
    Float64Array.from({ length: count }, () => Math.fround(size * random.normal()));
  const W = draw(n * m, 0.5 / Math.sqrt(n));
  const machine = createMachine({ b: draw(n, 0.1), logSigma2: new Float64Array(n), W, d: draw(m, 0.1) });
  return { machine, data: { n, count: rows, values: Float32Array.from(draw(rows * n, 1)) } };
}

function timeOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) printWide(await measureWide(Number(process.argv[2] ?? 9)));
