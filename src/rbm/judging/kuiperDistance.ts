import { loopEvaluator } from "../model/loops.js";
import type { Machine } from "../model/machine.js";
import type { Trajectory } from "../sampling/trajectory.js";

/** A distribution function on [0, reach], known at equally spaced places and straight between them. */
export interface Distribution {
  readonly reach: number;
  /** from 0 to 1, rising */
  readonly values: Float64Array;
}

/** How far a crowd of chains is from the machine's own law, step by step: Kuiper's distance, from 0 to 1. */
export interface DistancesByStep {
  readonly radius: Float64Array;
  readonly angle: Float64Array;
}

/**
 * The machine's exact laws of the radius and of the angle of x about the origin, by the midpoint rule in polar
 * coordinates.
 * @param machine with n = 2
 * @param reach the greatest radius counted; the mass beyond it is left out
 */
export function marginalsOf(machine: Machine, reach = 2): { radius: Distribution; angle: Distribution } {
  const [angles, radii] = [180, 160];
  const x = new Float64Array(2 * angles * radii);
  const radiusAt = (r: number) => ((r + 0.5) * reach) / radii;
  for (let a = 0, at = 0; a < angles; a++) {
    const theta = (2 * Math.PI * (a + 0.5)) / angles;
    for (let r = 0; r < radii; r++) {
      x[at++] = radiusAt(r) * Math.cos(theta);
      x[at++] = radiusAt(r) * Math.sin(theta);
    }
  }
  const c = loopEvaluator.c(machine, x);
  const greatest = c.reduce((most, value) => Math.max(most, value), -Infinity);
  const [byRadius, byAngle] = [new Float64Array(radii), new Float64Array(angles)];
  for (let a = 0; a < angles; a++)
    for (let r = 0; r < radii; r++) {
      const mass = Math.exp(c[a * radii + r] - greatest) * radiusAt(r);
      byRadius[r] += mass;
      byAngle[a] += mass;
    }
  return {
    radius: { reach, values: cumulative(byRadius) },
    angle: { reach: 2 * Math.PI, values: cumulative(byAngle) }
  };
}

/**
 * Kuiper's distance between draws and a law: the greatest excess of the draws' distribution function plus its greatest
 * lack (Kuiper, 1960). On a circle it does not depend on where the angle starts.
 */
export function kuiperDistance(draws: Float64Array, law: Distribution): number {
  const shares = draws.map((draw) => shareBelow(draw, law)).sort();
  let [excess, lack] = [0, 0];
  for (const [i, share] of shares.entries()) {
    excess = Math.max(excess, (i + 1) / shares.length - share);
    lack = Math.max(lack, share - i / shares.length);
  }
  return excess + lack;
}

/** What independent draws of the law itself come to on average: √(π/2) / √count, for many draws. */
export function kuiperByChance(count: number): number {
  return Math.sqrt(Math.PI / 2 / count);
}

/** The distance of all chains at each of the first steps from the machine that they draw from. */
export function distancesByStep(trajectory: Trajectory, machine: Machine, mostSteps: number): DistancesByStep {
  const { chains, x } = trajectory;
  const steps = Math.min(trajectory.steps, mostSteps);
  const laws = marginalsOf(machine);
  const [radius, angle] = [new Float64Array(steps), new Float64Array(steps)];
  const [radii, angles] = [new Float64Array(chains), new Float64Array(chains)];
  for (let step = 0; step < steps; step++) {
    for (let chain = 0; chain < chains; chain++) {
      const at = 2 * (step * chains + chain);
      radii[chain] = Math.hypot(x[at], x[at + 1]);
      const theta = Math.atan2(x[at + 1], x[at]);
      angles[chain] = theta < 0 ? theta + 2 * Math.PI : theta;
    }
    radius[step] = kuiperDistance(radii, laws.radius);
    angle[step] = kuiperDistance(angles, laws.angle);
  }
  return { radius, angle };
}

function cumulative(masses: Float64Array): Float64Array {
  const values = new Float64Array(masses.length + 1);
  masses.forEach((mass, i) => (values[i + 1] = values[i] + mass));
  const total = values[masses.length];
  return values.map((value) => value / total);
}

function shareBelow(place: number, { reach, values }: Distribution): number {
  const at = Math.min(1, Math.max(0, place / reach)) * (values.length - 1);
  const low = Math.min(values.length - 2, Math.floor(at));
  return values[low] + (at - low) * (values[low + 1] - values[low]);
}
