import { LanguageError } from "../../language/languageError.js";
import { DataError } from "../../rbm/errors.js";
import { pointsFromCSV } from "../../rbm/data/pointsFromCSV.js";
import { limits } from "../document/notebook.js";
import type { InputValue } from "../document/notebook.js";
import { scalarValue, tensorValue } from "../values/asTensor.js";
import type { ControlSpec } from "../values/control.js";
import type { InputFieldValue } from "../values/value.js";
import type { Arguments } from "./arguments.js";
import type { HostContext, HostFunction } from "./hostFunction.js";

const label = {
  name: "label",
  description: "what stands beside it; the name unless given",
  default: "name",
  byName: true
};

export const slider: HostFunction = {
  name: "slider",
  group: "inputs",
  makes: "input",
  description: "a number between two others, to drag",
  parameters: [
    { name: "min", description: "the least value" },
    { name: "max", description: "the greatest value" },
    { name: "value", description: "where it starts; the middle unless given", default: "(min + max) / 2" },
    { name: "step", description: "from one value to the next, counted from min", default: "1", byName: true },
    { name: "log", description: "true: equal ratios are equally far apart", default: "false", byName: true },
    label
  ],
  call(args, context) {
    const min = args.number("min", 0, finite);
    const max = args.number("max", 0, finite);
    if (!(min < max)) throw args.error(`A slider's min has to be below its max; they are ${min} and ${max}.`);
    const log = args.boolean("log", false);
    if (log && !(min > 0)) throw args.error("A logarithmic slider starts above 0.", args.get("min")!.span);
    const step = args.get("step")
      ? args.number("step", 0, { min: Number.MIN_VALUE, max: max - min })
      : standardStep(min, max);
    const middle = log ? Math.sqrt(min * max) : (min + max) / 2;
    const initial = args.number("value", onStep(middle, min, max, step), { min, max });
    const control: ControlSpec = { kind: "slider", label: labelOf(args, context), min, max, step, log, initial };
    return field(
      control,
      numberInput(context.input, initial, (v) => v >= min && v <= max)
    );
  }
};

export const number: HostFunction = {
  name: "number",
  group: "inputs",
  makes: "input",
  description: "a number to type",
  parameters: [
    { name: "value", description: "where it starts", default: "0" },
    { name: "min", description: "the least that is taken", default: "-infinity", byName: true },
    { name: "max", description: "the greatest that is taken", default: "infinity", byName: true },
    label
  ],
  call(args, context) {
    const min = args.number("min", -Infinity);
    const max = args.number("max", Infinity);
    if (!(min < max)) throw args.error(`min has to be below max; they are ${min} and ${max}.`);
    const initial = args.number("value", Math.min(max, Math.max(min, 0)), { min, max });
    const control: ControlSpec = { kind: "number", label: labelOf(args, context), min, max, initial };
    return field(
      control,
      numberInput(context.input, initial, (v) => Number.isFinite(v) && v >= min && v <= max)
    );
  }
};

export const select: HostFunction = {
  name: "select",
  group: "inputs",
  makes: "input",
  description: "one of several texts",
  parameters: [
    { name: "options", description: "the texts", rest: true },
    { name: "value", description: "the one chosen at first; the first unless given", default: "first", byName: true },
    label
  ],
  call(args, context) {
    const options = args.rest.map((argument) => args.textOf(argument, "an option"));
    if (options.length === 0) throw args.error('select needs at least one option: select("a", "b").');
    if (options.length > 200) throw args.error(`select takes at most 200 options; there are ${options.length}.`);
    if (new Set(options).size < options.length) throw args.error("The options of select have to differ.");
    const initial = args.oneOf("value", options, options[0]);
    const { input } = context;
    const text = typeof input === "string" && options.includes(input) ? input : initial;
    const control: ControlSpec = { kind: "select", label: labelOf(args, context), options, initial };
    return field(control, { kind: "string", text });
  }
};

export const toggle: HostFunction = {
  name: "toggle",
  group: "inputs",
  makes: "input",
  description: "true or false; a formula sees 1 or 0",
  parameters: [{ name: "value", description: "where it starts", default: "false" }, label],
  call(args, context) {
    const initial = args.boolean("value", false);
    const holds = typeof context.input === "boolean" ? context.input : initial;
    return field({ kind: "toggle", label: labelOf(args, context), initial }, { kind: "boolean", holds });
  }
};

export const seed: HostFunction = {
  name: "seed",
  group: "inputs",
  makes: "input",
  description: "a seed of random numbers, with a button for another",
  parameters: [{ name: "value", description: "where it starts", default: "0" }, label],
  call(args, context) {
    const initial = args.seed("value");
    const isSeed = (v: number): boolean => Number.isInteger(v) && v >= 0 && v < 2 ** 32;
    return field({ kind: "seed", label: labelOf(args, context), initial }, numberInput(context.input, initial, isSeed));
  }
};

export const file: HostFunction = {
  name: "file",
  group: "inputs",
  makes: "input",
  description: "a file of yours; csv(…) reads points from it. It stays in this notebook",
  parameters: [{ name: "type", description: '"csv"', default: '"csv"' }, label],
  call(args, context) {
    args.oneOf("type", ["csv"], "csv");
    const { input } = context;
    const control: ControlSpec = { kind: "file", label: labelOf(args, context), accept: "csv" };
    if (typeof input !== "object") return field(control, null);
    return field(control, { kind: "file", file: input });
  }
};

export const csv: HostFunction = {
  name: "csv",
  group: "data",
  makes: "formula",
  description: "the numbers of separated text (commas, semicolons, tabs), a point a line: shape (count, n)",
  parameters: [
    { name: "file", description: 'a file("csv"), or the text itself' },
    { name: "columns", description: "which columns, counted from 1: [1, 3]; all unless given", default: "all" }
  ],
  call(args) {
    const argument = args.get("file")!;
    const points = readPoints(textOf(args), argument.span);
    const chosen = args.tensor("columns");
    if (!chosen) return tensorValue([points.count, points.n], points.values);
    const columns = Array.from(chosen.values);
    const wrong = columns.find((column) => !Number.isInteger(column) || column < 1 || column > points.n);
    if (columns.length === 0 || wrong !== undefined) {
      throw args.error(
        `The columns are whole numbers from 1 to ${points.n}; one is ${wrong}.`,
        args.get("columns")!.span
      );
    }
    const values = new Float64Array(points.count * columns.length);
    for (let row = 0; row < points.count; row++) {
      columns.forEach((column, i) => (values[row * columns.length + i] = points.values[row * points.n + column - 1]));
    }
    return tensorValue([points.count, columns.length], values);
  }
};

const finite = { min: -Number.MAX_VALUE, max: Number.MAX_VALUE };

/** Whole numbers where the bounds are and lie ten or more apart; else a hundredth of the way. */
function standardStep(min: number, max: number): number | null {
  return Number.isInteger(min) && Number.isInteger(max) && max - min >= 10 ? 1 : null;
}

function onStep(value: number, min: number, max: number, step: number | null): number {
  if (step === null) return value;
  return Math.min(max, min + Math.round((value - min) / step) * step);
}

function numberInput(input: InputValue | undefined, initial: number, fits: (value: number) => boolean) {
  return scalarValue(typeof input === "number" && fits(input) ? input : initial);
}

function labelOf(args: Arguments, context: HostContext): string {
  return args.text("label", context.target ?? "value").slice(0, 200);
}

function field(control: ControlSpec, value: InputFieldValue["value"]): InputFieldValue {
  return { kind: "input", control, value };
}

function textOf(args: Arguments): string {
  const { value, span } = args.get("file")!;
  const inner = value.kind === "input" ? value.value : value;
  if (inner === null) throw new LanguageError("file", "Choose a file first.", span);
  const text = inner.kind === "file" ? inner.file.text : inner.kind === "string" ? inner.text : null;
  if (text === null) throw args.error('csv reads a file("csv") or a text.', span);
  if (text.length > limits.file) {
    throw new LanguageError("file", `A file has at most ${limits.file.toLocaleString("en")} characters.`, span);
  }
  return text;
}

function readPoints(text: string, span: { start: number; end: number }) {
  try {
    return pointsFromCSV(text);
  } catch (error) {
    if (error instanceof DataError) throw new LanguageError("file", `This can't be read: ${error.message}.`, span);
    throw error;
  }
}
