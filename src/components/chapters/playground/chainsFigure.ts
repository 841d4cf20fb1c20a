import { bestOf, meanWithError } from "../../../rbm/judging/chainComparison.js";
import type { ChainComparison } from "../../../rbm/judging/chainComparison.js";
import { element } from "../../dom/element.js";
import { statement } from "../../dom/statement.js";
import { intervalChart } from "../../figures/chart/intervalChart.js";
import type { Interval } from "../../figures/chart/intervalChart.js";

const [fromData, persistent, tempered] = ["CD-1, from the data", "persistent chains", "tempered, two temperatures"];

/** Which chains learn the ring better: each seed a dot, means with two standard errors, and what that proves. */
export function chainsFigure(comparison: ChainComparison): HTMLElement {
  const chart = intervalChart({
    label: "CD, persistent chains and tempered ones at five learning rates",
    xName: "nats above the law, on fresh points",
    rowName: "learning rate",
    kinds: [
      { name: fromData, tone: "draws" },
      { name: persistent, tone: "data" },
      { name: tempered, tone: "trail" }
    ]
  });
  const interval = (of: string, values: readonly number[]): Interval => {
    const { mean, standardError } = meanWithError(values);
    return { of, value: mean, reach: 2 * standardError, parts: values };
  };
  chart.update({
    rows: comparison.rows.map((row) => ({
      name: String(row.rate),
      intervals: [
        interval(fromData, row.fromData),
        interval(persistent, row.persistent),
        interval(tempered, row.tempered)
      ]
    })),
    references: [{ name: "the law", value: 0 }]
  });
  return element("div", { class: "training-lab" }, chart, verdict(comparison));
}

/** At the best rate of each, the mean of the differences seed by seed. */
function verdict(comparison: ChainComparison): HTMLElement {
  const [cd, kept, hot] = [
    bestOf(comparison, "fromData"),
    bestOf(comparison, "persistent"),
    bestOf(comparison, "tempered")
  ];
  const seeds = cd.values.length;
  const [behind, gained] = [difference(kept.values, cd.values), difference(kept.values, hot.values)];
  return statement(
    `Each at its best rate (${cd.rate} and ${kept.rate}), CD comes nearer to the law than persistent chains by `,
    { value: behind.mean, digits: 2, unit: "nats" },
    ", give or take ",
    { value: 2 * behind.standardError, digits: 2 },
    ` (two standard errors), and does so in ${behind.above} of ${seeds} seeds. Tempered on two temperatures (${hot.rate}), persistent chains come nearer by `,
    { value: gained.mean, digits: 2, unit: "nats" },
    ", give or take ",
    { value: 2 * gained.standardError, digits: 2 },
    `, in ${gained.above} of ${seeds} seeds.`
  );
}

/** The mean of a − b over seeds, its standard error, and in how many a is above b. */
function difference(a: readonly number[], b: readonly number[]) {
  const values = a.map((value, seed) => value - b[seed]);
  return { ...meanWithError(values), above: values.filter((value) => value > 0).length };
}
