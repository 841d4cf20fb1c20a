import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Machine } from "../../src/rbm/model/machine.js";
import type { Points } from "../../src/rbm/shapes.js";
import type { Contender, Measured } from "./contender.js";

/** It also trains in batches, by Adam. */
export interface TorchContender extends Contender {
  trainBatches(machine: Machine, data: Points, epochs: number, batchSize: number): Promise<Measured>;
}

/** PyTorch on one thread, in a process of its own, where a Python has it; else null. */
export async function torchContender(): Promise<TorchContender | null> {
  const python = ["python3", "/usr/bin/python3"].find((name) => spawnSync(name, ["-c", "import torch"]).status === 0);
  if (!python) return null;
  const child = spawn(python, [fileURLToPath(new URL("torch_contender.py", import.meta.url))], {
    stdio: ["pipe", "pipe", "inherit"]
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { done, value } = await lines.next();
    if (done) throw new Error("PyTorch's process ended");
    return JSON.parse(value) as Record<string, unknown>;
  };
  const { version } = await answer();
  const ask = async (job: object): Promise<Measured> => {
    child.stdin.write(`${JSON.stringify(job)}\n`);
    return (await answer()) as unknown as Measured;
  };
  const plain = ({ b, logSigma2, W, d }: Machine) => ({
    b: Array.from(b),
    logSigma2: Array.from(logSigma2),
    W: Array.from(W),
    d: Array.from(d)
  });
  return {
    name: `PyTorch ${version}`,
    nanoseconds: 12,
    capacity: 6e7,
    sample: (machine, chains, steps) => ask({ ...plain(machine), chains, steps }),
    train: (machine, data, epochs) => ask({ ...plain(machine), data: Array.from(data.values), steps: epochs }),
    trainBatches: (machine, data, epochs, batchSize) =>
      ask({ ...plain(machine), data: Array.from(data.values), steps: epochs, batchSize }),
    close: () => child.stdin.end()
  };
}
