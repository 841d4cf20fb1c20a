import { ShapeError } from "../errors.js";
import { loopEvaluator } from "../model/loops.js";
import { variances } from "../model/machine.js";
import type { Machine } from "../model/machine.js";
import { checkPositive } from "../shapes.js";
import { logSumExp } from "./enumeration.js";
import { exactLogPartition } from "./likelihood.js";
import { logRingDensity } from "./ringDensity.js";
import type { RingLaw } from "./ringDensity.js";

/** KL(ring ‖ machine) in two parts, nats: their sum is klFromRing. */
export interface RingDivergence {
  /** KL of the radii: how wrong the machine is about the distance from the centre */
  readonly radius: number;
  /** mean over the ring's radii of the KL of the angles given the radius: how unevenly it goes round */
  readonly angle: number;
}

/**
 * KL(ring ‖ machine) split by the chain rule, p(r, θ) = p(r) p(θ | r), by quadrature in polar coordinates: the midpoint
 * rule over r within eight times the noise, the trapezium rule over θ, each in steps of half the least deviation or less.
 * The ring's angle is uniform at every r.
 * @param machine with n = 2
 * @param logZ of the machine in nats, where it is known already
 * @throws ShapeError if n is not 2, ValueError if the radius or the noise is not positive, and as
 * exactLogPartition where log Z is left out
 */
export function ringDivergence(
  machine: Machine,
  { radius = 1, noise = 0.1, logZ }: RingLaw & { logZ?: number } = {}
): RingDivergence {
  if (machine.n !== 2) throw new ShapeError("machine", `n = ${machine.n}`, "n = 2, as the ring has");
  checkPositive(radius, "radius");
  checkPositive(noise, "noise");
  const total = logZ ?? exactLogPartition(machine);
  const [inner, outer] = [Math.max(0, radius - 8 * noise), radius + 8 * noise];
  const finest = Math.min(noise, ...variances(machine).map(Math.sqrt)) / 2;
  const rings = Math.ceil((outer - inner) / finest);
  const angles = Math.ceil((2 * Math.PI * outer) / finest);
  const dr = (outer - inner) / rings;
  const parts = { radius: 0, angle: 0 };
  const x = new Float64Array(2 * angles);
  for (let k = 0; k < rings; k++) {
    const r = inner + (k + 0.5) * dr;
    for (let a = 0; a < angles; a++) {
      x[2 * a] = r * Math.cos((2 * Math.PI * a) / angles);
      x[2 * a + 1] = r * Math.sin((2 * Math.PI * a) / angles);
    }
    const logQ = loopEvaluator.c(machine, x).map((c) => c - total);
    // Of the densities at this radius, and of each their mean over the angles: log p(r) less log 2πr.
    const [logP] = logRingDensity([[r, 0]], { radius, noise });
    const meanLogQ = logSumExp(logQ) - Math.log(angles);
    const mass = Math.exp(logP) * 2 * Math.PI * r * dr;
    parts.radius += mass * (logP - meanLogQ);
    parts.angle += mass * (meanLogQ - logQ.reduce((sum, value) => sum + value, 0) / angles);
  }
  return parts;
}
