import { LanguageError } from "../../language/languageError.js";
import { shapeText } from "../../language/tensor/tensor.js";
import { namingPenalty } from "../../rbm/data/digitsScores.js";
import type { Points } from "../../rbm/shapes.js";
import { tensorValue, vectorValue } from "../values/asTensor.js";
import type { RecordValue } from "../values/value.js";
import type { Arguments } from "./arguments.js";
import { pointsValue } from "./data.js";
import type { HostFunction } from "./hostFunction.js";

const byName = true;

/** Most multiplications of one call: some seconds. */
const mostWork = 3e9;

export const nearest: HostFunction = {
  name: "nearest",
  group: "data",
  makes: "formula",
  description: "of each row of x the nearest row among others: index (count,), counted from 1, and distance (count,)",
  parameters: [
    { name: "x", description: "(count, n)" },
    { name: "among", description: "where the nearest are looked for, (others, n)" }
  ],
  async call(args, { formulas, signal }): Promise<RecordValue> {
    const [x, among] = [args.points("x")!, args.points("among")!];
    sameColumns(args, x, "x", among, "among");
    spend(args, x.count * among.count * x.n);
    const { index, distance } = await formulas.carryOut({ kind: "nearest", x, among }, { signal });
    const fields = new Map([
      ["index", vectorValue(Float64Array.from(index, (row) => row + 1))],
      ["distance", vectorValue(distance)]
    ]);
    return { kind: "record", type: "record of neighbours", fields };
  }
};

export const mend: HostFunction = {
  name: "mend",
  group: "runs",
  makes: "run",
  description:
    "what chains make of the coordinates of x that are not known, the others being held: mean (n,), spread (n,), draws (chains, n)",
  parameters: [
    { name: "machine", description: "a machine, or a run of training" },
    { name: "x", description: "one point, (n,); read where known" },
    { name: "known", description: "1 where x is held, 0 where it is drawn, (n,)" },
    { name: "chains", description: "side by side", default: "60" },
    { name: "steps", description: "of each", default: "80" },
    { name: "burnIn", description: "steps left out of mean and spread", default: "30", byName },
    { name: "seed", description: "of the random numbers", default: "0", byName }
  ],
  async call(args, { formulas, signal }): Promise<RecordValue> {
    const machine = args.machine("machine");
    const { n } = machine;
    const [x, known] = [vectorOf(args, "x", n), vectorOf(args, "known", n)];
    const chains = args.number("chains", 60, { min: 1, max: 10_000, integer: true });
    const steps = args.number("steps", 80, { min: 1, max: 10_000, integer: true });
    const burnIn = args.number("burnIn", Math.min(30, steps - 1), { min: 0, max: steps - 1, integer: true });
    spend(args, 2 * chains * steps * n * machine.m);
    const request = { machine, x, known, chains, steps, burnIn, seed: args.seed() };
    const { mean, spread, draws } = await formulas.carryOut({ kind: "mend", request }, { signal });
    const fields = new Map([
      ["mean", vectorValue(mean)],
      ["spread", vectorValue(spread)],
      ["draws", pointsValue(draws)]
    ]);
    return { kind: "record", type: "record of mending", fields };
  }
};

export const classify: HostFunction = {
  name: "classify",
  group: "runs",
  makes: "run",
  description:
    "multinomial regression on labelled rows, and what it calls others: named (count,), probability (count,); with testLabels also accuracy and mistakes, the rows that are wrong",
  parameters: [
    { name: "x", description: "rows to learn from, (count, n)" },
    { name: "labels", description: "of each, whole numbers from 0, (count,)" },
    { name: "test", description: "rows to name, (others, n)" },
    { name: "testLabels", description: "of each, (others,)", default: "none" },
    { name: "classes", description: "how many labels there may be", default: "the greatest label + 1", byName },
    { name: "penalty", description: "half of it times the squared weights is added", default: "0.0002", byName }
  ],
  async call(args, { formulas, signal }): Promise<RecordValue> {
    const [x, test] = [args.points("x")!, args.points("test")!];
    sameColumns(args, x, "x", test, "test");
    const labels = labelsOf(args, "labels", x.count);
    const testLabels = args.get("testLabels") ? labelsOf(args, "testLabels", test.count) : null;
    const penalty = args.number("penalty", namingPenalty.hidden, { min: 1e-9, max: 1e3 });
    const classes = args.get("classes")
      ? args.number("classes", 2, { min: Math.max(1, ...labels) + 1, max: 100, integer: true })
      : null;
    spend(args, 500 * x.count * x.n * 2);
    const task = { kind: "classify", x, labels, test, classes, penalty } as const;
    const { named, probability } = await formulas.carryOut(task, { signal });
    const fields = new Map([
      ["named", vectorValue(named)],
      ["probability", vectorValue(probability)]
    ]);
    if (testLabels) {
      const wrong = Array.from(named.keys()).filter((row) => named[row] !== testLabels[row]);
      fields.set("accuracy", tensorValue([], [1 - wrong.length / test.count]));
      fields.set("mistakes", vectorValue(wrong.map((row) => row + 1)));
    }
    return { kind: "record", type: "record of naming", fields };
  }
};

function sameColumns(args: Arguments, a: Points, name: string, b: Points, other: string): void {
  if (a.n === b.n) return;
  throw new LanguageError(
    "shape",
    `${name} has ${a.n} columns and ${other} has ${b.n}; they have to agree.`,
    args.get(other)!.span
  );
}

function spend(args: Arguments, work: number): void {
  if (work <= mostWork) return;
  throw args.error(
    `This takes ${work.toExponential(0)} multiplications; ${mostWork.toExponential(0)} are the most for one call.`
  );
}

/** A vector of this length; a row (1, length) is taken for one. */
function vectorOf(args: Arguments, name: string, length: number): Float64Array {
  const { shape, values } = args.tensor(name)!;
  const isVector = shape.length === 1 || (shape.length === 2 && shape[0] === 1);
  if (isVector && values.length === length) return Float64Array.from(values);
  throw new LanguageError(
    "shape",
    `${name} is (${length},); this has the shape ${shapeText(shape)}.`,
    args.get(name)!.span
  );
}

function labelsOf(args: Arguments, name: string, count: number): Float64Array {
  const labels = vectorOf(args, name, count);
  const wrong = labels.find((label) => !Number.isInteger(label) || label < 0 || label > 99);
  if (wrong === undefined) return labels;
  throw new LanguageError(
    "value",
    `${name} holds ${wrong}; labels are whole numbers from 0 to 99.`,
    args.get(name)!.span
  );
}
