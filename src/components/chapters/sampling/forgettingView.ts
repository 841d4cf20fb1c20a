import { element } from "../../dom/element.js";
import { statement } from "../../dom/statement.js";
import { lineChart } from "../../figures/chart/lineChart.js";
import type { Mixing } from "./mixing.js";
import { kuiperByChance } from "../../../rbm/judging/kuiperDistance.js";

export interface ForgettingView extends HTMLElement {
  update(mixing: Mixing): void;
}

/** How far the crowd's radii and its angles are from the machine's own, by the step: one is right long before the other. */
export function forgettingView(): ForgettingView {
  const chart = lineChart({
    label: "Distance of the crowd from the machine’s law",
    xName: "step",
    yName: "Kuiper’s distance",
    yScale: "log",
    yDomain: [0.02, 1],
    xDomain: [1, 300],
    playhead: false
  });
  const summary = statement();
  const root = element("div", { class: "forgetting" }, chart, summary);
  return Object.assign(root, {
    update({ distances: { radius, angle }, chains }: Mixing) {
      const steps = radius.length;
      const x = Array.from({ length: steps }, (_, i) => i + 1);
      chart.update({
        xDomain: [1, steps],
        series: [
          { name: "radius", tone: "data", dash: "dashed", x, y: radius },
          { name: "angle", tone: "draws", x, y: angle }
        ],
        references: [{ name: "chance alone", value: kuiperByChance(chains) }]
      });
      const reached = (distances: Float64Array) => distances.findIndex((each) => each < kuiperByChance(chains)) + 1;
      const told = (name: string, step: number) =>
        step === 0
          ? [`the ${name} not once in ${steps} steps`]
          : [`the ${name} at step `, { value: step, digits: 0 } as const];
      summary.update(
        `${chains} independent draws would be `,
        { value: kuiperByChance(chains), digits: 3 },
        " away on average. The chains are first as near as that in ",
        ...told("radius", reached(radius)),
        ", in ",
        ...told("angle", reached(angle)),
        "."
      );
    }
  });
}
