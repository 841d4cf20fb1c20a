import { CheckpointError } from "../errors.js";
import { standardisationBy } from "../data/standardise.js";
import type { Standardisation } from "../data/standardise.js";
import { isVariance } from "../model/machine.js";
import type { Machine } from "../model/machine.js";
import { validateRecipe } from "../training/recipe.js";
import type { Recipe } from "../training/recipe.js";
import { fromFloat16, toFloat16 } from "./float16.js";

/** A machine of images, trained on standardised pixels, with what undoes that. */
export interface ImageMachine {
  /** pixels down and across; n is their product */
  readonly rows: number;
  readonly columns: number;
  /** of standardised pixels */
  readonly machine: Machine;
  readonly standardisation: Standardisation;
  readonly recipe: Recipe;
}

const format = "gaussian-bernoulli-rbm images";
const version = 1;

/**
 * An image machine as JSON. Its parameters are kept in half precision, base64: b, log σ², W row-major, d, two bytes
 * each, low byte first. {@link roundedImageMachine} is what will be read back.
 */
export function writeImageMachine({ rows, columns, machine, standardisation, recipe }: ImageMachine): string {
  const { n, m, b, logSigma2, W, d } = machine;
  const halves = Uint16Array.from([...b, ...logSigma2, ...W, ...d], toFloat16);
  const bytes = Array.from(halves, (half) => String.fromCharCode(half & 0xff, half >>> 8)).join("");
  const { mean, scale } = standardisation;
  return JSON.stringify({
    ...{ format, version, rows, columns, n, m, recipe },
    mean: Array.from(mean),
    scale: Array.from(scale),
    parameters: btoa(bytes)
  });
}

/** The machine as its file keeps it: each parameter the nearest half-precision number. */
export function roundedImageMachine(given: ImageMachine): ImageMachine {
  const round = (values: Float64Array) => values.map((value) => fromFloat16(toFloat16(value)));
  const { machine } = given;
  const { b, logSigma2, W, d } = machine;
  return { ...given, machine: { ...machine, b: round(b), logSigma2: round(logSigma2), W: round(W), d: round(d) } };
}

/**
 * An image machine from its JSON, or from the object that JSON.parse made of it.
 * @throws CheckpointError, which names the field that is missing, malformed or of the wrong length
 */
export function readImageMachine(source: string | object): ImageMachine {
  const root = object(typeof source === "string" ? parsed(source) : source);
  if (root.format !== format) throw new CheckpointError("format", `must be "${format}"`);
  if (root.version !== version) throw new CheckpointError("version", `must be ${version}`);
  const [rows, columns, m] = (["rows", "columns", "m"] as const).map((name) => whole(root, name));
  const n = rows * columns;
  if (root.n !== n) throw new CheckpointError("n", `must be rows times columns, ${n}`);
  const mean = numbers(root, "mean", n);
  const scale = numbers(root, "scale", n);
  if (!scale.every((value) => value > 0)) throw new CheckpointError("scale", "must be above zero everywhere");
  const recipe = recipeOf(root.recipe);
  const values = parametersOf(root.parameters, 2 * n + n * m + m);
  const [b, logSigma2] = [values.slice(0, n), values.slice(n, 2 * n)];
  if (!logSigma2.every((value) => isVariance(Math.exp(value))))
    throw new CheckpointError("parameters", "hold a log σ² whose exponential is no variance");
  const machine = { n, m, b, logSigma2, W: values.slice(2 * n, 2 * n + n * m), d: values.slice(2 * n + n * m) };
  return { rows, columns, machine, standardisation: standardisationBy(mean, scale), recipe };
}

type Fields = Record<string, unknown>;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CheckpointError("the file", `is truncated or no JSON: ${(error as Error).message}`);
  }
}

function object(root: unknown): Fields {
  if (typeof root !== "object" || root === null || Array.isArray(root))
    throw new CheckpointError("the file", "must hold an object");
  return root as Fields;
}

function whole(root: Fields, name: string): number {
  const value = root[name];
  if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > 100_000)
    throw new CheckpointError(name, "must be a whole number from 1 to 100000");
  return value as number;
}

function numbers(root: Fields, name: string, length: number): Float64Array {
  const value = root[name];
  if (!Array.isArray(value) || value.length !== length || !value.every((each) => Number.isFinite(each)))
    throw new CheckpointError(name, `must be a list of ${length} finite numbers`);
  return Float64Array.from(value as number[]);
}

function recipeOf(value: unknown): Recipe {
  try {
    return validateRecipe(value);
  } catch (error) {
    throw new CheckpointError("recipe", (error as Error).message);
  }
}

function parametersOf(value: unknown, length: number): Float64Array {
  let bytes = "";
  try {
    bytes = atob(typeof value === "string" ? value : "?");
  } catch {
    throw new CheckpointError("parameters", "must be base64");
  }
  if (bytes.length !== 2 * length)
    throw new CheckpointError("parameters", `have ${bytes.length} bytes; there must be ${2 * length}`);
  const values = Float64Array.from({ length }, (_, at) =>
    fromFloat16(bytes.charCodeAt(2 * at) | (bytes.charCodeAt(2 * at + 1) << 8))
  );
  if (!values.every(Number.isFinite)) throw new CheckpointError("parameters", "hold a number that is not finite");
  return values;
}
