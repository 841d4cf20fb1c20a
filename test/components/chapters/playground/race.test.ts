import { describe, expect, it } from "vitest";
import { chains, race } from "../../../../src/components/chapters/playground/race/race.js";
import type { RaceRequest, RaceResult } from "../../../../src/components/chapters/playground/race/raceTypes.js";
import { readKernelBytes } from "../../../../src/kernel/node.js";
import { createMachine, createRandom, exactDraws } from "../../../../src/rbm/index.js";

/** A Gaussian about the origin: its unit is joined to nothing, so that each Gibbs draw is independent of the last. */
const machine = createMachine({ b: [0, 0], logSigma2: [0, 0], W: [[0], [0]], d: [0] });
/** The same with its unit joined to x. */
const joined = createMachine({ b: [0, 0], logSigma2: [0, 0], W: [[1], [0.5]], d: [0] });
const data = exactDraws(machine, 200, createRandom(1));
const module = new WebAssembly.Module(readKernelBytes());
const request = { machine, snapshots: [machine, machine], data, seed: 0, rungs: 2, module };

/** All results of a race with a clock that ticks whenever it is read. */
function raced(given: RaceRequest, steps: number): { results: RaceResult[]; progress: number[]; ticks: number } {
  const results: RaceResult[] = [];
  let ticks = 0;
  const progress = [
    ...race(
      given,
      () => ticks++,
      (each) => results.push(each),
      steps
    )
  ];
  return { results, progress, ticks };
}

const { results, progress, ticks } = raced(request, 1000);
const named = (name: string) => results.find((each) => each.name === name)!;

describe("the race of the samplers", () => {
  it("gives five results and says how far it is", () => {
    expect(results.map(({ name }) => name)).toEqual([
      ...["Block Gibbs", "Parallel tempering", "Trajectory tempering"],
      ...["Gibbs–Langevin, corrected", "Gibbs–Langevin, biased"]
    ]);
    progress.forEach((done, k) => expect(done).toBeGreaterThanOrEqual(progress[k - 1] ?? 0));
    expect(progress.at(-1)).toBeLessThanOrEqual(1);
  });

  it("times the steps alone: every reading of the clock begins or ends one of their slices", () => {
    expect(results.reduce((sum, { milliseconds }) => sum + milliseconds, 0)).toBe(ticks / 2);
  });

  it("lets each draw as many hidden units: a ladder pays for each rung that has any, and at β = 0 it has none", () => {
    const { results } = raced({ ...request, machine: joined, snapshots: [joined, joined, joined], rungs: 6 }, 300);
    expect(results.map(({ cost }) => cost)).toEqual([1, 5, 3, 1, 1]);
    expect(results.map(({ steps }) => steps)).toEqual([300, 60, 100, 300, 300]);
    expect(results[1].note).toMatch(/^6 rungs, the least exchange accepted \d+ %$/);
  });

  it("counts every draw of independent ones: bulk ESS within a tenth of their number, R̂ of 1, no memory", () => {
    const { sampleSizes, rhat, correlation } = named("Block Gibbs");
    const draws = 900 * chains;
    for (const size of sampleSizes) expect(Math.abs(size / draws - 1)).toBeLessThan(0.1);
    expect(Math.abs(rhat - 1)).toBeLessThan(0.002);
    expect(correlation[0]).toBeCloseTo(1, 6);
    // 28,800 draws: a correlation of independent ones is within 5 / 169.
    for (const value of correlation.slice(1)) expect(Math.abs(value)).toBeLessThan(5 / 169);
  });

  it("finds fewer draws in chains that move by small steps than there are, and turns in each sampler's", () => {
    const { sampleSizes } = named("Gibbs–Langevin, corrected");
    expect(sampleSizes[1]).toBeLessThan(0.9 * 900 * chains);
    for (const { turns } of results) expect(turns).toBeGreaterThan(0);
  });
});
