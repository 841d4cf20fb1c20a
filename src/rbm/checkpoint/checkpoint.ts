import { faultOf, finite as isFinite, integer, showValue } from "../checks.js";
import type { Check } from "../checks.js";
import { crc32 } from "./crc32.js";
import { CheckpointError } from "../errors.js";
import { isVariance, plainMachine } from "../model/machine.js";
import type { Machine } from "../model/machine.js";
import { validateRecipe } from "../training/recipe.js";
import type { Recipe } from "../training/recipe.js";

/** A training run, kept: the machine at some epochs, the loss and the gradient norm at every one. */
export interface Checkpoint {
  readonly name: string;
  readonly recipe: Recipe;
  readonly n: number;
  readonly m: number;
  /** in ascending order of epochs, the first before training (epoch 0) if it is kept */
  readonly snapshots: readonly Snapshot[];
  /** one an epoch, as contrastiveDivergence yields them */
  readonly losses: readonly number[];
  /** one an epoch, before clipping */
  readonly gradientNorms: readonly number[];
}

/** The machine after some epochs, with its exact scores. */
export interface Snapshot {
  readonly epoch: number;
  readonly machine: Machine;
  /** exact negative log-likelihood of the training data, nats a point; null where it was not found */
  readonly nllTrain: number | null;
  /** of the held-out data */
  readonly nllTest: number | null;
}

const format = "gaussian-bernoulli-rbm checkpoint";
const version = 1;
const fields = ["name", "n", "m", "recipe", "snapshots", "losses", "gradientNorms"] as const;
const snapshotFields = ["epoch", "nllTrain", "nllTest", "b", "logSigma2", "W", "d"] as const;

/**
 * The checkpoint as JSON. Numbers are rounded to float32 and written with as few digits as keep them so.
 * @param checkpoint a run, or the part of it that is to be kept
 * @throws CheckpointError if what is to be written could not be read back
 */
export function writeCheckpoint(checkpoint: Checkpoint): string {
  const { name, n, m, recipe, losses, gradientNorms } = checkpoint;
  const snapshots = checkpoint.snapshots.map(({ epoch, nllTrain, nllTest, machine }, i) => {
    // JSON writes Infinity as null, which would be read back as "not found".
    for (const [field, nll] of Object.entries({ nllTrain, nllTest }))
      if (nll !== null) finite(Math.fround(nll), `snapshots[${i}].${field}`);
    const { b, logSigma2, W, d } = plainMachine(machine);
    return { epoch, nllTrain, nllTest, b, logSigma2, W: W.flat(), d };
  });
  const body = rounded({ name, n, m, recipe, snapshots, losses, gradientNorms });
  const text = JSON.stringify({ format, version, ...body, checksums: checksumsOf(body) });
  readCheckpoint(text);
  return text;
}

/**
 * A checkpoint from its JSON, or from the object that JSON.parse made of it.
 * @param source JSON, as text or parsed
 * @throws CheckpointError, which names the field, if the text is truncated, the version another, a field missing,
 * unknown, malformed, or other than its checksum says
 */
export function readCheckpoint(source: string | object): Checkpoint {
  const root = object(typeof source === "string" ? parse(source) : source, "the file");
  if (root.format !== format)
    throw new CheckpointError("format", `is ${showValue(root.format)}; it must be "${format}"`);
  if (root.version !== version)
    throw new CheckpointError("version", `is ${showValue(root.version)}; this reader knows version ${version}`);
  onlyFields(root, ["format", "version", ...fields, "checksums"], "");

  const name = root.name;
  if (typeof name !== "string" || name === "") throw new CheckpointError("name", "must be a text that is not empty");
  const n = whole(root.n, "n", 1, 1_000_000);
  const m = whole(root.m, "m", 1, 1_000_000);
  const recipe = readRecipe(root.recipe);
  if (recipe.hidden !== m) throw new CheckpointError("recipe.hidden", `is ${recipe.hidden}, but m is ${m}`);
  const losses = numbers(root.losses, "losses", recipe.epochs);
  const gradientNorms = numbers(root.gradientNorms, "gradientNorms", recipe.epochs);
  gradientNorms.forEach((norm, i) => {
    if (norm < 0) throw new CheckpointError(`gradientNorms[${i}]`, `is ${norm}; a norm is not negative`);
  });
  const snapshots = readSnapshots(root.snapshots, n, m, recipe.epochs);
  checkChecksums(root);
  return { name, recipe, n, m, snapshots, losses, gradientNorms };
}

type Fields = Record<string, unknown>;

function readRecipe(value: unknown): Recipe {
  try {
    return validateRecipe(value);
  } catch (error) {
    throw new CheckpointError("recipe", (error as Error).message.replace(/^recipe: /, "has a field that can't be: "));
  }
}

function readSnapshots(value: unknown, n: number, m: number, epochs: number): Snapshot[] {
  if (!Array.isArray(value) || value.length === 0)
    throw new CheckpointError("snapshots", "must be a list of at least one snapshot");
  let before = -1;
  return value.map((given: unknown, i) => {
    const path = `snapshots[${i}]`;
    const snapshot = object(given, path);
    onlyFields(snapshot, snapshotFields, `${path}.`);
    const epoch = whole(snapshot.epoch, `${path}.epoch`, before + 1, epochs);
    before = epoch;
    const machine = {
      n,
      m,
      b: float32(snapshot.b, `${path}.b`, n),
      logSigma2: float32(snapshot.logSigma2, `${path}.logSigma2`, n),
      W: float32(snapshot.W, `${path}.W`, n * m),
      d: float32(snapshot.d, `${path}.d`, m)
    };
    checkVariances(machine.logSigma2, path);
    const nllTrain = numberOrNull(snapshot.nllTrain, `${path}.nllTrain`);
    const nllTest = numberOrNull(snapshot.nllTest, `${path}.nllTest`);
    return { epoch, machine, nllTrain, nllTest };
  });
}

/** One checksum for each field, and one for each snapshot, so that an altered file says where. */
function checksumsOf(body: Fields): Fields {
  const checksum = (value: unknown) => crc32(JSON.stringify(value, sortedKeys)).toString(16).padStart(8, "0");
  return Object.fromEntries(
    fields.map((field) => {
      const value = body[field];
      return [field, field === "snapshots" ? (value as unknown[]).map(checksum) : checksum(value)];
    })
  );
}

function checkChecksums(root: Fields): void {
  const given = object(root.checksums, "checksums");
  onlyFields(given, fields, "checksums.");
  const actual = checksumsOf(root);
  for (const field of fields) {
    const [is, says] = [actual[field], given[field]];
    if (Array.isArray(is)) {
      if (!Array.isArray(says) || says.length !== is.length)
        throw new CheckpointError(`checksums.${field}`, `must be a list of ${is.length} checksums`);
      is.forEach((value, i) => {
        if (value !== says[i]) throw altered(`${field}[${i}]`, says[i], value);
      });
    } else if (is !== says) throw altered(field, says, is);
  }
}

function altered(field: string, says: unknown, is: unknown): CheckpointError {
  return new CheckpointError(
    field,
    `was altered: its checksum is ${showValue(is)}, and the file says ${showValue(says)}`
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CheckpointError("the file", `is truncated or no JSON: ${(error as Error).message}`);
  }
}

function object(value: unknown, field: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new CheckpointError(field, `is ${showValue(value)}; it must be an object`);
  return value as Fields;
}

function onlyFields(value: Fields, names: readonly string[], prefix: string): void {
  for (const name of names) if (!Object.hasOwn(value, name)) throw new CheckpointError(prefix + name, "is missing");
  for (const name of Object.keys(value))
    if (!names.includes(name)) throw new CheckpointError(prefix + name, "is unknown");
}

function whole(value: unknown, field: string, minimum: number, maximum: number): number {
  return checked(value, integer(minimum, maximum), field);
}

function numbers(value: unknown, field: string, length: number): number[] {
  if (!Array.isArray(value)) throw new CheckpointError(field, `is ${showValue(value)}; it must be a list of numbers`);
  if (value.length !== length) throw new CheckpointError(field, `has ${value.length} values; it must have ${length}`);
  return value.map((entry: unknown, i) => finite(entry, `${field}[${i}]`));
}

/** Parameters are float32: the decimal in the file stands for the float32 nearest to it. */
function float32(value: unknown, field: string, length: number): Float64Array {
  return Float64Array.from(numbers(value, field, length), Math.fround);
}

function checkVariances(logSigma2: Float64Array, path: string): void {
  const at = logSigma2.findIndex((value) => !isVariance(Math.exp(value)));
  if (at >= 0)
    throw new CheckpointError(`${path}.logSigma2[${at}]`, `is ${logSigma2[at]}; its exponential must be a variance`);
}

function numberOrNull(value: unknown, field: string): number | null {
  return value === null ? null : finite(value, field);
}

function finite(value: unknown, field: string): number {
  return checked(value, isFinite, field);
}

function checked(value: unknown, check: Check, field: string): number {
  const fault = faultOf(value, check);
  if (fault) throw new CheckpointError(field, fault);
  return value as number;
}

/** The order of an object's fields says nothing, so a checksum must not depend on it. */
function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Every number as the shortest decimal that float32 reads back alike; the recipe's stay as they are. */
function rounded({ recipe, ...body }: Fields): Fields {
  const round = (value: unknown): unknown => {
    if (typeof value === "number") return shortestFloat32(value);
    if (Array.isArray(value)) return value.map(round);
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, round(entry)]));
    return value;
  };
  return { ...(round(body) as Fields), recipe };
}

function shortestFloat32(value: number): number {
  const single = Math.fround(value);
  for (let digits = 1; digits < 9; digits++) {
    const decimal = Number(single.toPrecision(digits));
    if (Math.fround(decimal) === single) return decimal;
  }
  return Number(single.toPrecision(9));
}
