import type { Evaluator } from "../model/evaluator.js";
import { loopEvaluator } from "../model/loops.js";
import type { Machine } from "../model/machine.js";
import type { Random } from "../random.js";
import { checkInteger, packRows } from "../shapes.js";
import type { Points, Rows } from "../shapes.js";
import type { Trajectory } from "./trajectory.js";

/**
 * One Gibbs step of every row: z ~ p(z | x), then a new x ~ p(x | z).
 * @param machine with n visible and m hidden units
 * @param x visible units, shape (batch, n)
 * @param random the source of every draw
 * @param evaluator the loops, unless the formulas are wanted
 * @returns the hidden states drawn, (batch, m), and the new x, (batch, n)
 * @throws ShapeError if x has not n columns, ValueError if a number is not finite
 */
export function gibbsStep(
  machine: Machine,
  x: Rows,
  random: Random,
  evaluator: Evaluator = loopEvaluator
): { z: Points; x: Points } {
  const { n, m } = machine;
  const z = drawHidden(machine, packRows(x, n, "x"), random, evaluator);
  const values = drawVisible(machine, z, random, evaluator);
  const count = z.length / m;
  return { z: { n: m, count, values: z }, x: { n, count, values } };
}

/**
 * Gibbs chains in parallel from z ~ Bernoulli(½), every x kept: first x ~ p(x | z), then a Gibbs step each.
 * @param options the machine, how many chains and steps, and the random source
 * @returns x of shape (steps, chains, n)
 * @throws ValueError if chains or steps is below 1
 */
export function gibbsChains(options: {
  machine: Machine;
  chains: number;
  steps: number;
  random: Random;
  evaluator?: Evaluator;
}): Trajectory {
  const { machine, chains, steps, random, evaluator = loopEvaluator } = options;
  checkInteger(chains, 1, 1_000_000, "chains");
  checkInteger(steps, 1, 1_000_000, "steps");
  const x = new Float64Array(steps * chains * machine.n);
  let z: Float64Array = Float64Array.from({ length: chains * machine.m }, () => random.bernoulli(0.5));
  for (let step = 0; step < steps; step++) {
    const drawn = drawVisible(machine, z, random, evaluator);
    x.set(drawn, step * drawn.length);
    if (step < steps - 1) z = drawHidden(machine, drawn, random, evaluator);
  }
  return { steps, chains, n: machine.n, x };
}

/** z ~ p(z | x), (batch, m) flat; x is trusted. */
export function drawHidden(machine: Machine, x: Float64Array, random: Random, evaluator: Evaluator): Float64Array {
  return evaluator.pZGivenX(machine, x).map((p) => random.bernoulli(p));
}

/** x ~ p(x | z), (batch, n) flat; z is trusted. */
export function drawVisible(machine: Machine, z: Float64Array, random: Random, evaluator: Evaluator): Float64Array {
  const sigma = machine.logSigma2.map((value) => Math.exp(value / 2));
  return evaluator.xMeanGivenZ(machine, z).map((mean, i) => mean + sigma[i % machine.n] * random.normal());
}
