import { loopEvaluator } from "../model/loops.js";
import type { Machine } from "../model/machine.js";
import type { Random } from "../random.js";
import { checkInteger, checkPositive } from "../shapes.js";
import { drawHidden } from "./gibbs.js";
import type { Trajectory } from "./trajectory.js";

export interface NoisyChainsOptions {
  readonly machine: Machine;
  /** standard deviation of x given z, the same in every direction, whatever the machine's σ is */
  readonly noise: number;
  readonly chains: number;
  readonly steps: number;
  readonly random: Random;
  /** told after each step how many there have been */
  readonly onStep?: (done: number) => void;
}

/** The numbers of such a trajectory are float64. */
export interface NoisyTrajectory extends Trajectory {
  readonly x: Float64Array;
}

/**
 * Chains from tossed switches whose draw of x has a noise of its own. With `noise` = σ it is Gibbs sampling; with any
 * other, p(z | x) is right and p(x | z) has the right mean and the wrong spread.
 * @returns every x, shape (steps, chains, n)
 * @throws ValueError
 */
export function noisyChains(options: NoisyChainsOptions): NoisyTrajectory {
  const { machine, noise, chains, steps, random, onStep } = options;
  checkPositive(noise, "noise");
  checkInteger(chains, 1, 1_000_000, "chains");
  checkInteger(steps, 1, 1_000_000, "steps");
  const width = chains * machine.n;
  const kept = new Float64Array(steps * width);
  let z: Float64Array = Float64Array.from({ length: chains * machine.m }, () => random.bernoulli(0.5));
  for (let step = 0; step < steps; step++) {
    const x = loopEvaluator.xMeanGivenZ(machine, z).map((mean) => mean + noise * random.normal());
    kept.set(x, step * width);
    onStep?.(step + 1);
    if (step < steps - 1) z = drawHidden(machine, x, random, loopEvaluator);
  }
  return { steps, chains, n: machine.n, x: kept };
}
