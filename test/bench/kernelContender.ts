import { KernelInstance } from "../../src/kernel/engine/instance.js";
import { finish } from "../../src/kernel/kernel.js";
import { readKernelBytes } from "../../src/kernel/node.js";
import { sampleBlocks } from "../../src/kernel/engine/sampling.js";
import { createTrainer } from "../../src/kernel/engine/training.js";
import { labRecipe } from "../../src/rbm/training/recipe.js";
import { timed } from "./contender.js";
import type { Contender } from "./contender.js";

/** Our kernel, on one thread. */
export function kernelContender(): Contender {
  const instance = new KernelInstance(new WebAssembly.Module(readKernelBytes()));
  return {
    name: "our kernel",
    nanoseconds: 0.8,
    capacity: Infinity,
    sample: (machine, chains, steps) =>
      timed(() => {
        instance.reset();
        const request = { machine, chains, steps, seed: 1, start: null, firstChain: 0 };
        const x = finish(sampleBlocks(instance, request));
        return meanSquare(x.subarray(x.length - 2 * chains), chains);
      }),
    train: (machine, data, epochs) =>
      timed(() => {
        instance.reset();
        const trainer = createTrainer(instance, machine, data, { ...labRecipe, hidden: machine.m, epochs });
        let loss = NaN;
        for (let epoch = 0; epoch < epochs; epoch++) ({ loss } = finish(trainer.epoch()));
        return loss;
      })
  };
}

export function meanSquare(values: ArrayLike<number>, rows: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ** 2;
  return sum / rows;
}
