import { loopEvaluator } from "../model/loops.js";
import type { Machine } from "../model/machine.js";

/** A density per turn, at angles in degrees. */
export type DensityOfAngle = readonly { readonly angle: number; readonly density: number }[];

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
