import { createKernelClient } from "../../src/kernel/client/client.js";
import { readKernelBytes } from "../../src/kernel/node.js";
import { threadWorker } from "../kernel/threads.js";
import { benchMachine } from "./contender.js";
import { median } from "./median.js";

/** Milliseconds for the same chains with one worker and with two, medians, in turn. */
export async function measureWorkers(rounds: number): Promise<{ one: number; two: number }> {
  const module = new WebAssembly.Module(readKernelBytes());
  const machine = benchMachine(100);
  const clients = [1, 2].map((workers) => createKernelClient({ module, createWorker: threadWorker, workers }));
  const times: number[][] = [[], []];
  for (let round = -2; round < rounds; round++)
    for (const [at, client] of clients.entries()) {
      const start = performance.now();
      await client.sample({ machine, chains: 2000, steps: 1000, seed: round + 9, start: null });
      if (round >= 0) times[at].push(performance.now() - start);
    }
  for (const client of clients) client.close();
  const [one, two] = times.map(median);
  return { one, two };
}
