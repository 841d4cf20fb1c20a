import type { Value } from "../../../../notebook/values/value.js";
import { countOf } from "../../../dom/countOf.js";
import { rangeText, entryText, shapeText } from "./tensorView.js";

/** What a value is, in a few characters, for the tag beside a result: a shape, or a word. */
export function tagOf(value: Value): string {
  switch (value.kind) {
    case "tensor":
      return value.shape.length === 0 ? "number" : shapeText(value.shape);
    case "string":
      return "text";
    case "boolean":
      return "true or false";
    case "function":
      return `(${value.parameters.join(", ")})`;
    case "record":
      return value.type;
    case "machine":
      return `machine, n = ${value.machine.n}, m = ${value.machine.m}`;
    case "run":
      return value.run.epoch === value.run.recipe.epochs
        ? `run, ${countOf(value.run.epoch, "epoch")}`
        : `run, epoch ${value.run.epoch} of ${value.run.recipe.epochs}`;
    case "density":
      return `density, ${value.density.rows} × ${value.density.columns}`;
    case "file":
      return "file";
    case "input":
      return value.value ? tagOf(value.value) : "no file yet";
    case "figure":
      return "figure";
  }
}

/** A value in a line, for the card over a name and for who hears the page. */
export function inWords(value: Value): string {
  switch (value.kind) {
    case "tensor":
      if (value.values.length === 1) return entryText(value.values[0]);
      if (value.values.length <= 8) return Array.from(value.values, entryText).join(", ");
      return rangeText(value.values);
    case "string":
      return `“${value.text}”`;
    case "boolean":
      return value.holds ? "true" : "false";
    case "function":
      return value.source;
    case "record":
      return [...value.fields.keys()].join(", ");
    case "machine":
      return `A machine with ${value.machine.n} visible and ${value.machine.m} hidden units.`;
    case "run":
      return `A run of training: epoch ${value.run.epoch} of ${value.run.recipe.epochs}.`;
    case "density":
      return `log Z = ${entryText(value.density.logZ)}`;
    case "file":
      return `${value.file.name}, ${value.file.text.length.toLocaleString("en")} characters`;
    case "input":
      return value.value ? inWords(value.value) : "No file is chosen yet.";
    case "figure":
      return "label" in value.figure ? value.figure.label : "A figure";
  }
}
