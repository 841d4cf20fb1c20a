import type { Machine } from "../../../../rbm/model/machine.js";
import type { Points } from "../../../../rbm/shapes.js";

/** The machine that all samplers draw from, its training's snapshots ending with it, and its data. */
export interface Raced {
  readonly machine: Machine;
  readonly snapshots: readonly Machine[];
  readonly data: Points;
  readonly seed: number;
}

/** What the race's worker is given. */
export interface RaceRequest extends Raced {
  /** of parallel tempering, from the data's Gaussian to the machine, both counted */
  readonly rungs: number;
  /** the compiled kernel */
  readonly module: WebAssembly.Module;
}

/** How well one sampler's chains mixed. */
export interface RaceEntry {
  /** bulk effective sample sizes of r, cos θ, sin θ and F, all chains together */
  readonly sampleSizes: readonly number[];
  /** the largest rank-normalised split R̂ of the four */
  readonly rhat: number;
  /** whole turns round the origin, a mean over the chains */
  readonly turns: number;
  /** Gibbs steps that cost as much as the lag, and the autocorrelation of cos θ there */
  readonly lags: readonly number[];
  readonly correlation: readonly number[];
  readonly trace: Trace;
}

/** One chain's way, step by step. */
export interface Trace {
  /** distance from the origin, in the units of x */
  readonly radius: Float32Array;
  /** radians, from −π to π */
  readonly angle: Float32Array;
}

export interface RaceResult extends RaceEntry {
  readonly name: string;
  /** hidden units drawn in a step, in units of m */
  readonly cost: number;
  readonly steps: number;
  /** time of the steps alone */
  readonly milliseconds: number;
  readonly note: string;
}
