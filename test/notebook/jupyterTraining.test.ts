/** The PyTorch of a notebook's `train`, held to the library: step by step where nothing is drawn, by its law elsewhere. */
import { describe, expect, it } from "vitest";
import { jupyterPrelude } from "../../src/notebook/files/jupyterPrelude.js";
import { preludes } from "../../src/language/translate/prelude.js";
import {
  contrastiveDivergence,
  createMachine,
  createRandom,
  exactLikelihood,
  initialMachine,
  logMixtureWeights,
  negativeLogLikelihood,
  planeLaws,
  plainMachine,
  pointRows,
  temperedMachine
} from "../../src/rbm/index.js";
import type { Machine, PlainMachine, Recipe } from "../../src/rbm/index.js";
import { betterRecipe } from "../../src/rbm/training/recipe.js";
import { pythonWith, runPython } from "../exercise/pythonWith.js";

const python = pythonWith("torch");
const parameters = ["b", "logSigma2", "W", "d"] as const;

const data = planeLaws.moons.draw(120, createRandom(0, "data"));
const fresh = planeLaws.moons.draw(500, createRandom(1, "data"));
const start = initialMachine({ n: 2, m: 6, sigma: 0.3, random: createRandom(2, "initialisation") });

/** Two modes far apart, one of them four times as heavy; Gibbs steps stay in theirs. */
const apart = createMachine({ b: [-1, 0], logSigma2: [-3, -3], W: [[2], [0]], d: [Math.log(4)] });

/** What some lines of Python put into `out`, beside the prelude of a notebook. */
function computed<T>(given: object, lines: string): T {
  const script = `${preludes.pytorch}\n\n\n${jupyterPrelude}

import json, sys
torch.set_num_threads(1)
given = json.load(sys.stdin)
def known(m):
    return machine(*(given[m][name] for name in ("b", "logSigma2", "W", "d")))
def plain(m):
    return {name: getattr(m, name).tolist() for name in ("b", "logSigma2", "W", "d")}
out = {}
${lines}
print(json.dumps(out))`;
  return JSON.parse(runPython(python!, script, JSON.stringify(given))) as T;
}

function gapBetween(machine: Machine, other: PlainMachine): number {
  const ours = plainMachine(machine);
  return Math.max(
    ...parameters.flatMap((name) => {
      const [mine, theirs] = [ours[name].flat(), other[name].flat()];
      expect(theirs).toHaveLength(mine.length);
      return mine.map((value, at) => Math.abs(value - theirs[at]));
    })
  );
}

describe.skipIf(python === null)("the notebook's train in PyTorch", () => {
  it("goes the library's way by the exact gradient, with momentum, decay, a clip, steps, σ and each coupling", () => {
    const recipes: readonly [string, Partial<Recipe>][] = [
      [
        "epochs=30, momentum=0.7, decay=0.2, clip=1",
        { epochs: 30, optimizer: "sgd", momentum: 0.7, weightDecay: 0.2, clip: 1 }
      ],
      [
        'epochs=104, optimizer="adam", schedule="step", variance=True, leastSigma=0.29, clip=0',
        { epochs: 104, optimizer: "adam", schedule: "step", learnVariance: true, leastSigma: 0.29 }
      ],
      [
        'epochs=30, optimizer="adam", coupling="sigma", variance=True, sharedVariance=True, decay=0.1, clip=0',
        {
          ...{ epochs: 30, optimizer: "adam", coupling: "sigma" },
          learnVariance: true,
          sharedVariance: true,
          weightDecay: 0.1
        }
      ],
      [
        'epochs=30, coupling="none", variance=True, schedule="step", stepEvery=10, stepFactor=0.5, clip=1',
        {
          ...{ epochs: 30, optimizer: "sgd", coupling: "none", learnVariance: true },
          schedule: "step",
          stepEvery: 10,
          stepFactor: 0.5,
          clip: 1
        }
      ],
      [
        'epochs=30, schedule="cosine", sign=-1, clip=0.5',
        { epochs: 30, optimizer: "sgd", schedule: "cosine", sign: -1, clip: 0.5 }
      ]
    ];
    const runs = computed<{ machine: PlainMachine; loss: number[]; norms: number[] }[]>(
      { start: plainMachine(start), data: pointRows(data) },
      `out = []
for settings in [${recipes.map(([settings]) => `dict(${settings})`).join(", ")}]:
    run = train(known("start"), array(given["data"]), rate=0.01, trainer="exact", batch=7, **settings)
    out.append({"machine": plain(run.machine), "loss": run.loss.tolist(), "norms": run.gradientNorm.tolist()})`
    );
    recipes.forEach(([, fields], at) => {
      const recipe: Recipe = {
        ...betterRecipe,
        ...{ hidden: 6, trainer: "exact", learningRate: 0.01, schedule: "constant", clip: null },
        ...fields
      };
      const epochs = [...exactLikelihood({ machine: start, data, recipe })];
      expect(gapBetween(epochs.at(-1).machine, runs[at].machine)).toBeLessThan(1e-7);
      epochs.forEach(({ loss, gradientNorm }, epoch) => {
        expect(Math.abs(loss - runs[at].loss[epoch])).toBeLessThan(1e-7);
        expect(Math.abs(gradientNorm - runs[at].norms[epoch])).toBeLessThan(1e-7);
      });
    });
  });

  it("has the library's ladder to 1e-12, and chains that keep the machine's law: 4 standard errors, 4000 chains", () => {
    const chains = 4000;
    const betas = [0, 0.2, 0.7, 1];
    const [mean, variance] = [[0.3, -0.2], [1.5, 0.4]]; // prettier-ignore
    const found = computed<{
      ladder: PlainMachine[];
      first: number[][];
      kept: number;
      right: number;
      tempered: number;
    }>(
      { start: plainMachine(start), apart: plainMachine(apart), data: pointRows(data), mean, variance, betas },
      `out["ladder"] = [plain(tempered_machine(known("start"), array(given["mean"]), array(given["variance"]), beta)) for beta in given["betas"]]
apart, count = known("apart"), ${chains}
persistent = persistent_chains(1, step, visible, count)
first = persistent(apart, None)
later = persistent(apart, None)
for _ in range(20):
    later = persistent(apart, None)
out["first"] = [first.mean(0).tolist(), first.var(0).tolist()]
out["kept"] = int(((first[:, 0] > 0) == (later[:, 0] > 0)).sum())
out["right"] = int((later[:, 0] > 0).sum())
points = array(given["data"])
draw = tempered_chains(50, step, library_c, count, apart, points, 4)
for _ in range(4):
    draws = draw(apart, points)
out["tempered"] = int((draws[:, 0] > 0).sum())`
    );
    betas.forEach((beta, at) => {
      const { machine } = temperedMachine(start, { mean, variance }, beta);
      expect(gapBetween(machine, found.ladder[at])).toBeLessThan(1e-12);
    });
    // From z ~ Bernoulli(½): both modes alike, and they stay so.
    const sigma2 = Math.exp(-3);
    const [means, spreads] = found.first;
    [0, 0].forEach((centre, i) => {
      const wanted = sigma2 + (i === 0 ? 1 : 0);
      expect(Math.abs(means[i] - centre)).toBeLessThan(4 * Math.sqrt(wanted / chains));
      // Var s² ≤ 2 wanted² / chains for these, which have no heavier tails than a Gaussian.
      expect(Math.abs(spreads[i] - wanted)).toBeLessThan(4 * Math.sqrt(2 / chains) * wanted);
    });
    expect(found.kept).toBeGreaterThan(0.999 * chains);
    expect(Math.abs(found.right - chains / 2)).toBeLessThan(4 * Math.sqrt(chains / 4));
    const heavy = 0.8;
    const [left, right] = logMixtureWeights(apart);
    expect(Math.exp(right - left)).toBeCloseTo(heavy / (1 - heavy), 10);
    expect(Math.abs(found.tempered - heavy * chains)).toBeLessThan(4 * Math.sqrt(heavy * (1 - heavy) * chains));
  });

  it("ends where the library does by persistent and tempered chains, on average of 12 seeds: 4 standard errors", () => {
    const kinds: readonly [string, Partial<Recipe>][] = [
      ['chains="persistent", k=2, batch=50', { chains: "persistent", k: 2, batchSize: 50 }],
      ['chains="tempered", temperatures=3, chainCount=100', { chains: "tempered", temperatures: 3, chainCount: 100 }]
    ];
    const seeds = 12;
    const runs = computed<PlainMachine[][]>(
      { start: plainMachine(start), data: pointRows(data) },
      `def trained(seed, **settings):
    return plain(train(known("start"), array(given["data"]), epochs=60, rate=0.002, clip=0, optimizer="adam", seed=seed, **settings).machine)
out = [[trained(seed, **settings) for seed in range(${seeds})] for settings in [${kinds.map(([settings]) => `dict(${settings})`).join(", ")}]]`
    );
    kinds.forEach(([, fields], at) => {
      const recipe: Recipe = {
        ...betterRecipe,
        ...{ hidden: 6, epochs: 60, learningRate: 0.002, schedule: "constant", clip: null },
        ...fields
      };
      const ofLibrary = Array.from({ length: seeds }, (_, seed) => {
        let machine = start;
        for (const epoch of contrastiveDivergence({ machine, data, recipe, random: createRandom(seed, "training") }))
          ({ machine } = epoch);
        return negativeLogLikelihood(machine, fresh);
      });
      const ofPython = runs[at].map((each) => negativeLogLikelihood(createMachine(each), fresh));
      const [ours, theirs] = [momentsOf(ofLibrary), momentsOf(ofPython)];
      const error = Math.sqrt((ours.variance + theirs.variance) / seeds);
      expect(Math.abs(ours.mean - theirs.mean)).toBeLessThan(4 * error);
      expect(error).toBeLessThan(0.03);
      expect(ours.mean).toBeLessThan(negativeLogLikelihood(start, fresh) - 10 * error);
    });
  });
});

function momentsOf(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) };
}
