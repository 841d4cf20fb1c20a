import { beforeAll, describe, expect, it } from "vitest";
import { chains, race } from "../../../../src/components/chapters/playground/race/race.js";
import type { RaceResult } from "../../../../src/components/chapters/playground/race/raceTypes.js";
import { createMachine, createRandom, exactDraws } from "../../../../src/rbm/index.js";

/** A Gaussian about the origin: its unit is joined to nothing, so that each Gibbs draw is independent of the last. */
const machine = createMachine({ b: [0, 0], logSigma2: [0, 0], W: [[0], [0]], d: [0] });
const data = exactDraws(machine, 200, createRandom(1));
const results: RaceResult[] = [];
const progress: number[] = [];

beforeAll(() => {
  let clock = 0;
  for (const done of race(
    { machine, snapshots: [machine, machine], data, seed: 0 },
    () => clock++,
    (each) => results.push(each),
    1000
  ))
    progress.push(done);
});

const named = (name: string) => results.find((each) => each.name === name)!;

describe("the race of the samplers", () => {
  it("gives five results, says how far it is, and times the steps alone: one tick of the clock each", () => {
    expect(results.map(({ name }) => name)).toEqual([
      ...["Block Gibbs", "Parallel tempering", "Trajectory tempering"],
      ...["Gibbs–Langevin, corrected", "Gibbs–Langevin, biased"]
    ]);
    progress.forEach((done, k) => expect(done).toBeGreaterThanOrEqual(progress[k - 1] ?? 0));
    expect(progress.at(-1)).toBeLessThan(1);
    for (const { cost, milliseconds } of results) expect(milliseconds).toBe(Math.floor(1000 / cost));
    expect([named("Block Gibbs").cost, named("Parallel tempering").cost, named("Trajectory tempering").cost]).toEqual([
      ...[1, 6, 2]
    ]);
  });

  it("counts every draw of independent ones: bulk ESS within a tenth of their number, R̂ of 1, no memory", () => {
    const { sampleSizes, rhat, correlation } = named("Block Gibbs");
    const draws = 900 * chains;
    for (const size of sampleSizes) expect(Math.abs(size / draws - 1)).toBeLessThan(0.1);
    expect(Math.abs(rhat - 1)).toBeLessThan(0.002);
    expect(correlation[0]).toBeCloseTo(1, 6);
    // 22,500 draws: a correlation of independent ones is within 5 / 150.
    for (const value of correlation.slice(1)) expect(Math.abs(value)).toBeLessThan(5 / 150);
  });

  it("finds fewer draws in chains that move by small steps than there are, and turns in each sampler's", () => {
    const { sampleSizes } = named("Gibbs–Langevin, corrected");
    expect(sampleSizes[1]).toBeLessThan(0.9 * 900 * chains);
    for (const { turns } of results) expect(turns).toBeGreaterThan(0);
  });
});
