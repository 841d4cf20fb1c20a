/** Cells about images: what they compute is what the chapter on digits computes. */
import { afterAll, describe, expect, it } from "vitest";
import { contributionsOf } from "../../src/components/chapters/digits/contributions.js";
import { examplesOf, exampleRows } from "../../src/components/chapters/digits/examples.js";
import { nameImages } from "../../src/components/chapters/digits/nameImages.js";
import { ownImageSet } from "../../src/components/chapters/digits/ownImageSet.js";
import { annealing } from "../../src/data/scoreDigits.js";
import { createNotebook } from "../../src/notebook/document/notebook.js";
import type { Notebook } from "../../src/notebook/document/notebook.js";
import type { ImagesSpec } from "../../src/notebook/values/figure.js";
import type { Runner } from "../../src/notebook/scheduler/runner.js";
import { toAddress } from "../../src/notebook/files/address.js";
import * as digits from "../../src/notebook/templates/chapters/digits.js";
import { labLossesNotebook, labMachineNotebook } from "../../src/notebook/templates/chapters/lab.js";
import { standardisationOf } from "../../src/rbm/data/standardise.js";
import { unstandardised } from "../../src/rbm/data/unstandardised.js";
import { nearestOf } from "../../src/rbm/judging/nearestOf.js";
import { loopEvaluator } from "../../src/rbm/model/loops.js";
import { createRandom } from "../../src/rbm/random.js";
import { meanField } from "../../src/rbm/sampling/meanField.js";
import { mend } from "../../src/rbm/sampling/mend.js";
import { initialMachineOf } from "../../src/rbm/training/initialMachineOf.js";
import { digitsRecipe } from "../../src/rbm/training/digitsRecipe.js";
import { labRecipe } from "../../src/rbm/training/recipe.js";
import { loadKernel } from "../../src/kernel/node.js";
import { failures, openKernelThread, openNotebook, sources, valueNamed } from "./openNotebook.js";

const client = openKernelThread();
afterAll(() => client.close());
const kernel = loadKernel();
const numbers = (values: ArrayLike<number>) => Array.from(values);

async function settled(notebook: Notebook): Promise<Runner> {
  const runner = openNotebook(notebook, client);
  await runner.settled();
  expect(failures(runner)).toEqual({});
  return runner;
}

function imagesIn(runner: Runner, id = "figure"): ImagesSpec {
  const { value } = runner.state(id);
  if (value?.kind !== "figure" || value.figure.kind !== "images") throw new Error(`${id} gave ${value?.kind}`);
  return value.figure;
}

describe("the notebook of a figure of the digits holds the numbers that the chapter draws", () => {
  it("for filters and draws", async () => {
    const machine = await sources.checkpoint("digits");
    const runner = await settled(digits.filtersNotebook(null));
    const { count, rows, columns, values, colours } = imagesIn(runner);
    expect({ count, rows, columns, colours }).toEqual({ count: machine.m, rows: 8, columns: 8, colours: "signed" });
    for (let j = 0; j < machine.m; j++)
      for (let i = 0; i < 64; i++) expect(values[j * 64 + i]).toBe(machine.W[i * machine.m + j]);
    const { x } = kernel.sample({ machine, chains: 40, steps: 200, seed: 0, start: null });
    expect(numbers(imagesIn(runner, "draws").values)).toEqual(numbers(x.subarray(-40 * 64)));
    runner.close();
  });

  it("for chains from an image and from tossed switches, and for the mean field of the same starts", async () => {
    const machine = await sources.checkpoint("digits");
    const { examples } = await sources.digits();
    for (const example of [null, 3]) {
      const runner = await settled(digits.pictureChainsNotebook(null, 7, example));
      const row = example === null ? null : examples.values.subarray(example * 64, (example + 1) * 64);
      const start = row && Float64Array.from({ length: 24 * 64 }, (_, at) => row[at % 64]);
      const { x } = kernel.sample({ machine, chains: 24, steps: start ? 199 : 200, seed: 0, start });
      const shown = start ? 6 : 7;
      expect(numbers(imagesIn(runner).values)).toEqual(numbers(x.subarray(shown * 24 * 64, (shown + 1) * 24 * 64)));
      const from = start ?? Float64Array.from(x.subarray(0, 24 * 64));
      const mean = meanField({ machine, x: from, steps: 7 }).x.subarray(6 * 24 * 64);
      imagesIn(runner, "means").values.forEach((value, at) => expect(value).toBeCloseTo(mean[at], 10));
      runner.close();
    }
  });

  it("for what one picture switches on", async () => {
    const machine = await sources.checkpoint("digits");
    const { examples } = await sources.digits();
    const { units, sums } = contributionsOf(machine, Float64Array.from(examples.values.subarray(128, 192)));
    expect(units.length).toBeGreaterThan(1);
    const runner = await settled(digits.partsNotebook(null, 2, 2));
    imagesIn(runner).values.forEach((value, i) => expect(value).toBeCloseTo(sums[2 * 64 + i], 12));
    expect(imagesIn(runner, "filters").count).toBe(units.length);
    const { last, filters } = { last: imagesIn(runner, "last").values, filters: imagesIn(runner, "filters").values };
    for (let i = 0; i < 64; i++) {
      expect(last[i]).toBe(machine.W[i * machine.m + units[1]]);
      units.forEach((j, at) => expect(filters[at * 64 + i]).toBe(machine.W[i * machine.m + j]));
    }
    runner.close();
  });

  it("for draws and their neighbours, and for a mended digit", async () => {
    const machine = await sources.checkpoint("digits");
    const { train, examples } = await sources.digits();
    const copies = await settled(digits.copiesNotebook(null));
    const { x: all } = kernel.sample({ machine, chains: 16, steps: 400, seed: 1, start: null });
    const drawn = Float64Array.from(all.subarray(-16 * 64));
    const { index } = nearestOf({ n: 64, count: 16, values: drawn }, train);
    const pairs = imagesIn(copies);
    expect([pairs.rows, pairs.columns, pairs.count]).toEqual([19, 8, 16]);
    index.forEach((row, at) => {
      const neighbour = pairs.values.subarray(at * 152 + 72, at * 152 + 136);
      expect(numbers(neighbour)).toEqual(numbers(train.values.subarray(row * 64, (row + 1) * 64)));
    });
    copies.close();
    const x = Float64Array.from(examples.values.subarray(0, 64));
    const known = x.map((_, at) => (at < 32 ? 1 : 0));
    expect(digits.mendNotebook(null, x, known).cells.find(({ source }) => source.startsWith("x = ["))).toBeDefined();
    const runner = await settled(digits.mendNotebook(null, 0, known));
    const wanted = mend({ machine, x, known, chains: 60, steps: 80, burnIn: 30, seed: 0 });
    expect(numbers(imagesIn(runner).values)).toEqual(numbers(wanted.mean));
    expect(numbers(imagesIn(runner, "spread").values)).toEqual(numbers(wanted.spread));
    expect(numbers(imagesIn(runner, "draws").values)).toEqual(numbers(wanted.draws.values.subarray(0, 12 * 64)));
    runner.close();
  });

  it("for the scores: log Z less the mean of c, to the last of ten digits", async () => {
    const machine = await sources.checkpoint("digits");
    const { test } = await sources.digits();
    const models = [{ name: "one, with a comma", test: 1, train: 2 }];
    const runner = await settled(digits.scoresNotebook(models, { forward: -3, reverse: 5 }));
    const c = loopEvaluator.c(machine, Float64Array.from(test.values));
    const mean = c.reduce((sum, value) => sum + value, 0) / c.length;
    const scores = valueNamed(runner, "scores");
    if (scores.kind !== "tensor") throw new Error(scores.kind);
    expect(scores.values[0]).toBeCloseTo(-3 - mean, 10);
    expect(scores.values[1]).toBeCloseTo(5 - mean, 10);
    const own = runner.state("own").value;
    expect(own?.kind === "tensor" && own.values[0]).toBeCloseTo(1 - mean, 10);
    const { chains, temperatures } = annealing;
    const said = runner.notebook.cells.find(({ source }) => source.includes("annealed importance sampling"))!.source;
    expect(said).toContain(`${chains} chains over ${temperatures} temperatures`);
    runner.close();
  });

  it("for names: the mistakes are the rows whose name is another than their label, few from 300 labelled images", async () => {
    const source =
      "set = digits()\nnaming = classify(set.train[1:300, :], set.trainLabels[1:300], set.test, set.testLabels, penalty = 0.001)";
    const runner = await settled(createNotebook("names", [{ id: "one", kind: "code", source }]));
    const naming = valueNamed(runner, "naming");
    if (naming.kind !== "record") throw new Error(naming.kind);
    const [accuracy, named, mistakes] = ["accuracy", "named", "mistakes"].map((name) => {
      const field = naming.fields.get(name);
      if (field?.kind !== "tensor") throw new Error(name);
      return field.values;
    });
    const { labels } = await sources.digits();
    const wrong = Array.from(named.keys()).filter((row) => named[row] !== labels.test[row]);
    expect(numbers(mistakes)).toEqual(wrong.map((row) => row + 1));
    expect(accuracy[0]).toBeCloseTo(1 - wrong.length / 297, 12);
    expect(accuracy[0]).toBeGreaterThan(0.85);
    runner.close();
  });

  it("for a machine trained in the page, weight for weight", async () => {
    const { train } = await sources.digits();
    const recipe = { ...digitsRecipe, hidden: 8, epochs: 2, k: 1, seed: 5 };
    const standardisation = standardisationOf(train);
    const { machine } = kernel.train({
      ...{ data: standardisation.apply(train), test: null, recipe, snapshotEpochs: [], grid: null },
      initial: initialMachineOf(recipe, 64)
    });
    const runner = await settled(digits.filtersNotebook({ recipe, images: null }));
    const m = valueNamed(runner, "m");
    if (m.kind !== "machine") throw new Error(m.kind);
    expect(m.machine).toEqual(unstandardised(machine, standardisation));
    runner.close();
  });
});

describe("images of the reader's own", () => {
  const random = createRandom(3, "pictures");
  const pictures = Array.from({ length: 30 }, () => Float64Array.from({ length: 81 }, () => random.uniform()));
  // Fewer labels than the ten that the page allows for.
  const labels = Uint8Array.from({ length: 30 }, (_, at) => at % 3);
  const set = ownImageSet(
    { pictures: pictures.map((ink) => ({ rows: 9, columns: 9, values: ink })), labels },
    { side: 9, darkInk: false }
  );
  const recipe = { ...digitsRecipe, hidden: 6, epochs: 2, k: 1, seed: 5 };
  const images = { ...set, examples: exampleRows(set) };
  const standardisation = standardisationOf(set.train);
  const trained = kernel.train({
    ...{ data: standardisation.apply(set.train), test: null, recipe, snapshotEpochs: [], grid: null },
    initial: initialMachineOf(recipe, 81)
  });
  const machine = unstandardised(trained.machine, standardisation);

  it("come along as files, and their machine is the page's, weight for weight, in every figure", async () => {
    const run = { recipe, images };
    const filters = await settled(digits.filtersNotebook(run));
    const m = valueNamed(filters, "m");
    expect(m.kind === "machine" && m.machine).toEqual(machine);
    expect(imagesIn(filters)).toMatchObject({ rows: 9, columns: 9, count: 6 });
    filters.close();

    const examples = examplesOf(set);
    const chains = await settled(digits.pictureChainsNotebook(run, 1, 2));
    const start = Float64Array.from({ length: 24 * 81 }, (_, at) => examples.values[2 * 81 + (at % 81)]);
    const { x } = kernel.sample({ machine, chains: 24, steps: 1, seed: 0, start });
    expect(numbers(imagesIn(chains).values)).toEqual(numbers(x));
    chains.close();

    const copies = await settled(digits.copiesNotebook(run));
    expect(imagesIn(copies)).toMatchObject({ rows: 21, columns: 9, count: 16 });
    copies.close();

    const parts = await settled(digits.partsNotebook(run, 1, 1));
    expect(numbers(imagesIn(parts, "image").values)).toEqual(numbers(examples.values.subarray(81, 162)));
    parts.close();

    const known = new Float64Array(81).fill(1, 0, 40);
    const mended = await settled(digits.mendNotebook(run, 0, known));
    const wanted = mend({
      machine,
      x: Float64Array.from(examples.values.subarray(0, 81)),
      known,
      chains: 60,
      steps: 80,
      burnIn: 30,
      seed: 0
    });
    expect(numbers(imagesIn(mended).values)).toEqual(numbers(wanted.mean));
    mended.close();

    const named = await settled(digits.labelsNotebook(run));
    const mistakes = nameImages({
      machine,
      ...{ train: set.train, labels: set.labels!.train, test: set.test!, testLabels: set.labels!.test }
    }).mistakes;
    const shown = imagesIn(named);
    expect(shown.count).toBe(mistakes.length);
    mistakes.forEach(({ row }, at) =>
      expect(numbers(shown.values.subarray(at * 81, (at + 1) * 81))).toEqual(
        numbers(set.test!.values.subarray(row * 81, (row + 1) * 81))
      )
    );
    named.close();
  });

  it("refuse names where they have no labels, and files where they are too many for one", () => {
    expect(() => digits.labelsNotebook({ recipe, images: { ...images, labels: null } })).toThrow("have no labels");
    const many = { n: 784, count: 400, values: Float64Array.from({ length: 784 * 400 }, () => random.uniform()) };
    expect(() => digits.filtersNotebook({ recipe, images: { ...images, train: many } })).toThrow(
      /^your 400 images of 784 pixels take [\d,]+ characters, and a file of a notebook has at most 2,000,000/
    );
  });
});

it("a machine of the lab with its draws and losses, as random as they come, fits into an address and is drawn again", async () => {
  const random = createRandom(1, "lab notebook");
  const draw = (length: number) => Float64Array.from({ length }, () => random.normal());
  const machine = {
    ...initialMachineOf(labRecipe, 2),
    W: draw(200).map((value) => value / 10),
    d: draw(100),
    b: draw(2)
  };
  const draws = { n: 2, count: 500, values: draw(1000) };
  const notebook = labMachineNotebook(machine, draws, { label: "Your machine", drawsName: "yours" });
  expect((await toAddress(notebook)).length).toBeLessThan(14_000);
  const runner = await settled({ ...notebook, cells: notebook.cells.slice(0, -2) });
  const made = valueNamed(runner, "m");
  if (made.kind !== "machine") throw new Error(made.kind);
  expect(made.machine).toEqual(machine);
  const { value } = runner.state("figure");
  if (value?.kind !== "figure" || value.figure.kind !== "plane") throw new Error("no plane");
  value.figure.draws!.values.forEach((each, at) => expect(each / draws.values[at]).toBeCloseTo(1, 8));
  runner.close();
  expect((await toAddress(labLossesNotebook(draw(300), draw(300)))).length).toBeLessThan(14_000);
});

it("images and what goes with them refuse, by name, what they can't take", async () => {
  const refused = [
    ["images(ones(3, 7))", "7 pixels make no square: say how many are down, as in images(x, rows = 4)."],
    ["images(ones(3, 8), rows = 3)", "8 pixels can't be laid out in 3 rows."],
    ["images(1)", "x has a row for each image, (count, pixels); this has the shape ()."],
    ["images(ones(2, 4), low = 1, high = 1)", "low has to be below high; they are 1 and 1."],
    ['checkpoint("adan")', 'There is no machine called "adan". Did you mean "adam"?'],
    ["mend(initial(4, 2), ones(4), ones(3))", "known is (4,); this has the shape (3,)."],
    ["nearest(ones(2, 3), ones(2, 4))", "x has 3 columns and among has 4; they have to agree."],
    ["classify(ones(2, 3), [0, 1.5], ones(1, 3))", "labels holds 1.5; labels are whole numbers from 0 to 99."],
    ["standardise(ones(5, 2))", "never changes in column 1"],
    ["angleDensity(initial(3, 2))", "Angles are those of a plane; this machine has n = 3."],
    ["sample(initial(2, 4), 5, 5, noise = 0)", "noise is a number from 0.000001 to 1,000,000; this is 0."],
    ["dots(ones(2, 2))", "values are a vector of at most 500; this has the shape (2, 2)."],
    ["dots([1, 2], left = 3, right = 2)", "left has to be below right; they are 3 and 2."]
  ] as const;
  const cells = refused.map(([source], i) => ({ id: `cell-${i}`, kind: "code", source }) as const);
  const runner = openNotebook(createNotebook("refused", cells), client);
  await runner.settled();
  const said = failures(runner);
  for (const [i, [source, why]] of refused.entries()) expect(said[`cell-${i}`], source).toContain(why);
  runner.close();
});
