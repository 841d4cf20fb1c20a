import { loopEvaluator } from "../model/loops.js";
import type { Machine } from "../model/machine.js";
import type { Random } from "../random.js";
import { between } from "../checks.js";
import { ValueError } from "../errors.js";
import { check, checkInteger } from "../shapes.js";
import { drawHidden, drawVisible } from "./gibbs.js";
import { temperedMachine } from "./temperedPath.js";
import type { DiagonalGaussian } from "./temperedPath.js";
import type { Trajectory } from "./trajectory.js";

/** Replicas of each chain along a ladder of densities, the last of them the one that is wanted. */
export interface ReplicaChains {
  readonly rungs: number;
  readonly chains: number;
  readonly n: number;
  /** the draws at a rung, (chains, n) row-major; the last rung's are the draws from the machine wanted */
  at(rung: number): Float64Array;
  /**
   * One Gibbs step of every replica, then exchanges between neighbours, even pairs and odd pairs by turns; two rungs
   * exchange at each turn.
   */
  step(): void;
  /** Other densities from now on, as many as before: the machine has been trained on. */
  setLadder(ladder: readonly Machine[]): void;
  /** the share of exchanges accepted between rung k and rung k + 1, shape (rungs − 1,) */
  acceptance(): number[];
}

/**
 * Replica exchange (Swendsen and Wang, 1986) between the densities of a ladder of machines: temperatures of one machine
 * (parallel tempering), or one machine's snapshots in training (trajectory tempering, Béreux et al., 2024). Neighbours
 * exchange their x with probability min(1, p_k(x_{k+1}) p_{k+1}(x_k) / (p_k(x_k) p_{k+1}(x_{k+1}))), z summed out.
 * @param options.ladder from the easy end to the machine wanted, all of the same n
 * @param options.offers rounds of exchanges in a step, 1 unless given; before each the rungs whose W is 0 draw anew, which
 *   costs them nothing: their x does not depend on the hidden units
 * @param options.start shape (rungs, chains, n), or undefined: every replica from the first rung by z ~ Bernoulli(½)
 */
export function createReplicaChains(options: {
  ladder: readonly Machine[];
  chains: number;
  random: Random;
  start?: Float64Array;
  offers?: number;
}): ReplicaChains {
  const { chains, random, start, offers = 1 } = options;
  checkInteger(chains, 1, 1_000_000, "chains");
  checkInteger(offers, 1, 1000, "offers");
  checkInteger(options.ladder.length, 1, 10_000, "ladder.length");
  let ladder = options.ladder;
  const rungs = ladder.length;
  const { n } = ladder[0];
  const x = ladder.map((_, rung) => {
    if (start) return start.slice(rung * chains * n, (rung + 1) * chains * n);
    const z = Float64Array.from({ length: chains * ladder[0].m }, () => random.bernoulli(0.5));
    return drawVisible(ladder[0], z, random, loopEvaluator);
  });
  const [accepted, proposed] = [new Float64Array(rungs - 1), new Float64Array(rungs - 1)];
  let turn = 0;

  function draw(rung: number): void {
    const z = drawHidden(ladder[rung], x[rung], random, loopEvaluator);
    x[rung] = drawVisible(ladder[rung], z, random, loopEvaluator);
  }

  function exchange(rung: number): void {
    const [low, high] = [x[rung], x[rung + 1]];
    const [lowAtLow, highAtLow] = [loopEvaluator.c(ladder[rung], low), loopEvaluator.c(ladder[rung], high)];
    const [lowAtHigh, highAtHigh] = [loopEvaluator.c(ladder[rung + 1], low), loopEvaluator.c(ladder[rung + 1], high)];
    for (let chain = 0; chain < chains; chain++) {
      const logRatio = highAtLow[chain] + lowAtHigh[chain] - lowAtLow[chain] - highAtHigh[chain];
      proposed[rung]++;
      if (random.uniform() >= Math.exp(logRatio)) continue;
      accepted[rung]++;
      for (let at = chain * n; at < (chain + 1) * n; at++) [low[at], high[at]] = [high[at], low[at]];
    }
  }

  return {
    rungs,
    chains,
    n,
    at: (rung) => x[rung],
    step() {
      for (let rung = 0; rung < rungs; rung++) draw(rung);
      for (let offer = 0; offer < offers; offer++) {
        if (offer > 0) ladder.forEach(({ W }, rung) => W.every((weight) => weight === 0) && draw(rung));
        for (let rung = turn; rung + 1 < rungs; rung += 2) exchange(rung);
        if (rungs > 2) turn = 1 - turn;
      }
    },
    setLadder(next) {
      if (next.length !== rungs) throw new ValueError("ladder", `has ${next.length} rungs; it must have ${rungs}`);
      ladder = next;
    },
    acceptance: () => Array.from(accepted, (count, rung) => count / proposed[rung])
  };
}

/**
 * Inverse temperatures from 0 to 1, (k / (rungs − 1))^power: with power 2 closer together at the hot end, where a
 * Gaussian wider than the machine's units changes fastest.
 */
export function temperatureLadder(rungs: number, power = 2): number[] {
  checkInteger(rungs, 2, 10_000, "rungs");
  return Array.from({ length: rungs }, (_, k) => (k / (rungs - 1)) ** power);
}

/** The machines at inverse temperatures of the path from a Gaussian to a machine; see temperedMachine. */
export function temperedLadder(machine: Machine, base: DiagonalGaussian, betas: readonly number[]): Machine[] {
  betas.forEach((beta, k) => check(beta, between(0, 1), `betas[${k}]`));
  return betas.map((beta) => temperedMachine(machine, base, beta).machine);
}

/**
 * Chains by parallel tempering: the draws of the last rung, every step kept.
 * @returns x of shape (steps, chains, n)
 * @throws ValueError if chains, steps or a temperature is out of range
 */
export function temperedChains(options: {
  machine: Machine;
  base: DiagonalGaussian;
  betas: readonly number[];
  chains: number;
  steps: number;
  random: Random;
}): Trajectory {
  const { machine, base, betas, chains, steps, random } = options;
  if (betas.at(-1) !== 1) throw new ValueError("betas", `ends with ${betas.at(-1)}; it must end with 1, the machine`);
  return replicaTrajectory(
    createReplicaChains({ ladder: temperedLadder(machine, base, betas), chains, random }),
    steps
  );
}

/** So many steps of replica chains, the last rung's draws kept. */
export function replicaTrajectory(replicas: ReplicaChains, steps: number): Trajectory {
  checkInteger(steps, 1, 1_000_000, "steps");
  const { rungs, chains, n } = replicas;
  const x = new Float64Array(steps * chains * n);
  for (let step = 0; step < steps; step++) {
    replicas.step();
    x.set(replicas.at(rungs - 1), step * chains * n);
  }
  return { steps, chains, n, x };
}
