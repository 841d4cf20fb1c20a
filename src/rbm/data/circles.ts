import { ValueError } from "../errors.js";
import type { Random } from "../random.js";
import { checkInteger } from "../shapes.js";
import type { Points } from "../shapes.js";

/** How two circles of points are made. */
export interface CirclesOptions {
  /** how many points in all: half (rounded down) outside, the others inside; or [outside, inside] */
  samples?: number | readonly [number, number];
  /** radius of the inner circle, of [0, 1); the outer one has radius 1 */
  factor?: number;
  /** standard deviation of the Gaussian noise on each coordinate; null: none */
  noise?: number | null;
  /** whether the order is random */
  shuffle?: boolean;
  random: Random;
}

/** Points with a label each: 0 for the outer circle, 1 for the inner. */
export interface LabelledPoints {
  readonly points: Points;
  readonly labels: Uint8Array;
}

/**
 * Two circles, as scikit-learn's make_circles: evenly spaced from angle 0, outer first, then shuffled, then noise.
 * @param options sizes, factor, noise, order and the random source
 * @throws ValueError if a size, the factor or the noise is out of range
 */
export function makeCircles(options: CirclesOptions): LabelledPoints {
  const { samples = 100, factor = 0.8, noise = null, shuffle = true, random } = options;
  const [outer, inner] = sizes(samples);
  if (!(factor >= 0 && factor < 1)) throw new ValueError("factor", `is ${factor}; it must be at least 0 and below 1`);
  if (noise !== null && !(Number.isFinite(noise) && noise >= 0))
    throw new ValueError("noise", `is ${noise}; it must be a number of at least 0, or null`);

  const count = outer + inner;
  const order = Array.from({ length: count }, (_, index) => index);
  if (shuffle) shuffleInPlace(order, random);
  const values = new Float64Array(2 * count);
  const labels = new Uint8Array(count);
  order.forEach((index, row) => {
    const inside = index >= outer;
    const angle = inside ? (index - outer) * ((2 * Math.PI) / inner) : index * ((2 * Math.PI) / outer);
    const radius = inside ? factor : 1;
    labels[row] = inside ? 1 : 0;
    values[2 * row] = radius * Math.cos(angle);
    values[2 * row + 1] = radius * Math.sin(angle);
  });
  if (noise !== null) for (let i = 0; i < values.length; i++) values[i] += noise * random.normal();
  return { points: { n: 2, count, values }, labels };
}

/**
 * The lab's filter: the points of the outer circle alone.
 * @returns the points whose label is 0
 */
export function outerCircle({ points, labels }: LabelledPoints): Points {
  const values = points.values.filter((_, i) => labels[Math.floor(i / points.n)] === 0);
  return { n: points.n, count: values.length / points.n, values };
}

/**
 * The lab's data: the outer circle of two.
 * @param options.samples points of both circles together, two at least; half of them are the ring's
 * @throws ValueError if a size, the factor or the noise is out of range
 */
export function ring(options: { samples?: number; noise?: number | null; factor?: number; random: Random }): Points {
  const { samples = 1000, noise = 0.1, factor = 0.2, random } = options;
  checkInteger(samples, 2, 10_000_000, "samples");
  return outerCircle(makeCircles({ samples, noise, factor, random }));
}

function sizes(samples: number | readonly [number, number]): readonly [number, number] {
  if (!Array.isArray(samples)) {
    checkInteger(samples as number, 1, 10_000_000, "samples");
    const outside = Math.floor((samples as number) / 2);
    return [outside, (samples as number) - outside];
  }
  if (samples.length !== 2)
    throw new ValueError("samples", `has ${samples.length} sizes; it must be a number, or [outside, inside]`);
  const [outside, inside] = samples as readonly [number, number];
  for (const size of [outside, inside]) checkInteger(size, 0, 10_000_000, "samples");
  if (outside + inside === 0) throw new ValueError("samples", "is 0 and 0; there must be at least one point");
  return [outside, inside];
}

/** Fisher and Yates, from the end. */
function shuffleInPlace(order: number[], random: Random): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random.uniform() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
}
