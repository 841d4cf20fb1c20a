import type { HistogramSpec } from "../../values/figure.js";
import type { FigureValue } from "../../values/value.js";
import type { HostFunction } from "../hostFunction.js";

const byName = true;

export const histogram: HostFunction = {
  name: "histogram",
  group: "figures",
  makes: "figure",
  description: "how many of the values lie where",
  parameters: [
    { name: "values", description: "any array" },
    { name: "bins", description: "bars", default: "30" },
    { name: "label", description: "what the figure is", default: '""', byName }
  ],
  call(args): FigureValue {
    const argument = args.get("values")!;
    const values = args.tensorOf(argument, "values").values.filter(Number.isFinite);
    if (values.length === 0) throw args.error("There is no finite number among the values.", argument.span);
    const bins = args.number("bins", 30, { min: 1, max: 500, integer: true });
    const xName = argument.label ?? "value";
    const figure = histogramOf(values, bins, args.text("label", `Histogram of ${xName}`), xName);
    return { kind: "figure", figure };
  }
};

/** Bars of equal width from the least value to the greatest, which the last bar holds too. */
function histogramOf(values: Float64Array, bins: number, label: string, xName: string): HistogramSpec {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!(least < most)) [least, most] = [least - 0.5, most + 0.5];
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) counts[Math.min(bins - 1, Math.floor(((value - least) / (most - least)) * bins))]++;
  const edges = Array.from({ length: bins + 1 }, (_, i) => least + ((most - least) * i) / bins);
  return { kind: "histogram", label, xName, edges, counts };
}
