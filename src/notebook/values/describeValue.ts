import { shapeText } from "../../language/tensor/tensor.js";
import type { Value } from "./value.js";

/** What a value is, in a few words for a message: "a number", "an array (500, 2)", "a machine with n = 2, m = 100". */
export function describeValue(value: Value): string {
  switch (value.kind) {
    case "tensor":
      return value.shape.length === 0
        ? `the number ${shortNumber(value.values[0])}`
        : `an array ${shapeText(value.shape)}`;
    case "string":
      return `the text "${value.text.length > 30 ? `${value.text.slice(0, 29)}…` : value.text}"`;
    case "boolean":
      return value.holds ? "true" : "false";
    case "function":
      return `the function ${value.name}(${value.parameters.join(", ")})`;
    case "record":
      return `a ${value.type} with ${[...value.fields.keys()].join(", ")}`;
    case "machine":
      return `a machine with n = ${value.machine.n} and m = ${value.machine.m}`;
    case "run":
      return `a run of ${epochs(value.run.epoch)}`;
    case "density":
      return `a density on ${value.density.columns} × ${value.density.rows} cells`;
    case "file":
      return `the file ${value.file.name}`;
    case "input":
      return value.value ? describeValue(value.value) : "a file that is still to be chosen";
    case "figure":
      return "a figure";
  }
}

/** The shape shown beside a result: `(500, 2)`, `()`, `m = 100`; empty for what has none. */
export function shapeOf(value: Value): string {
  switch (value.kind) {
    case "tensor":
      return shapeText(value.shape);
    case "boolean":
      return "()";
    case "input":
      return value.value ? shapeOf(value.value) : "";
    case "machine":
      return `n = ${value.machine.n}, m = ${value.machine.m}`;
    case "run":
      return epochs(value.run.epoch);
    case "density":
      return shapeText([value.density.rows, value.density.columns]);
    case "function":
      return `(${value.parameters.join(", ")})`;
    default:
      return "";
  }
}

/** A number in at most six digits. */
function shortNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  return String(Number(value.toPrecision(6))).replace("-", "−");
}

/** A value in one line for a hover, beside its shape: numbers, at most eight of them, with their range if there are more. */
export function summaryOf(value: Value): string {
  if (value.kind === "input") return value.value ? summaryOf(value.value) : "";
  if (value.kind !== "tensor") return describeValue(value);
  const { shape, values } = value;
  if (shape.length === 0) return shortNumber(values[0]);
  const shown = Array.from(values.subarray(0, 8), shortNumber).join(", ");
  if (values.length <= 8) return shown;
  let [least, most, sum] = [Infinity, -Infinity, 0];
  for (const v of values) {
    if (v < least) least = v;
    if (v > most) most = v;
    sum += v;
  }
  const mean = shortNumber(sum / values.length);
  return `${shown}, …; from ${shortNumber(least)} to ${shortNumber(most)}, mean ${mean}`;
}

const epochs = (count: number): string => (count === 1 ? "1 epoch" : `${count} epochs`);
