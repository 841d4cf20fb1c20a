import type { Machine } from "../../../rbm/model/machine.js";
import { createRandom } from "../../../rbm/random.js";
import { noisyChains } from "../../../rbm/sampling/noisyChains.js";
import { ringBand } from "../../figures/plane/ringFigure.js";
import type { Distribution } from "../../../rbm/judging/kuiperDistance.js";

/** Chains whose draw of x given z has a standard deviation of its own, whatever the machine's σ is. */
export interface NoiseRequest {
  readonly machine: Machine;
  /** standard deviation of x given z, the same in every direction */
  readonly noise: number;
  readonly chains: number;
  readonly steps: number;
  readonly seed: number;
}

/**
 * The last x of every chain, shape (chains, n), flat. With `noise` = σ it is Gibbs sampling; with any other, p(z | x) is
 * right and p(x | z) has the right mean and the wrong spread.
 */
export function drawsWithNoise({ machine, noise, chains, steps, seed }: NoiseRequest): Float64Array {
  const { n, x } = noisyChains({ machine, noise, chains, steps, random: createRandom(seed, "noise") });
  return x.slice(-chains * n);
}

/** How many of the draws, points of the plane, lie on the ring, from 0 to 1, and how their radii spread. */
export function ringOf(draws: Float64Array): { readonly share: number; readonly spread: number } {
  const radii = Array.from({ length: draws.length / 2 }, (_, i) => Math.hypot(draws[2 * i], draws[2 * i + 1]));
  const mean = radii.reduce((sum, radius) => sum + radius, 0) / radii.length;
  const squares = radii.reduce((sum, radius) => sum + (radius - mean) ** 2, 0);
  const on = radii.filter((radius) => radius >= ringBand.inner && radius <= ringBand.outer).length;
  return { share: on / radii.length, spread: Math.sqrt(squares / (radii.length - 1)) };
}

/** The standard deviation of a distribution known by its distribution function: midpoints of its steps. */
export function deviationOf({ reach, values }: Distribution): number {
  const steps = values.length - 1;
  const moment = (power: number) =>
    Array.from(
      { length: steps },
      (_, i) => (values[i + 1] - values[i]) * (((i + 0.5) * reach) / steps) ** power
    ).reduce((sum, part) => sum + part, 0);
  return Math.sqrt(moment(2) - moment(1) ** 2);
}
