import { loopEvaluator } from "../../../rbm/model/loops.js";
import type { Machine } from "../../../rbm/model/machine.js";
import type { Points } from "../../../rbm/shapes.js";
import { drawsAt } from "../../figures/plane/trajectoryView.js";
import type { AngleChartContent } from "./angleChart.js";
import type { DrawnChains } from "./samplingPanel.js";

/** A density per turn, at angles in degrees. */
export type DensityOfAngle = readonly { readonly angle: number; readonly density: number }[];

/** The angles of each chain's last draw, and the density of the angle that they were drawn from. */
export function anglesOfDraws({ trajectory, machine, density }: DrawnChains): AngleChartContent {
  const last = drawsAt(trajectory, trajectory.steps - 1);
  return { angles: anglesOf(last), exact: () => angularDensity(machine, density.logZ) };
}

/** Angles of points about the origin, in degrees of [0, 360). */
export function anglesOf({ values, count }: Points): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => degrees(Math.atan2(values[2 * i + 1], values[2 * i])));
}

/**
 * The machine's density of the angle, per turn: 1 everywhere for a ring that is covered evenly. For each angle the
 * integral of p(x) r over the radius, by the trapezoid rule; exact to a few digits where σ exceeds two radial steps.
 * @param logZ in nats
 * @param reach the greatest radius counted
 */
export function angularDensity(machine: Machine, logZ: number, angles = 180, reach = 2): DensityOfAngle {
  const radii = 120;
  const dr = reach / radii;
  const x = new Float64Array(2 * angles * radii);
  for (let a = 0, at = 0; a < angles; a++) {
    const theta = (2 * Math.PI * a) / angles;
    for (let r = 1; r <= radii; r++) {
      x[at++] = r * dr * Math.cos(theta);
      x[at++] = r * dr * Math.sin(theta);
    }
  }
  const c = loopEvaluator.c(machine, x);
  return Array.from({ length: angles }, (_, a) => {
    let mass = 0;
    for (let r = 1; r <= radii; r++) {
      const weight = r === radii ? 0.5 : 1;
      mass += weight * Math.exp(c[a * radii + r - 1] - logZ) * r * dr;
    }
    return { angle: (360 * a) / angles, density: mass * dr * 2 * Math.PI };
  });
}

function degrees(radians: number): number {
  const value = (radians * 180) / Math.PI;
  return value < 0 ? value + 360 : value;
}
