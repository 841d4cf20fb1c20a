import { createMachine } from "../../src/rbm/model/machine.js";
import type { Machine } from "../../src/rbm/model/machine.js";
import { createRandom } from "../../src/rbm/random.js";
import { ring } from "../../src/rbm/data/circles.js";
import type { Points } from "../../src/rbm/shapes.js";

/** What one run took, and what it came to, so that all can be seen to have done the same. */
export interface Measured {
  readonly milliseconds: number;
  /** sampling: mean |x|² of the last step; training: the loss after the last epoch */
  readonly outcome: number;
}

/** One way to do the lab's work. Every contender is given the same machine and data, and draws for itself. */
export interface Contender {
  readonly name: string;
  /** rough cost of one hidden-unit update, from which the length of its runs follows */
  readonly nanoseconds: number;
  /** largest chains · m that it can hold */
  readonly capacity: number;
  /** Gibbs chains from z ~ Bernoulli(½), every x kept */
  sample(machine: Machine, chains: number, steps: number): Measured | Promise<Measured>;
  /** full-batch CD-1 with SGD 1e-3, gradient norm clipped to 1, σ fixed; the loss of each epoch computed */
  train(machine: Machine, data: Points, epochs: number): Measured | Promise<Measured>;
  close?(): void;
}

/** A machine whose weights have the norm that the lab's training gives, so that x spreads alike for every m. */
export function benchMachine(m: number): Machine {
  const random = createRandom(m, "bench");
  const scale = 0.38 / Math.sqrt(2 * m);
  const draw = (count: number, size: number) => Float32Array.from({ length: count }, () => size * random.normal());
  const logSigma2 = Array(2).fill(Math.fround(Math.log(0.01)));
  return createMachine({ b: [0, 0], logSigma2, W: Float64Array.from(draw(2 * m, scale)), d: draw(m, 0.1) });
}

export function benchData(count: number): Points {
  const { n, values } = ring({ samples: 2 * count, random: createRandom(count, "bench data") });
  return { n, count, values: Float32Array.from(values) };
}

export async function timed(work: () => number | Promise<number>): Promise<Measured> {
  const start = performance.now();
  const outcome = await work();
  return { milliseconds: performance.now() - start, outcome };
}
