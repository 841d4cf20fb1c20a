/**
 * Machines with many visible units, m = 256: our kernel, its build with fused multiply–add, and PyTorch on one thread, in
 * turn; the least of the rounds. Training is an epoch of CD-1 on 500 rows in batches of 100 with Adam; sampling, 500
 * chains. What the core can do at most comes first. Run alone: `npx tsx test/bench/wide.ts`.
 */
import { setFlagsFromString } from "node:v8";
import { pathToFileURL } from "node:url";
import { KernelInstance } from "../../src/kernel/engine/instance.js";
import { sampleBlocks } from "../../src/kernel/engine/sampling.js";
import { createTrainer } from "../../src/kernel/engine/training.js";
import { finish } from "../../src/kernel/kernel.js";
import { readFusedKernelBytes, readKernelBytes } from "../../src/kernel/node.js";
import { createMachine } from "../../src/rbm/model/machine.js";
import type { Machine } from "../../src/rbm/model/machine.js";
import { createRandom } from "../../src/rbm/random.js";
import { labRecipe } from "../../src/rbm/training/recipe.js";
import type { Points } from "../../src/rbm/shapes.js";
import { measurePeak } from "./peak.js";
import { torchContender } from "./torchContender.js";

// Node 20 compiles fused multiply–add only with it.
setFlagsFromString("--experimental-wasm-relaxed-simd");

const m = 256;
const rows = 500;
const batchSize = 100;

interface WideRow {
  readonly work: "sampling" | "training";
  readonly n: number;
  /** multiply–adds of an update of a hidden unit, as PyTorch does them */
  readonly products: number;
  /** nanoseconds an update of a hidden unit; NaN without PyTorch */
  readonly plain: number;
  readonly fused: number;
  readonly torch: number;
}

export async function measureWide(rounds: number, sizes = [64, 784]): Promise<WideRow[]> {
  const instances = [readKernelBytes(), readFusedKernelBytes()].map(
    (bytes) => new KernelInstance(new WebAssembly.Module(bytes))
  );
  const torch = await torchContender();
  const results: WideRow[] = [];
  for (const n of sizes) {
    const { machine, data } = wideMachine(n);
    const [steps, epochs] = n > 200 ? [4, 2] : [20, 10];
    const recipe = { ...labRecipe, hidden: m, epochs, batchSize, optimizer: "adam" as const };
    const least = { sampling: [Infinity, Infinity, Infinity], training: [Infinity, Infinity, Infinity] };
    const note = (work: WideRow["work"], at: number, ms: number, updates: number) =>
      (least[work][at] = Math.min(least[work][at], (ms * 1e6) / (updates * rows * m)));
    for (let round = -1; round < rounds; round++) {
      if (round === 0) for (const times of Object.values(least)) times.fill(Infinity);
      for (const [at, instance] of instances.entries()) {
        instance.reset();
        const sampled = timeOf(() =>
          finish(sampleBlocks(instance, { machine, chains: rows, steps, seed: 1, start: null, firstChain: 0 }))
        );
        note("sampling", at, sampled, steps - 1);
        instance.reset();
        const trainer = createTrainer(instance, machine, data, recipe);
        const trained = timeOf(() => {
          for (let epoch = 0; epoch < epochs; epoch++) finish(trainer.epoch());
        });
        note("training", at, trained, epochs);
      }
      if (!torch) continue;
      note("sampling", 2, (await torch.sample(machine, rows, steps)).milliseconds, steps - 1);
      note("training", 2, (await torch.trainBatches(machine, data, epochs, batchSize)).milliseconds, epochs);
    }
    for (const work of ["sampling", "training"] as const) {
      const [plain, fused, torchTime] = least[work];
      results.push({ work, n, products: (work === "sampling" ? 2 : 6) * n, plain, fused, torch: torchTime });
    }
  }
  torch?.close?.();
  return results;
}

export async function printWide(results: readonly WideRow[]): Promise<void> {
  const peak = await measurePeak();
  console.log(
    `\nIn vectors of 128 bits this core multiplies and adds ${peak.apart.toFixed(1)} times a nanosecond, ` +
      `${peak.fused.toFixed(1)} fused.`
  );
  console.log("\n| work | n | multiply–adds a unit | kernel, ns | fused, ns | PyTorch, ns | times as fast | fused |");
  console.log("|---|---|---|---|---|---|---|---|");
  for (const { work, n, products, plain, fused, torch } of results)
    console.log(
      `| ${work} | ${n} | ${products} | ${plain.toFixed(1)} | ${fused.toFixed(1)} | ${torch.toFixed(1)} | ` +
        `${(torch / plain).toFixed(2)} | ${(torch / fused).toFixed(2)} |`
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

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  await printWide(await measureWide(Number(process.argv[2] ?? 9)));
