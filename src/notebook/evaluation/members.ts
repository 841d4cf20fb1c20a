import { LanguageError } from "../../language/languageError.js";
import type { Span } from "../../language/languageError.js";
import { nearest } from "../../language/syntax/names.js";
import type { Machine } from "../../rbm/model/machine.js";
import { scalarValue, tensorValue, vectorValue } from "../values/asTensor.js";
import { describeValue } from "../values/describeValue.js";
import type { TrainedRun, Value } from "../values/value.js";

type Members = Readonly<Record<string, () => Value>>;

/** The part of a value behind a dot. @throws LanguageError placed at the name */
export function memberOf(value: Value, name: string, property: Span): Value {
  const kept = parts.get(value)?.get(name);
  if (kept) return kept;
  const members = membersOf(value);
  if (!Object.hasOwn(members, name)) {
    const known = Object.keys(members);
    const near = nearest(name, known);
    const hint =
      known.length === 0 ? "it has no parts" : near === null ? `it has ${known.join(", ")}` : `did you mean ${near}?`;
    throw new LanguageError("unknown name", `There is no ${name} in ${describeValue(value)}: ${hint}.`, property);
  }
  const part = members[name]();
  const known = parts.get(value) ?? new Map<string, Value>();
  parts.set(value, known.set(name, part));
  return part;
}

/** The same part each time, so that who uses it can tell that it is unchanged. */
const parts = new WeakMap<Value, Map<string, Value>>();

/** The names that can stand behind a dot, for the completion. */
export function memberNames(value: Value): readonly string[] {
  return Object.keys(membersOf(value));
}

function membersOf(value: Value): Members {
  switch (value.kind) {
    case "machine":
      return partsOfMachine(value.machine);
    case "run":
      return partsOfRun(value.run);
    case "density": {
      const { density, columns, rows, logZ } = value.density;
      return { density: () => tensorValue([rows, columns], density), logZ: () => scalarValue(logZ) };
    }
    case "record":
      return Object.fromEntries(Array.from(value.fields, ([name, field]) => [name, () => field]));
    case "input":
      return value.value ? membersOf(value.value) : {};
    default:
      return {};
  }
}

function partsOfMachine({ n, m, b, logSigma2, W, d }: Machine): Members {
  return {
    b: () => vectorValue(b),
    logSigma2: () => vectorValue(logSigma2),
    sigma2: () => vectorValue(logSigma2.map(Math.exp)),
    W: () => tensorValue([n, m], W.slice()),
    d: () => vectorValue(d),
    n: () => scalarValue(n),
    m: () => scalarValue(m)
  };
}

function partsOfRun(run: TrainedRun): Members {
  const last = run.snapshots.at(-1);
  const exact = run.snapshots.filter(({ nllTrain }) => nllTrain !== null);
  return {
    machine: () => ({ kind: "machine", machine: run.machine }),
    loss: () => vectorValue(run.losses),
    gradientNorm: () => vectorValue(run.gradientNorms),
    epochs: () => scalarValue(run.epoch),
    nll: () => scalarValue(last?.nllTrain ?? NaN),
    nllTest: () => scalarValue(last?.nllTest ?? NaN),
    logZ: () => scalarValue(last?.logZ ?? NaN),
    nllCurve: () => vectorValue(exact.map(({ nllTrain }) => nllTrain!)),
    nllTestCurve: () => vectorValue(exact.map(({ nllTest }) => nllTest ?? NaN)),
    nllEpochs: () => vectorValue(exact.map(({ epoch }) => epoch))
  };
}
