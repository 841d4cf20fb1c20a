export { createKernelClient, KernelWorkerError } from "./client/client.js";
export { createKernel } from "./kernel.js";
export type { Kernel, TrainedRun } from "./kernel.js";
export type {
  AnnealRequest,
  CallOptions,
  ClientOptions,
  DensityRequest,
  Divergence,
  KernelClient,
  LangevinRequest,
  LangevinResult,
  NllRequest,
  ReplicaRequest,
  ReplicaResult,
  Run,
  RunOutcome,
  RunPhase,
  RunRequest,
  RunSnapshot,
  RunState,
  SampleRequest,
  Sampling,
  WindowedDensity
} from "./protocol.js";
