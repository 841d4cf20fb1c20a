import { angularDensity } from "../../../rbm/exact/angularDensity.js";
import type { Points } from "../../../rbm/shapes.js";
import { drawsAt } from "../../figures/plane/trajectoryView.js";
import type { AngleChartContent } from "./angleChart.js";
import type { DrawnChains } from "./samplingPanel.js";

/** The angles of each chain's last draw, and the density of the angle that they were drawn from. */
export function anglesOfDraws({ trajectory, machine, density }: DrawnChains): AngleChartContent {
  const last = drawsAt(trajectory, trajectory.steps - 1);
  return { angles: anglesOf(last), exact: () => angularDensity(machine, density.logZ) };
}

/** Angles of points about the origin, in degrees of [0, 360). */
export function anglesOf({ values, count }: Points): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => degrees(Math.atan2(values[2 * i + 1], values[2 * i])));
}

function degrees(radians: number): number {
  const value = (radians * 180) / Math.PI;
  return value < 0 ? value + 360 : value;
}
