/**
 * Training by the digits' recipe (m = 256, CD-10, batches of 50 in two slices) on one worker and on two, in turn, as
 * threads of Node: seconds, the least of the rounds. Run alone: `npx tsx test/bench/sharedTraining.ts`.
 */
import { pathToFileURL } from "node:url";
import { createKernelClient } from "../../src/kernel/client/client.js";
import { readKernelBytes } from "../../src/kernel/node.js";
import type { RunRequest } from "../../src/kernel/protocol.js";
import { createRandom } from "../../src/rbm/random.js";
import { digitsRecipe } from "../../src/rbm/training/digitsRecipe.js";
import { threadWorker } from "../kernel/threads.js";

const contenders = [
  { name: "whole batches, one worker", workers: 1, slices: 1 },
  { name: "two slices, one worker", workers: 1, slices: 2 },
  { name: "two slices, two workers", workers: 2, slices: 2 }
];

export async function measureSharedTraining(rounds: number, n: number): Promise<number[]> {
  const module = new WebAssembly.Module(readKernelBytes());
  const clients = contenders.map(({ workers }) => createKernelClient({ module, createWorker: threadWorker, workers }));
  const random = createRandom(n, "bench");
  const data = { n, count: 1500, values: Float32Array.from({ length: 1500 * n }, () => random.normal()) };
  const recipe = { ...digitsRecipe, epochs: n > 200 ? 1 : 10 };
  const request: RunRequest = {
    data,
    test: null,
    recipe,
    initial: null,
    snapshotEpochs: [],
    grid: null,
    sampling: null
  };
  const least = contenders.map(() => Infinity);
  for (let round = -1; round < rounds; round++)
    for (const [at, client] of clients.entries()) {
      const start = performance.now();
      await client.train({ ...request, slices: contenders[at].slices }, () => {}).finished;
      if (round >= 0) least[at] = Math.min(least[at], (performance.now() - start) / 1000);
    }
  for (const client of clients) client.close();
  return least;
}

export async function printSharedTraining(rounds: number): Promise<void> {
  console.log(`\n| training | ${contenders.map(({ name }) => `${name}, s`).join(" | ")} | two workers' gain |`);
  console.log("|---|---|---|---|---|");
  for (const n of [64, 784]) {
    const [whole, one, two] = await measureSharedTraining(rounds, n);
    const cells = [whole, one, two].map((seconds) => seconds.toFixed(2)).join(" | ");
    console.log(`| n = ${n}, ${n > 200 ? "an epoch" : "ten epochs"} | ${cells} | ${(one / two).toFixed(2)} |`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await printSharedTraining(Number(process.argv[2] ?? 9));
