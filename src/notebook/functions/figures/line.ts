import { LanguageError } from "../../../language/languageError.js";
import { shapeText } from "../../../language/tensor/tensor.js";
import type { LinesSpec, SeriesSpec } from "../../values/figure.js";
import type { FigureValue, TensorValue } from "../../values/value.js";
import type { Argument, Arguments } from "../arguments.js";
import type { HostFunction } from "../hostFunction.js";
import { choices, listOf } from "./lists.js";

const byName = true;
const tones = ["data", "draws", "trail", "ink"] as const;
const dashKinds = ["solid", "dashed", "dotted"] as const;

/** Most lines and most points of one. */
const mostLines = 8;
const mostPoints = 200_000;

export const line: HostFunction = {
  name: "line",
  group: "figures",
  makes: "figure",
  description: "lines over 1, 2, 3, … or over x; of a matrix one for each column",
  parameters: [
    { name: "y", description: "values, (count,); as many as you like", rest: true },
    { name: "x", description: "where they stand, rising, (count,)", default: "1, 2, 3, …", byName },
    {
      name: "names",
      description:
        'what the legend calls them, with commas: "data, fresh points"; with semicolons if a name has a comma',
      default: "as typed",
      byName
    },
    {
      name: "tones",
      description: 'colours by what they mean: "data, draws, trail, ink"',
      default: "in this order",
      byName
    },
    { name: "dashes", description: '"solid, dashed, dotted"', default: "in this order", byName },
    {
      name: "beside",
      description: "one more line with an x of its own: x and y in two columns, (count, 2)",
      default: "none",
      byName
    },
    { name: "reference", description: "a level to read them against, or several: a vector", default: "none", byName },
    {
      name: "referenceName",
      description: "what it is called; of several, what each is, with commas",
      default: '"reference"',
      byName
    },
    { name: "log", description: "true: a logarithmic y axis", default: "false", byName },
    { name: "xName", description: "what x counts", default: '"x"', byName },
    { name: "yName", description: "what y is, with its unit", default: '"value"', byName },
    { name: "lowest", description: "lower end of the y axis", default: "of the values", byName },
    { name: "highest", description: "upper end of the y axis", default: "of the values", byName },
    { name: "left", description: "left end of the x axis", default: "of the values", byName },
    { name: "right", description: "right end of the x axis", default: "of the values", byName },
    { name: "playhead", description: "false: no line to move along x", default: "true", byName },
    { name: "at", description: "where that line stands at first", default: "right", byName },
    { name: "label", description: "what the figure is", default: '""', byName }
  ],
  call(args): FigureValue {
    if (args.rest.length === 0) throw args.error("line needs values: line(run.loss).");
    const x = args.tensor("x");
    if (x && x.shape.length !== 1) {
      throw new LanguageError("shape", `x is a vector; this has the shape ${shapeText(x.shape)}.`, args.get("x")!.span);
    }
    const columns = args.rest.flatMap((argument) => columnsOf(args, argument));
    if (columns.length > mostLines)
      throw args.error(`A chart has at most ${mostLines} lines; these are ${columns.length}.`);
    const names = listOf(args, "names");
    const toneOf = choices(args, "tones", tones);
    const dashOf = choices(args, "dashes", dashKinds);
    const series = columns.map(({ values, label, span }, i): SeriesSpec => {
      if (values.length > mostPoints)
        throw args.error(`A line has at most ${mostPoints.toLocaleString("en")} points.`, span);
      const at = x ? x.values : Float64Array.from(values, (_, k) => k + 1);
      if (at.length !== values.length) {
        throw new LanguageError("shape", `x has ${at.length} values and this line ${values.length}.`, span);
      }
      const name = names[i] || label;
      return {
        name,
        tone: toneOf(i) ?? (columns.length === 1 ? "ink" : tones[i % 4]),
        dash: dashOf(i) ?? dashKinds[i % 3],
        x: at,
        y: values
      };
    });
    series.push(...besideOf(args, names, toneOf, dashOf, series.length));
    const [lowest, highest] = [args.number("lowest", NaN), args.number("highest", NaN)];
    const log = args.boolean("log", false);
    const [first, last] = domainOf(series);
    const [left, right] = [args.number("left", first), args.number("right", last)];
    if (!(left < right)) throw args.error(`left has to be below right; they are ${left} and ${right}.`);
    const figure: LinesSpec = {
      kind: "lines",
      label: args.text("label", series.map(({ name }) => name).join(", ")),
      xName: args.text("xName", "x"),
      yName: args.text("yName", "value"),
      xDomain: [left, right],
      yDomain: lowest < highest && (!log || lowest > 0) ? [lowest, highest] : null,
      yScale: log ? "log" : "linear",
      series,
      references: referencesOf(args),
      playhead: args.boolean("playhead", true),
      at: args.get("at") ? args.number("at", right) : null
    };
    return { kind: "figure", figure };
  }
};

function besideOf(
  args: Arguments,
  names: readonly string[],
  toneOf: (i: number) => SeriesSpec["tone"] | undefined,
  dashOf: (i: number) => SeriesSpec["dash"] | undefined,
  i: number
): SeriesSpec[] {
  const argument = args.get("beside");
  if (!argument) return [];
  const tensor = args.tensorOf(argument, "beside");
  if (tensor.shape.length !== 2 || tensor.shape[1] !== 2) {
    throw new LanguageError(
      "shape",
      `beside has two columns, x and y; this has the shape ${shapeText(tensor.shape)}.`,
      argument.span
    );
  }
  const [x, y] = [column(tensor, 0), column(tensor, 1)];
  const look = { tone: toneOf(i) ?? tones[i % 4], dash: dashOf(i) ?? dashKinds[i % 3] };
  return [{ name: names[i] || argument.label || "beside", ...look, x, y }];
}

/** Levels, each with its name. */
function referencesOf(args: Arguments): LinesSpec["references"] {
  const levels = args.tensor("reference");
  if (!levels) return [];
  if (levels.shape.length === 0)
    return [{ name: args.text("referenceName", "reference"), value: args.number("reference", 0) }];
  if (levels.shape.length !== 1 || levels.values.length > mostLines) {
    throw new LanguageError(
      "shape",
      `reference is a number or a vector of at most ${mostLines}; this has the shape ${shapeText(levels.shape)}.`,
      args.get("reference")!.span
    );
  }
  const names = listOf(args, "referenceName");
  return Array.from(levels.values, (value, i) => ({ name: names[i] || `reference ${i + 1}`, value }));
}

interface Column {
  readonly values: Float64Array;
  readonly label: string;
  readonly span: Argument["span"];
}

function columnsOf(args: Arguments, argument: Argument): Column[] {
  const tensor = args.tensorOf(argument, "y");
  const { shape, values } = tensor;
  const { span } = argument;
  const label = argument.label ?? "y";
  if (shape.length === 1) return [{ values, label, span }];
  if (shape.length === 2 && shape[1] <= mostLines) {
    return Array.from({ length: shape[1] }, (_, k) => ({
      values: column(tensor, k),
      label: `${label} ${k + 1}`,
      span
    }));
  }
  throw new LanguageError(
    "shape",
    `A line is a vector, or a matrix with at most ${mostLines} columns; this has the shape ${shapeText(shape)}.`,
    span
  );
}

function column({ shape, values }: TensorValue, k: number): Float64Array {
  return Float64Array.from({ length: shape[0] }, (_, row) => values[row * shape[1] + k]);
}

function domainOf(series: readonly SeriesSpec[]): readonly [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const { x } of series) {
    for (let i = 0; i < x.length; i++) {
      if (x[i] < least) least = x[i];
      if (x[i] > most) most = x[i];
    }
  }
  if (!Number.isFinite(least) || !Number.isFinite(most)) return [0, 1];
  return least < most ? [least, most] : [least - 0.5, most + 0.5];
}
