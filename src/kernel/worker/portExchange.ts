import type { Exchange } from "../engine/slicedContrast.js";
import type { TrainRequest } from "../protocol.js";

/** An exchange over message ports. */
export interface PortExchange extends Exchange {
  /** Whether an answer of another worker is still to come, so that there is nothing to do. */
  readonly waiting: boolean;
  close(): void;
}

/** @param arrived called when all answers of an update are there */
export function openExchange({ worker, ports }: NonNullable<TrainRequest["share"]>, arrived: () => void): PortExchange {
  // A worker may be an update ahead, never two: it waits for what this one sends next.
  const queues: ArrayBuffer[][] = ports.map(() => []);
  const complete = () => queues.every((queue, at) => at === worker || queue.length > 0);
  let asked = false;
  ports.forEach((port, at) => {
    if (!port) return;
    port.onmessage = ({ data }) => {
      queues[at].push(data as ArrayBuffer);
      if (complete()) arrived();
    };
  });
  return {
    worker,
    workers: ports.length,
    get waiting() {
      return asked && !complete();
    },
    send(sums) {
      for (const port of ports) port?.postMessage(sums);
      asked = true;
    },
    receive() {
      if (!complete()) return null;
      asked = false;
      return queues.map((queue) => queue.shift() ?? null);
    },
    close() {
      for (const port of ports) port?.close();
    }
  };
}
