import { bestOf, meanWithError } from "../../../rbm/judging/chainComparison.js";
import type { ChainComparison } from "../../../rbm/judging/chainComparison.js";
import { element } from "../../dom/element.js";
import { statement } from "../../dom/statement.js";
import { intervalChart } from "../../figures/chart/intervalChart.js";
import type { Interval } from "../../figures/chart/intervalChart.js";

const [fromData, persistent] = ["CD-1, from the data", "persistent chains"];

/** Which chains learn the ring better: each seed a dot, means with two standard errors, and what that proves. */
export function chainsFigure(comparison: ChainComparison): HTMLElement {
  const chart = intervalChart({
    label: "CD and persistent chains at five learning rates",
    xName: "nats above the law, on fresh points",
    rowName: "learning rate",
    kinds: [
      { name: fromData, tone: "draws" },
      { name: persistent, tone: "data" }
    ]
  });
  const interval = (of: string, values: readonly number[]): Interval => {
    const { mean, standardError } = meanWithError(values);
    return { of, value: mean, reach: 2 * standardError, parts: values };
  };
  chart.update({
    rows: comparison.rows.map((row) => ({
      name: String(row.rate),
      intervals: [interval(fromData, row.fromData), interval(persistent, row.persistent)]
    })),
    references: [{ name: "the law", value: 0 }]
  });
  return element("div", { class: "training-lab" }, chart, verdict(comparison));
}

/** At the best rate of each, the mean of the differences seed by seed. */
function verdict(comparison: ChainComparison): HTMLElement {
  const [cd, kept] = [bestOf(comparison, "fromData"), bestOf(comparison, "persistent")];
  const differences = kept.values.map((value, seed) => value - cd.values[seed]);
  const { mean, standardError } = meanWithError(differences);
  const ahead = differences.filter((value) => value > 0).length;
  return statement(
    `Each at its best rate (${cd.rate} and ${kept.rate}), CD comes nearer to the law than persistent chains by `,
    { value: mean, digits: 2, unit: "nats" },
    ", give or take ",
    { value: 2 * standardError, digits: 2 },
    ` (two standard errors), and does so in ${ahead} of ${differences.length} seeds.`
  );
}
