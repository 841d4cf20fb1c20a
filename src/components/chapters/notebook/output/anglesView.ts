import type { AnglesSpec } from "../../../../notebook/values/figure.js";
import { angleChart } from "../../sampling/angleChart.js";
import { angularDensity } from "../../../../rbm/exact/angularDensity.js";

/** Angles of draws beside the machine's own density of the angle, as wide as there is room. */
export function anglesView(first: AnglesSpec): { element: HTMLElement; update(figure: AnglesSpec): boolean } {
  const chart = angleChart();
  function update({ angles, machine, logZ }: AnglesSpec): boolean {
    chart.update({ angles, exact: () => angularDensity(machine, logZ) });
    return true;
  }
  update(first);
  return { element: chart, update };
}
