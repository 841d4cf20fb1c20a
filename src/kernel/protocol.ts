import type { Snapshot } from "../rbm/checkpoint/checkpoint.js";
import type { DensityGrid, GridSpec } from "../rbm/exact/grid.js";
import type { Machine } from "../rbm/model/machine.js";
import type { Recipe } from "../rbm/training/recipe.js";
import type { Points } from "../rbm/shapes.js";
import type { WorkerLike } from "../workers/workerLike.js";
import type { LogPartitionEstimate } from "../rbm/sampling/annealedImportance.js";
import type { LangevinMove } from "../rbm/sampling/gibbsLangevin.js";
import type { DiagonalGaussian } from "../rbm/sampling/temperedPath.js";
import type { Trajectory } from "../rbm/sampling/trajectory.js";

/** The whole run: train, take snapshots on the way, draw from the trained machine. */
export interface RunRequest {
  readonly data: Points;
  /** held-out data for the exact NLL, or null */
  readonly test: Points | null;
  readonly recipe: Recipe;
  /** where training starts; null: the library's initialisation from recipe.seed */
  readonly initial: Machine | null;
  /** epochs after which a snapshot is taken, rising, within [0, recipe.epochs]; the last epoch is always added */
  readonly snapshotEpochs: readonly number[];
  /** where the density of each snapshot is evaluated; null: nowhere; it must be null unless n = 2 */
  readonly grid: GridSpec | null;
  /** every how many snapshots the density is evaluated; the last epoch's always is. 1 unless given */
  readonly densityEvery?: number;
  /** draws from the trained machine; null: none */
  readonly sampling: Sampling | null;
  /**
   * parts into which each batch is cut, 1, 2 or 4; 1 unless given. As many workers share the training of more; n ≠ 2
   * and contrastive divergence from the data only. The machine depends on the slices, not on the number of workers.
   */
  readonly slices?: number;
}

/** How many chains are drawn, how far, and from which seed. */
export interface Sampling {
  readonly chains: number;
  readonly steps: number;
  readonly seed: number;
}

/** Gibbs chains from a machine that is there already. */
export interface SampleRequest extends Sampling {
  readonly machine: Machine;
  /** where the chains start, (chains, n) row-major, step 0 being the first step from there; null: z ~ Bernoulli(½) */
  readonly start: Float32Array | Float64Array | null;
  /** shape (n,), 1 where a visible unit keeps its value from `start`, which must then be given (clamped Gibbs) */
  readonly fixed?: Uint8Array;
}

/** Replica exchange along a ladder of machines, from the easy end to the one wanted; all have the same n. */
export interface ReplicaRequest extends Sampling {
  readonly ladder: readonly Machine[];
  /** where the replicas start, (rungs, chains, n) row-major; null, or left out: each rung's x given z ~ Bernoulli(½) */
  readonly start?: Float32Array | Float64Array | null;
  /** rounds of exchanges in a step, 1 unless given; rungs whose W is 0 draw anew before each */
  readonly offers?: number;
}

/** The last rung's draws, every step kept. */
export interface ReplicaResult extends Trajectory {
  /** the share of exchanges accepted between rung k and rung k + 1, shape (rungs − 1,) */
  readonly acceptance: readonly number[];
}

/** Gibbs–Langevin chains of a machine of the plane, n = 2. */
export interface LangevinRequest extends Sampling {
  readonly machine: Machine;
  readonly move: LangevinMove;
  /** where the chains start, (chains, 2) row-major; null: x given z ~ Bernoulli(½) */
  readonly start: Float32Array | Float64Array | null;
}

/** Every step of every chain. */
export interface LangevinResult extends Trajectory {
  /** the share of sweeps accepted; 1 without correction */
  readonly acceptance: number;
}

/** log Z by annealed importance sampling along the path from `base` to the machine. */
export interface AnnealRequest {
  readonly machine: Machine;
  readonly base: DiagonalGaussian;
  /** inverse temperatures from 0 to 1, rising */
  readonly betas: readonly number[];
  /** chains of the forward direction, at least 2 */
  readonly chains: number;
  /** draws of the machine, (chains, n) row-major: the reverse direction, from them to the base; null: forward */
  readonly draws: Float32Array | Float64Array | null;
  readonly seed: number;
}

/** Options of a call that may take long. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** called now and then with the share that is done, from 0 to 1 */
  readonly onProgress?: (done: number) => void;
}

/** Options of a sampling. */
export interface SampleOptions extends CallOptions {
  /**
   * Called now and then with the steps that all chains have done: what a sampling of that many steps gives.
   * Each time x is the head of one array, of which nothing changes that was shown before.
   */
  readonly onDraws?: (soFar: Trajectory) => void;
  /** milliseconds between two such calls, at least; 250 unless given */
  readonly drawsInterval?: number;
}

/** The density of a machine with n = 2, over a window. */
export interface DensityRequest {
  readonly machine: Machine;
  readonly grid: GridSpec;
}

/** The exact negative log-likelihood of data under a machine with n = 2. */
export interface NllRequest {
  readonly machine: Machine;
  readonly data: Points;
}

/** Density on the grid, and how much of the mass the window misses. */
export interface WindowedDensity extends DensityGrid {
  readonly density: Float32Array;
  /** 1 − the mass inside the window, summed over its cells */
  readonly massOutside: number;
}

/** The machine after some epochs, with what can be computed exactly of it; `exact` says why a score is null. */
export interface RunSnapshot extends Snapshot {
  readonly logZ: number | null;
  /** "exact", or the reason why the scores and logZ are null: n ≠ 2, or the machine's mass can't be enclosed */
  readonly exact: string;
  /** null if there is no grid, or request.densityEvery passes it over */
  readonly density: WindowedDensity | null;
}

/** What a run is doing, or how it ended by itself. */
export type RunPhase = "training" | "sampling" | "done" | "diverged";

/**
 * Everything known of a run so far. Each update replaces the one before and is never changed afterwards, so a slow
 * reader may skip any number of them.
 */
export interface RunState {
  readonly phase: RunPhase;
  /** epochs done, of recipe.epochs */
  readonly epoch: number;
  readonly epochs: number;
  /** sign · (mean F(data) − mean F(draws)), in nats, a mean over each epoch's updates; the exact trainer's is the NLL */
  readonly losses: Float32Array;
  /** global norm of the gradient before clipping, a mean over each epoch's updates */
  readonly gradientNorms: Float32Array;
  readonly snapshots: readonly RunSnapshot[];
  /** all chains at all steps, when phase is done */
  readonly trajectory: Trajectory | null;
  /** what went wrong, if phase is diverged; the last snapshot is the last finite machine */
  readonly diverged: Divergence | null;
  /** milliseconds since the request was made */
  readonly elapsed: number;
}

/** The update at which training stopped being finite. */
export interface Divergence {
  /** the epoch whose update was not finite */
  readonly epoch: number;
  readonly reason: string;
}

/** How a run ended; overtaken: a newer request replaced it. */
export type RunOutcome = "done" | "diverged" | "overtaken" | "cancelled";

/** Client to worker. `id` names the job in every answer. */
export type WorkerRequest =
  | { readonly kind: "load"; readonly module: WebAssembly.Module }
  | { readonly kind: "train"; readonly id: number; readonly request: TrainRequest }
  | {
      readonly kind: "sample";
      readonly id: number;
      readonly request: SampleBlocksRequest;
      /** milliseconds after which new steps are sent on the way; null: all at the end */
      readonly drawsInterval: number | null;
    }
  | { readonly kind: "density"; readonly id: number; readonly request: DensityRequest }
  | { readonly kind: "nll"; readonly id: number; readonly request: NllRequest }
  | { readonly kind: "replicas"; readonly id: number; readonly request: ReplicaRequest }
  | { readonly kind: "langevin"; readonly id: number; readonly request: LangevinRequest }
  | { readonly kind: "anneal"; readonly id: number; readonly request: AnnealRequest }
  | { readonly kind: "cancel"; readonly id: number }
  /** stand still, between two slices of work, until told to go on */
  | { readonly kind: "hold"; readonly held: boolean };

/** What a worker is asked to train: a run's request without its sampling, from a machine that is there already. */
export type TrainRequest = Omit<RunRequest, "sampling" | "initial"> & {
  readonly initial: Machine;
  /** where a run is shared: this worker's place, and a port to each other worker, null at its own place */
  readonly share?: { readonly worker: number; readonly ports: readonly (MessagePort | null)[] };
};

/** The chains [firstChain, firstChain + chains) of a sampling of `totalChains`; firstChain a multiple of the block. */
export interface SampleBlocksRequest extends SampleRequest {
  readonly firstChain: number;
}

/** Worker to client. */
export type WorkerAnswer =
  | { readonly kind: "ready" }
  /** sent now and then by a worker at work, so that silence means it died */
  | { readonly kind: "alive" }
  | {
      readonly kind: "trained";
      readonly id: number;
      /** epochs done; losses and norms are those since the last answer */
      readonly epoch: number;
      readonly losses: Float32Array;
      readonly gradientNorms: Float32Array;
      readonly snapshots: readonly RunSnapshot[];
      readonly diverged: Divergence | null;
      readonly finished: boolean;
    }
  | {
      readonly kind: "sampled";
      readonly id: number;
      /** of the steps since the last answer, (steps, chains, n) */
      readonly x: Float32Array;
      readonly finished: boolean;
    }
  | { readonly kind: "density"; readonly id: number; readonly density: WindowedDensity }
  | { readonly kind: "nll"; readonly id: number; readonly nll: number; readonly logZ: number }
  /** the share of a long job that is done */
  | { readonly kind: "progress"; readonly id: number; readonly done: number }
  | { readonly kind: "replicas"; readonly id: number; readonly result: ReplicaResult }
  | { readonly kind: "langevin"; readonly id: number; readonly result: LangevinResult }
  | { readonly kind: "annealed"; readonly id: number; readonly result: LogPartitionEstimate }
  | { readonly kind: "cancelled"; readonly id: number }
  | { readonly kind: "failed"; readonly id: number; readonly name: string; readonly message: string };

/** What the kernel's client works with. */
export interface ClientOptions {
  /** the compiled kernel; a module is sent to each worker as it is, without compiling it again */
  readonly module: WebAssembly.Module | Promise<WebAssembly.Module>;
  /** in the browser: () => new Worker(import.meta.resolve("./kernel/worker.js"), { type: "module" }) */
  readonly createWorker: () => WorkerLike;
  /** default: the machine's cores, at most 4 */
  readonly workers?: number;
  /** called when a worker has died and a new one takes its place; its jobs are started again once, then fail */
  readonly onRestart?: (restart: { readonly worker: number; readonly message: string }) => void;
}

/** A run in progress. */
export interface Run {
  readonly finished: Promise<RunOutcome>;
  /** the last state, at once */
  readonly state: RunState | null;
  /** Ends the run; no update of it comes afterwards. */
  cancel(): void;
}

/** What src/kernel/client/client.ts gives to the pages. */
export interface KernelClient {
  /**
   * Starts a run; a run in progress is overtaken: no update of it comes after this call returns.
   * @throws RecipeError, ShapeError, ValueError at once for bad input
   */
  train(request: RunRequest, onUpdate: (state: RunState) => void): Run;
  /** The same for `for await`; states that arrive while the loop is busy are skipped. */
  states(request: RunRequest): AsyncGenerator<RunState, RunOutcome, void>;
  /** Gibbs chains, (steps, chains, n). @throws ShapeError, ValueError at once for bad input */
  sample(request: SampleRequest, options?: SampleOptions): Promise<Trajectory>;
  /** Parallel or trajectory tempering. @throws ShapeError, ValueError */
  sampleReplicas(request: ReplicaRequest, options?: CallOptions): Promise<ReplicaResult>;
  /** Gibbs–Langevin chains, n = 2. @throws ShapeError, ValueError */
  sampleLangevin(request: LangevinRequest, options?: CallOptions): Promise<LangevinResult>;
  /** log Z by annealed importance sampling, in nats. @throws ShapeError, ValueError */
  anneal(request: AnnealRequest, options?: CallOptions): Promise<LogPartitionEstimate>;
  /** @throws WindowError if log Z can't be computed: the machine's mass can't be enclosed */
  density(request: DensityRequest, options?: { readonly signal?: AbortSignal }): Promise<WindowedDensity>;
  /** In nats a point. @throws WindowError if log Z can't be computed: the machine's mass can't be enclosed */
  nll(request: NllRequest, options?: { readonly signal?: AbortSignal }): Promise<number>;
  /** Lets all work stand still (true) or go on from there (false): nothing is lost, and no result changes. */
  hold(held: boolean): void;
  /** Ends every worker; every run ends as cancelled. */
  close(): void;
}
