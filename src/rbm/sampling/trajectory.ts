/** Every x of every chain, (steps, chains, n) row-major. */
export interface Trajectory {
  readonly steps: number;
  readonly chains: number;
  readonly n: number;
  readonly x: Float32Array | Float64Array;
}
