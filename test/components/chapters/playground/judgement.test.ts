import { describe, expect, it } from "vitest";
import { comparedPoints, judge } from "../../../../src/components/chapters/playground/judgement.js";
import { dataOfLaw } from "../../../../src/components/chapters/playground/playgroundData.js";
import { scoreRows } from "../../../../src/components/chapters/playground/scoreTable.js";
import { planeLaws } from "../../../../src/rbm/data/planeLaws.js";
import type { PlaneLawName } from "../../../../src/rbm/data/planeLaws.js";
import { exactLogPartition } from "../../../../src/rbm/exact/likelihood.js";
import { initialMachine } from "../../../../src/rbm/model/initialMachine.js";
import { createRandom } from "../../../../src/rbm/random.js";

const machine = initialMachine({ n: 2, m: 3, sigma: 0.5, random: createRandom(0) });
const names = Object.keys(planeLaws) as PlaneLawName[];

describe.each(names)("draws of the law %s itself", (law) => {
  const test = dataOfLaw(law, 20, 5).test!;
  const other = names[(names.indexOf(law) + 3) % names.length];
  const draws = (name: PlaneLawName) => planeLaws[name].draw(500, createRandom(6, name));
  const good = judge({ machine, logZ: null, law, test, draws: draws(law) });
  const bad = judge({ machine, logZ: null, law, test, draws: draws(other) });

  it("are not told from it: each p above 1 % (errs once in a hundred seeds), coverage near 1 − 2⁻⁵", () => {
    expect(good.energy.pValue).toBeGreaterThan(0.01);
    expect(good.mmd.pValue).toBeGreaterThan(0.01);
    // Of the ten points nearest to one, five of each kind on average; none of the draws is among the first five in 1 of 32.
    const expected = 1 - 2 ** -5;
    expect(Math.abs(good.coverage - expected)).toBeLessThan(5 * Math.sqrt((expected * 2 ** -5) / comparedPoints));
  });

  it("of another law are: hardly a split of 199 lies further apart, and less is covered", () => {
    expect(bad.energy.pValue).toBeLessThanOrEqual(0.02);
    expect(bad.mmd.pValue).toBeLessThanOrEqual(0.02);
    expect(bad.coverage).toBeLessThan(good.coverage - 0.1);
  });

  it("have as score the law's entropy within five standard errors, whoever drew them", () => {
    const values = planeLaws[law].logDensity(test).map((value) => -value);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    expect(good.lawNll).toBeCloseTo(mean, 12);
    expect(bad.lawNll).toBe(good.lawNll);
    expect(Math.abs(mean - good.entropy!)).toBeLessThan((5 * deviation) / Math.sqrt(values.length) + 1e-3);
  });
});

it("only of the ring the divergence is told apart, and of one's own points there is no law to compare with", () => {
  const logZ = exactLogPartition(machine);
  const draws = planeLaws.ring.draw(300, createRandom(1));
  for (const law of [...names, null])
    expect(judge({ machine, logZ, law, test: draws, draws }).ring !== null).toBe(law === "ring");
  const own = judge({ machine, logZ, law: null, test: draws, draws });
  expect([own.entropy, own.lawNll]).toEqual([null, null]);
});

describe("the table of scores", () => {
  const nothing = {
    ...{ nllTrain: null, nllTest: null, unscored: null, unitScale: null, cdLoss: null, reconstruction: null },
    ...{ judgement: null, unjudged: null, mixture: null }
  };
  const rowsOf = (scores: Partial<Parameters<typeof scoreRows>[0]>) =>
    new Map(scoreRows({ ...nothing, ...scores }).map(([name, ...cells]) => [name, cells]));

  it("tells what is on its way from what will not come, and why", () => {
    expect(rowsOf({}).get("Coverage")).toEqual(["…", ""]);
    const rows = rowsOf({ nllTrain: 1, unscored: "too few", unjudged: "the draws are another’s" });
    expect(rows.get("Exact NLL, training points")).toEqual(["1.000 nats", ""]);
    expect(rows.get("Exact NLL, fresh points")).toEqual(["none", "too few"]);
    expect(rows.get("Coverage")).toEqual(["none", "the draws are another’s"]);
    expect(rows.get("CD loss")![0]).toBe("none");
  });

  it("says what the scores of a standardised file are in its own units", () => {
    const row = rowsOf({ unitScale: [100, 0.02] }).get("In the file’s units, add")!;
    expect(row[0]).toBe(`${Math.log(100 * 0.02).toFixed(3)} nats`);
    expect(rowsOf({}).has("In the file’s units, add")).toBe(false);
  });

  it("puts the law and the best mixture beside the score on fresh points, the entropy beside that on the data", () => {
    const test = dataOfLaw("moons", 20, 0).test!;
    const judgement = judge({ machine, logZ: null, law: "moons", test, draws: test });
    const mixture = { components: 8, nllTest: 0.55, isFinal: true };
    const rows = rowsOf({ nllTrain: 0.5, nllTest: 0.6, judgement, mixture });
    expect(rows.get("Exact NLL, fresh points")![1]).toMatch(
      /^the law itself: .* nats; best mixture, K = 8: 0\.550 nats$/
    );
    expect(rows.get("Exact NLL, training points")![1]).toMatch(/^the law’s entropy: /);
    const early = rowsOf({ mixture: { ...mixture, isFinal: false } }).get("Exact NLL, fresh points")!;
    expect(early[1]).toBe("best mixture so far, K = 8: 0.550 nats");
    expect(rows.get("Energy distance")![1]).toMatch(/^p = 1\.000, if the laws were equal$/);
  });
});
