import type { Machine } from "../rbm/model/machine.js";
import { initialMachineOf } from "../rbm/training/initialMachineOf.js";
import type { GridSpec } from "../rbm/exact/grid.js";
import type { Points } from "../rbm/shapes.js";
import type { Trajectory } from "../rbm/sampling/trajectory.js";
import type { LogPartitionEstimate } from "../rbm/sampling/annealedImportance.js";
import {
  checkAnnealRequest,
  checkDensityRequest,
  checkLangevinRequest,
  checkNllRequest,
  checkReplicaRequest,
  checkRunRequest,
  checkSampleRequest
} from "./checks.js";
import { anneal } from "./engine/annealing.js";
import { KernelInstance } from "./engine/instance.js";
import { sampleLangevin } from "./engine/langevin.js";
import { negativeLogLikelihood, trainWithSnapshots } from "./engine/trainWithSnapshots.js";
import type {
  AnnealRequest,
  LangevinRequest,
  LangevinResult,
  ReplicaRequest,
  ReplicaResult,
  RunRequest,
  RunSnapshot,
  SampleRequest,
  WindowedDensity
} from "./protocol.js";
import { density } from "./engine/quadrature.js";
import { sampleReplicas } from "./engine/replicas.js";
import { sampleBlocks } from "./engine/sampling.js";

/** A run of training, all at once. */
export interface TrainedRun {
  readonly machine: Machine;
  readonly losses: Float32Array;
  readonly gradientNorms: Float32Array;
  readonly snapshots: readonly RunSnapshot[];
  readonly diverged: { readonly epoch: number; readonly reason: string } | null;
}

/** The compiled kernel for callers that can wait: loaders, tests, the bench. Pages use the client. */
export interface Kernel {
  /**
   * Trains by a recipe.
   * @throws RecipeError, ShapeError, ValueError for bad input
   */
  train(request: Omit<RunRequest, "sampling">): TrainedRun;
  /** Gibbs chains; the same draws as the client's, whatever its number of workers. @throws ShapeError, ValueError */
  sample(request: SampleRequest): Trajectory;
  /** Parallel or trajectory tempering. @throws ShapeError, ValueError */
  sampleReplicas(request: ReplicaRequest): ReplicaResult;
  /** Gibbs–Langevin chains, n = 2. @throws ShapeError, ValueError */
  sampleLangevin(request: LangevinRequest): LangevinResult;
  /** log Z by annealed importance sampling, in nats. @throws ShapeError, ValueError */
  anneal(request: AnnealRequest): LogPartitionEstimate;
  /** p(x) on a grid, n = 2. @throws WindowError, ShapeError, ValueError */
  density(machine: Machine, grid: GridSpec): WindowedDensity;
  /** Exact negative log-likelihood in nats a point, n = 2. @throws WindowError, ShapeError, ValueError */
  nll(machine: Machine, data: Points): number;
}

/**
 * @param module the compiled src/kernel/build/rbm.wasm
 * @returns the kernel, on the thread that called
 */
export function createKernel(module: WebAssembly.Module): Kernel {
  return {
    train(request) {
      checkRunRequest({ ...request, sampling: null });
      const initial = request.initial ?? initialMachineOf(request.recipe, request.data.n);
      const run = trainWithSnapshots(new KernelInstance(module), { ...request, initial });
      const [losses, norms, snapshots]: [number[], number[], RunSnapshot[]] = [[], [], []];
      let diverged: TrainedRun["diverged"] = null;
      for (;;) {
        const { value, done } = run.next();
        if (done)
          return {
            machine: value,
            losses: Float32Array.from(losses),
            gradientNorms: Float32Array.from(norms),
            snapshots,
            diverged
          };
        if (value?.kind === "epoch") {
          losses.push(value.loss);
          norms.push(value.gradientNorm);
        } else if (value?.kind === "snapshot") snapshots.push(value.snapshot);
        else if (value?.kind === "diverged") diverged = value.diverged;
      }
    },
    sample(request) {
      checkSampleRequest(request);
      const { steps, chains, machine } = request;
      const x = finish(sampleBlocks(new KernelInstance(module), { ...request, firstChain: 0 }));
      return { steps, chains, n: machine.n, x };
    },
    sampleReplicas(request) {
      checkReplicaRequest(request);
      return finish(sampleReplicas(new KernelInstance(module), request));
    },
    sampleLangevin(request) {
      checkLangevinRequest(request);
      return finish(sampleLangevin(new KernelInstance(module), request));
    },
    anneal(request) {
      checkAnnealRequest(request);
      return finish(anneal(new KernelInstance(module), request));
    },
    density(machine, grid) {
      checkDensityRequest({ machine, grid });
      return finish(density(new KernelInstance(module), machine, grid));
    },
    nll(machine, data) {
      checkNllRequest({ machine, data });
      return finish(negativeLogLikelihood(new KernelInstance(module), machine, data)).nll;
    }
  };
}

/** Runs a job to its end without a pause. */
export function finish<T>(job: Generator<unknown, T>): T {
  for (;;) {
    const { value, done } = job.next();
    if (done) return value;
  }
}
