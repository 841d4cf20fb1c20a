import { ShapeError } from "../errors.js";
import { cellCentres, cellSize } from "./grid.js";
import { loopEvaluator } from "../model/loops.js";
import type { Machine } from "../model/machine.js";
import { exactLogPartition } from "./likelihood.js";
import { checkPositive, packRows } from "../shapes.js";
import type { Rows } from "../shapes.js";

/** The ring's law: a uniform angle on a circle about the origin, and Gaussian noise on each coordinate. */
export interface RingLaw {
  /** default 1 */
  radius?: number;
  /** standard deviation, default 0.1 */
  noise?: number;
}

/**
 * log of the ring's true density at each row of x:
 * log I₀e(rR/s²) − (r − R)²/(2s²) − log 2πs², with I₀e(t) = e^−t I₀(t), r = |x|, R the radius and s the noise.
 * @param x shape (batch, 2)
 * @returns shape (batch,), in nats
 * @throws ShapeError, ValueError
 */
export function logRingDensity(x: Rows, { radius = 1, noise = 0.1 }: RingLaw = {}): number[] {
  checkPositive(radius, "radius");
  checkPositive(noise, "noise");
  const points = packRows(x, 2, "x");
  const variance = noise ** 2;
  return Array.from({ length: points.length / 2 }, (_, row) => {
    const r = Math.hypot(points[2 * row], points[2 * row + 1]);
    const exponent = -((r - radius) ** 2) / (2 * variance);
    return Math.log(scaledBesselI0((r * radius) / variance)) + exponent - Math.log(2 * Math.PI * variance);
  });
}

/**
 * The ring's true density at each row of x, shape (batch,).
 * @param x shape (batch, 2)
 * @param law the ring's radius and noise
 */
export function ringDensity(x: Rows, law: RingLaw = {}): number[] {
  return logRingDensity(x, law).map(Math.exp);
}

/**
 * Mean of −log of the ring's true density over points: what no model can beat by more than luck. Nats a point.
 * @param x shape (count, 2)
 * @param law the ring's radius and noise
 */
export function ringNegativeLogLikelihood(x: Rows, law: RingLaw = {}): number {
  const values = logRingDensity(x, law);
  return -values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * KL(ring ‖ machine) = ∫ p log(p / q), by the midpoint rule over the ring and eight times its noise on either side.
 * @param machine with n = 2
 * @param logZ of the machine in nats, where it is known already
 * @returns nats
 * @throws ShapeError if n is not 2, ValueError if the radius or the noise is not positive, and as
 * exactLogPartition where log Z is left out
 */
export function klFromRing(
  machine: Machine,
  { radius = 1, noise = 0.1, logZ }: RingLaw & { logZ?: number } = {}
): number {
  if (machine.n !== 2) throw new ShapeError("machine", `n = ${machine.n}`, "n = 2, as the ring has");
  checkPositive(radius, "radius");
  checkPositive(noise, "noise");
  const total = logZ ?? exactLogPartition(machine);
  const reach = radius + 8 * noise;
  const side = Math.ceil((2 * reach) / (noise / 2));
  const grid = { xmin: -reach, xmax: reach, ymin: -reach, ymax: reach, columns: side, rows: side };
  const centres = cellCentres(grid);
  const logRing = logRingDensity(centres, { radius, noise });
  const values = loopEvaluator.c(machine, centres);
  const [width, height] = cellSize(grid);
  let sum = 0;
  for (let cell = 0; cell < values.length; cell++)
    sum += Math.exp(logRing[cell]) * (logRing[cell] - values[cell] + total);
  return sum * width * height;
}

/**
 * I₀e(t) = e^−t I₀(t), t ≥ 0, to about 1e-15 of its value. Up to 40: the mean of exp(t (cos θ − 1)) over 64 angles,
 * which errs only by e^−t I₆₄(t) (DLMF 10.32.1); beyond: the asymptotic series (DLMF 10.40.1).
 * @param t at least 0
 */
export function scaledBesselI0(t: number): number {
  if (t <= 40) {
    let sum = (1 + Math.exp(-2 * t)) / 2;
    for (let k = 1; k < 32; k++) sum += Math.exp(t * (Math.cos((Math.PI * k) / 32) - 1));
    return sum / 32;
  }
  let [term, sum] = [1, 1];
  for (let k = 1; k < 30 && term > 1e-17; k++) {
    term *= (2 * k - 1) ** 2 / (8 * k * t);
    sum += term;
  }
  return sum / Math.sqrt(2 * Math.PI * t);
}
