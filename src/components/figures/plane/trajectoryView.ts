import type { Points, Trajectory } from "../../../rbm/index.js";

/** Chains still to be drawn: what an animation shows until there are some. */
export const noChains: Trajectory = { steps: 1, chains: 0, n: 2, x: new Float32Array(0) };

/** One chain that stands at the origin, for a trail until there are chains. */
export const standingChain: Trajectory = { steps: 1, chains: 1, n: 2, x: new Float32Array(2) };

/** Every chain's x at one step: a view into the trajectory, nothing is copied. */
export function drawsAt(trajectory: Trajectory, step: number): Points {
  const { chains, n, x } = trajectory;
  return { n, count: chains, values: x.subarray(step * chains * n, (step + 1) * chains * n) };
}

/** One chain's first `steps` steps, shape (steps, n), row-major. */
export function chainPath(trajectory: Trajectory, chain: number, steps: number): Float64Array {
  const { chains, n, x } = trajectory;
  const path = new Float64Array(steps * n);
  for (let step = 0; step < steps; step += 1) {
    for (let i = 0; i < n; i += 1) path[step * n + i] = x[(step * chains + chain) * n + i];
  }
  return path;
}
