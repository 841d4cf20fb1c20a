import { describe, expect, it } from "vitest";
import {
  betterRecipe,
  createRandom,
  createReplicaChains,
  gaussianOf,
  gibbsStep,
  gibbsLangevinStep,
  loopEvaluator,
  planeDraws,
  planeLaws,
  temperatureLadder,
  temperedLadder,
  train
} from "../../../src/rbm/index.js";
import type { Machine, Points } from "../../../src/rbm/index.js";

/** A machine of 16 units that has begun to learn the ring: uneven, and connected. */
const data = planeLaws.ring.draw(200, createRandom(0, "data"));
const machine = trained();
const chains = 40_000;
const [before, fresh] = [planeDraws(machine, chains, createRandom(1)), planeDraws(machine, chains, createRandom(2))];

function trained(): Machine {
  let last: Machine | undefined;
  const recipe = { ...betterRecipe, hidden: 16, sigma: 0.25, epochs: 60 };
  for (const epoch of train({ recipe, data })) last = epoch.machine;
  return last!;
}

/** Radius, cos θ, sin θ and F of each draw, and the products that tell of its spread. */
function quantitiesOf({ count, values }: Points): Float64Array[] {
  const x = Float64Array.from(values);
  const c = loopEvaluator.c(machine, x);
  const each = (f: (x1: number, x2: number, row: number) => number) =>
    Float64Array.from({ length: count }, (_, row) => f(x[2 * row], x[2 * row + 1], row));
  return [
    each((x1, x2) => Math.hypot(x1, x2)),
    each((x1, x2) => x1 / Math.hypot(x1, x2)),
    each((x1, x2) => x2 / Math.hypot(x1, x2)),
    each((_, __, row) => -c[row]),
    each((x1, x2) => (x1 * x2) / Math.hypot(x1, x2) ** 2),
    each((x1, x2) => x1 ** 2 + x2 ** 2)
  ];
}

/** The greatest difference of means, in its standard errors: two sets of independent draws. */
function greatestDifference(x: Points, y: Points): number {
  const others = quantitiesOf(y);
  const moments = (values: Float64Array) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { mean, error: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length ** 2 };
  };
  return Math.max(
    ...quantitiesOf(x).map((values, k) => {
      const [one, other] = [moments(values), moments(others[k])];
      return Math.abs(one.mean - other.mean) / Math.sqrt(one.error + other.error);
    })
  );
}

/** 40,000 chains start in the law and move; six quantities within 4.5 standard errors: errs once in 20,000 seeds. */
describe("started in the machine's own law, 40,000 chains are still in it after five steps of", () => {
  const steps = 5;
  const moved = (step: (x: Points) => Points): Points => {
    let x = before;
    for (let k = 0; k < steps; k++) x = step(x);
    return x;
  };

  it("block Gibbs", () => {
    const random = createRandom(3);
    expect(
      greatestDifference(
        moved((x) => gibbsStep(machine, x, random).x),
        fresh
      )
    ).toBeLessThan(4.5);
  });

  it("Gibbs–Langevin, corrected; and uncorrected they are not", () => {
    const random = createRandom(4);
    const move = { stepSize: 0.5, innerSteps: 5 };
    const after = (corrected: boolean) => moved((x) => gibbsLangevinStep(machine, x, { ...move, corrected }, random).x);
    expect(greatestDifference(after(true), fresh)).toBeLessThan(4.5);
    expect(greatestDifference(after(false), fresh)).toBeGreaterThan(20);
  });

  it.each([
    ["parallel tempering", () => temperedLadder(machine, gaussianOf(data.values, 2), temperatureLadder(4, 1))],
    ["trajectory tempering", () => [scaled(0.5), scaled(0.8), machine]]
  ])("%s, every rung of the ladder started in its own law", (_, ladderOf) => {
    const ladder = ladderOf();
    const start = new Float64Array(ladder.length * chains * 2);
    ladder.forEach((rung, at) => start.set(planeDraws(rung, chains, createRandom(10 + at)).values, at * chains * 2));
    const replicas = createReplicaChains({ ladder, chains, random: createRandom(5), start });
    for (let k = 0; k < steps; k++) replicas.step();
    const x = { n: 2, count: chains, values: replicas.at(replicas.rungs - 1) };
    expect(greatestDifference(x, fresh)).toBeLessThan(4.5);
    expect(Math.min(...replicas.acceptance())).toBeGreaterThan(0.05);
  });
});

/** An earlier machine of a made-up training: the same with weaker couplings. */
function scaled(by: number): Machine {
  return { ...machine, W: machine.W.map((value) => by * value) };
}
