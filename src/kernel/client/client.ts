import {
  checkAnnealRequest,
  checkDensityRequest,
  checkLangevinRequest,
  checkNllRequest,
  checkReplicaRequest,
  checkRunRequest,
  checkSampleRequest
} from "../checks.js";
import type { ClientOptions, KernelClient, Run, RunRequest, RunState } from "../protocol.js";
import { abortable, startOne, unexpected } from "./oneJob.js";
import { startRun } from "./run.js";
import type { StartedRun } from "./run.js";
import { startSampling } from "./sampling.js";
import { statesOf } from "./states.js";
import { createPool } from "./workerPool.js";

export { KernelWorkerError } from "./workerPool.js";

/**
 * The kernel behind workers. Training runs on the first, or on several if the request cuts its batches into slices;
 * chains are split over all of them by whole blocks. Results do not depend on how many there are.
 * @param options the compiled kernel, and how to make a worker
 * @returns the client; call its `close()` when done
 */
export function createKernelClient(options: ClientOptions): KernelClient {
  const pool = createPool(options);
  let running: StartedRun | undefined;

  function train(request: RunRequest, onUpdate: (state: RunState) => void): Run {
    checkRunRequest(request);
    running?.end("overtaken");
    running = startRun(pool, request, onUpdate);
    return running;
  }

  return {
    train,
    states: (request) => statesOf(request, train),
    async sample(request, { signal, ...heard } = {}) {
      checkSampleRequest(request);
      return await abortable(startSampling(pool, request, heard), signal);
    },
    async sampleReplicas(request, { signal, onProgress } = {}) {
      checkReplicaRequest(request);
      const answer = await abortable(startOne(pool, { kind: "replicas", request }, onProgress), signal);
      if (answer.kind !== "replicas") throw unexpected(answer);
      return answer.result;
    },
    async sampleLangevin(request, { signal, onProgress } = {}) {
      checkLangevinRequest(request);
      const answer = await abortable(startOne(pool, { kind: "langevin", request }, onProgress), signal);
      if (answer.kind !== "langevin") throw unexpected(answer);
      return answer.result;
    },
    async anneal(request, { signal, onProgress } = {}) {
      checkAnnealRequest(request);
      const answer = await abortable(startOne(pool, { kind: "anneal", request }, onProgress), signal);
      if (answer.kind !== "annealed") throw unexpected(answer);
      return answer.result;
    },
    async density(request, { signal } = {}) {
      checkDensityRequest(request);
      const answer = await abortable(startOne(pool, { kind: "density", request }), signal);
      if (answer.kind !== "density") throw unexpected(answer);
      return answer.density;
    },
    async nll(request, { signal } = {}) {
      checkNllRequest(request);
      const answer = await abortable(startOne(pool, { kind: "nll", request }), signal);
      if (answer.kind !== "nll") throw unexpected(answer);
      return answer.nll;
    },
    hold: (held) => pool.hold(held),
    close() {
      running?.end("cancelled");
      pool.close();
    }
  };
}
