import { element } from "../../dom/element.js";
import { statement } from "../../dom/statement.js";
import { lineChart } from "../../figures/chart/lineChart.js";
import type { Mixing } from "./mixing.js";

/** Above this, chains have not yet seen the same: Vehtari et al. 2021. */
const mixedBelow = 1.01;

export interface MixingView extends HTMLElement {
  update(mixing: Mixing): void;
}

/** How fast the chains forget: their autocorrelation, and what their draws are worth. */
export function mixingView(): MixingView {
  const chart = lineChart({
    label: "Autocorrelation along the chains",
    xName: "lag, steps",
    yName: "autocorrelation",
    xDomain: [0, 100],
    value: 10,
    yDomain: [-0.2, 1]
  });
  const summary = statement();
  const root = element("div", { class: "mixing-view" }, chart, summary);
  return Object.assign(root, {
    update({ burnIn, greatestLag, draws, autocorrelations, effectiveSampleSizes, splitRhats }: Mixing) {
      const lags = Array.from({ length: greatestLag + 1 }, (_, lag) => lag);
      chart.update({
        xDomain: [0, greatestLag],
        series: autocorrelations.map((y, i) => ({
          name: `x${"₁₂"[i]}`,
          tone: i ? ("draws" as const) : ("data" as const),
          dash: i ? ("dashed" as const) : ("solid" as const),
          x: lags,
          y
        })),
        references: [{ name: "unrelated", value: 0 }]
      });
      const worst = Math.max(...splitRhats);
      summary.update(
        `Without the first tenth, ${burnIn} steps, there are ${draws.toLocaleString("en")} draws. For the mean of x₁ they are worth `,
        { value: effectiveSampleSizes[0], digits: 0 },
        " independent ones: the effective sample size. ",
        "The split R̂ compares what different chains, and halves of chains, have seen: ",
        { value: worst, digits: 3 },
        worst > mixedBelow
          ? `, and above ${mixedBelow} they have not yet seen the same.`
          : `, and below ${mixedBelow} they have seen the same.`
      );
    }
  });
}
