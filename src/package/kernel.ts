/** What the package's entry `gaussian-bernoulli-rbm/kernel` has besides its own way to open the compiled kernel. */
export { createKernel } from "../kernel/kernel.js";
export { initialMachineOf as startingMachine } from "../rbm/training/initialMachineOf.js";
export type { Kernel, TrainedRun } from "../kernel/kernel.js";
export { createKernelClient, KernelWorkerError } from "../kernel/client/client.js";
export type * from "../kernel/protocol.js";
export type { WorkerLike } from "../workers/workerLike.js";
// The kernel takes and gives these; here they come without mathjs.
export { readCheckpoint, writeCheckpoint } from "../rbm/checkpoint/checkpoint.js";
export type { Checkpoint } from "../rbm/checkpoint/checkpoint.js";
export { pointsFromCSV } from "../rbm/data/pointsFromCSV.js";
export { CheckpointError, DataError, RecipeError, ShapeError, ValueError, WindowError } from "../rbm/errors.js";
export { createMachine, plainMachine } from "../rbm/model/machine.js";
export type { Machine, MachineInput, PlainMachine } from "../rbm/model/machine.js";
export { createPoints, pointRows } from "../rbm/shapes.js";
export type { Points } from "../rbm/shapes.js";
export type { Trajectory } from "../rbm/sampling/trajectory.js";
export { betterRecipe, labRecipe } from "../rbm/training/recipe.js";
export type { Recipe } from "../rbm/training/recipe.js";

/** How to open the kernel behind workers. */
export interface OpenOptions {
  /** threads for sampling; default: the machine's cores, at most 4 */
  readonly workers?: number;
  /** the compiled kernel's address; default: the rbm.wasm beside this file. A bundler may move it */
  readonly wasm?: URL;
  /** the worker's script; default: the one beside this file. A bundler may move it */
  readonly worker?: URL;
}
