import type { Trajectory } from "../../rbm/sampling/trajectory.js";
import { blockChains } from "../engine/instance.js";
import type { SampleOptions, SampleRequest } from "../protocol.js";
import { unexpected } from "./oneJob.js";
import type { Started } from "./oneJob.js";
import type { Pool } from "./workerPool.js";

/**
 * Chains in parts of whole blocks, one part for each worker. What is told of progress is over all of them, and so are
 * the draws on the way: the steps that every part has done.
 */
export function startSampling(
  pool: Pool,
  { machine, chains, steps, seed, start, fixed }: SampleRequest,
  { onProgress, onDraws, drawsInterval = 250 }: Omit<SampleOptions, "signal"> = {}
): Started<Trajectory> {
  const { n } = machine;
  const blocks = Math.ceil(chains / blockChains);
  const parts = Math.min(pool.size, blocks);
  const borders = Array.from({ length: parts + 1 }, (_, part) =>
    Math.min(chains, Math.round((blocks * part) / parts) * blockChains)
  );
  const done = new Array<number>(parts).fill(0);
  /** steps of each part that are in x */
  const arrived = new Array<number>(parts).fill(0);
  let x: Float32Array | null = null;
  let shown = 0;
  let cancels: (() => void)[] = [];
  const result = new Promise<Trajectory>((resolve, reject) => {
    cancels = arrived.map((_, part) => {
      const [firstChain, end] = [borders[part], borders[part + 1]];
      const own = { machine, steps, seed, chains: end - firstChain, firstChain };
      const from = start && start.subarray(firstChain * n, end * n);
      const request = { ...own, start: from, ...(fixed ? { fixed } : {}) };
      return pool.start(
        part,
        { kind: "sample", request, drawsInterval: onDraws ? drawsInterval : null },
        {
          answer(answer) {
            if (answer.kind === "progress") tell(part, answer.done);
            else if (answer.kind !== "sampled") reject(unexpected(answer));
            else take(part, answer.x, answer.finished, resolve);
          },
          fail: reject,
          restarted() {
            // The same draws come again.
            arrived[part] = 0;
            tell(part, 0);
          }
        }
      );
    });
  });

  function tell(part: number, share: number): void {
    done[part] = share * (borders[part + 1] - borders[part]);
    onProgress?.(done.reduce((sum, each) => sum + each, 0) / chains);
  }

  function take(part: number, rows: Float32Array, finished: boolean, resolve: (whole: Trajectory) => void): void {
    if (parts === 1 && rows.length === steps * chains * n) return resolve({ steps, chains, n, x: rows });
    x ??= new Float32Array(steps * chains * n);
    const width = (borders[part + 1] - borders[part]) * n;
    const offset = arrived[part] * chains * n + borders[part] * n;
    const count = rows.length / width;
    if (parts === 1) x.set(rows, offset);
    else
      for (let step = 0; step < count; step++)
        x.set(rows.subarray(step * width, (step + 1) * width), offset + step * chains * n);
    arrived[part] += count;
    const known = Math.min(...arrived);
    if (known === steps) return resolve({ steps, chains, n, x });
    if (finished || known <= shown) return;
    shown = known;
    onDraws?.({ steps: known, chains, n, x: x.subarray(0, known * chains * n) });
  }

  return { result, cancel: () => cancels.forEach((cancel) => cancel()) };
}
