import { shapeText } from "../../../language/tensor/tensor.js";
import { LanguageError } from "../../../language/languageError.js";
import type { TableSpec } from "../../values/figure.js";
import type { FigureValue } from "../../values/value.js";
import { asTensor } from "../../values/asTensor.js";
import type { Argument, Arguments } from "../arguments.js";
import type { HostFunction } from "../hostFunction.js";
import { listOf } from "./lists.js";

/** Rows and columns that a table shows at most. */
const mostRows = 200;
const mostColumns = 40;

export const table: HostFunction = {
  name: "table",
  group: "figures",
  makes: "figure",
  description: "numbers in columns: vectors side by side, matrices by their columns, texts",
  parameters: [
    { name: "columns", description: "as many as you like", rest: true },
    { name: "names", description: 'headings, with commas: "epoch, loss"', default: "as typed", byName: true },
    { name: "label", description: "what the table is", default: '""', byName: true }
  ],
  call(args): FigureValue {
    if (args.rest.length === 0) throw args.error("table needs something to show: table(W).");
    const names = listOf(args, "names");
    const found = args.rest.flatMap((argument) => columnsOf(args, argument));
    if (found.length > mostColumns) {
      throw args.error(
        `A table shows at most ${mostColumns} columns; these are ${found.length}. A matrix can be turned: W'.`
      );
    }
    const columns = found.map(({ name, cells }, i) => ({ name: names[i] || name, cells: cells.slice(0, mostRows) }));
    const rows = Math.max(...found.map(({ rows }) => rows));
    const figure: TableSpec = { kind: "table", label: args.text("label", "Table"), columns, rows };
    return { kind: "figure", figure };
  }
};

interface Column {
  readonly name: string;
  readonly cells: (string | number)[];
  readonly rows: number;
}

function columnsOf(args: Arguments, argument: Argument): Column[] {
  const { value, label } = argument;
  const name = label ?? "value";
  const inner = value.kind === "input" ? value.value : value;
  if (inner?.kind === "string") return [{ name, cells: [inner.text], rows: 1 }];
  if (inner?.kind === "record") {
    return Array.from(inner.fields, ([field, part]) => ({ part: asTensor(part), field }))
      .filter(({ part }) => part && part.shape.length <= 1)
      .map(({ part, field }) => ({ name: field, cells: first(part!.values), rows: part!.values.length }));
  }
  const { shape, values } = args.tensorOf(argument, "a column");
  if (shape.length <= 1) return [{ name, cells: first(values), rows: values.length }];
  if (shape.length > 2) {
    throw new LanguageError(
      "shape",
      `A table shows vectors and matrices; this has the shape ${shapeText(shape)}.`,
      argument.span
    );
  }
  const [rows, columns] = shape as [number, number];
  const shown = Math.min(rows, mostRows);
  return Array.from({ length: Math.min(columns, mostColumns + 1) }, (_, k) => ({
    name: columns === 1 ? name : `${name} ${k + 1}`,
    cells: Array.from({ length: shown }, (_, row) => values[row * columns + k]),
    rows
  }));
}

function first(values: Float64Array): number[] {
  return Array.from(values.subarray(0, mostRows));
}
