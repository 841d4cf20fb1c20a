import type { TrainRequest } from "../protocol.js";
import { KernelWorkerError } from "./workerPool.js";
import type { JobListener, Pool } from "./workerPool.js";

/** Workers that share a run of so many slices: a power of 2, as the slices are. */
export function sharingWorkers(poolSize: number, slices: number): number {
  return Math.min(slices, 2 ** Math.floor(Math.log2(poolSize)));
}

/**
 * Trains on several workers, each with some slices of every batch; each makes every update, and the first one answers.
 * If one dies, all begin again, once: the ports between them can't be mended.
 * @returns cancels all of them
 */
export function startSharedTraining(
  pool: Pool,
  workers: number,
  request: TrainRequest,
  listener: JobListener
): () => void {
  let cancels: (() => void)[] = [];
  let deaths = 0;
  begin();
  return cancel;

  function begin(): void {
    cancels = portsBetween(workers).map((ports, worker) => {
      const snapshotEpochs = worker === 0 ? request.snapshotEpochs : [];
      return pool.start(
        worker,
        { kind: "train", request: { ...request, snapshotEpochs, share: { worker, ports } } },
        {
          answer: (answer) => worker === 0 && listener.answer(answer),
          fail,
          restarted: () => {}
        },
        ports.filter((port) => port !== null)
      );
    });
  }

  function fail(error: Error): void {
    cancel();
    if (!(error instanceof KernelWorkerError) || ++deaths > 1) return listener.fail(error);
    listener.restarted();
    begin();
  }

  function cancel(): void {
    for (const each of cancels) each();
  }
}

/** For each worker its ports to the others, null at its own place. */
function portsBetween(workers: number): (MessagePort | null)[][] {
  const ports: (MessagePort | null)[][] = Array.from({ length: workers }, () => Array<null>(workers).fill(null));
  for (let one = 0; one < workers; one++)
    for (let other = one + 1; other < workers; other++) {
      const { port1, port2 } = new MessageChannel();
      ports[one][other] = port1;
      ports[other][one] = port2;
    }
  return ports;
}
