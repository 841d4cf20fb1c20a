import { LanguageError } from "../../../language/languageError.js";
import { shapeText } from "../../../language/tensor/tensor.js";
import type { FigureValue } from "../../values/value.js";
import type { HostFunction } from "../hostFunction.js";
import { choices, listOf } from "./lists.js";

const byName = true;
const tones = ["data", "draws", "trail", "ink"] as const;

/** Most dots, and most values marked among them. */
const mostDots = 500;
const mostMarks = 8;

export const dots: HostFunction = {
  name: "dots",
  group: "figures",
  makes: "figure",
  description: "each value as a dot, stacked over its place, with other values marked among them",
  parameters: [
    { name: "values", description: "(count,)" },
    { name: "marks", description: "values to mark, a number or (count,)", default: "none", byName },
    { name: "names", description: "what the marks are called, with commas or semicolons", default: "mark", byName },
    { name: "tones", description: 'their colours: "data, draws, trail, ink"', default: "in this order", byName },
    { name: "dotName", description: "what a dot stands for", default: '"values"', byName },
    { name: "xName", description: "what is measured, with its unit", default: '"value"', byName },
    { name: "left", description: "left end of the axis", default: "of the values", byName },
    { name: "right", description: "right end of the axis", default: "of the values", byName },
    { name: "label", description: "what the figure is", default: '""', byName }
  ],
  call(args): FigureValue {
    const argument = args.get("values")!;
    const { shape, values } = args.tensorOf(argument, "values");
    if (shape.length !== 1 || values.length === 0 || values.length > mostDots) {
      throw new LanguageError(
        "shape",
        `values are a vector of at most ${mostDots}; this has the shape ${shapeText(shape)}.`,
        argument.span
      );
    }
    const strange = values.find((value) => !Number.isFinite(value));
    if (strange !== undefined) throw args.error(`values holds ${strange}, which has no place.`, argument.span);
    const marked = args.tensor("marks")?.values ?? new Float64Array(0);
    if (marked.length > mostMarks) {
      throw args.error(`At most ${mostMarks} values are marked; these are ${marked.length}.`, args.get("marks")!.span);
    }
    const names = listOf(args, "names");
    const toneOf = choices(args, "tones", tones);
    const all = [...values, ...marked];
    const [least, most] = [Math.min(...all), Math.max(...all)];
    const room = (most - least) / 20 || 0.5;
    const domain = [args.number("left", least - room), args.number("right", most + room)] as const;
    if (!(domain[0] < domain[1])) {
      throw args.error(`left has to be below right; they are ${domain[0]} and ${domain[1]}.`);
    }
    return {
      kind: "figure",
      figure: {
        kind: "dots",
        label: args.text("label", argument.label ?? "Values"),
        values: Array.from(values),
        dotName: args.text("dotName", "values"),
        xName: args.text("xName", argument.label ?? "value"),
        domain,
        marks: Array.from(marked, (value, i) => ({
          name: names[i] || `mark ${i + 1}`,
          value,
          tone: toneOf(i) ?? tones[i % tones.length]
        }))
      }
    };
  }
};
