import type { Random } from "../random.js";
import { densityOf, entropyByQuadrature, pointsOf } from "./planeData.js";
import type { PlaneLaw } from "./planeData.js";

/** A curve (or several end to end), t of [0, 1) uniform: where a point is before noise. */
export type Curve = (t: number) => readonly [number, number];

/**
 * Points on a curve, t uniform, with Gaussian noise on each coordinate. The density is the mean of the noise's density
 * over the curve, by the midpoint rule at `nodes` values of t: with steps along the curve below half the noise it errs
 * by less than 1e-9 of itself (Poisson summation).
 */
export function curveLaw(options: { name: string; curve: Curve; noise: number; nodes: number }): PlaneLaw {
  const { name, curve, noise, nodes } = options;
  const places = Array.from({ length: nodes }, (_, k) => curve((k + 0.5) / nodes));
  const constant = -Math.log(2 * Math.PI * noise ** 2 * nodes);
  const logDensity = densityOf((x, y) => {
    const exponents = places.map(([px, py]) => -((x - px) ** 2 + (y - py) ** 2) / (2 * noise ** 2));
    let greatest = -Infinity;
    for (const value of exponents) if (value > greatest) greatest = value;
    let sum = 0;
    for (const value of exponents) sum += Math.exp(value - greatest);
    return constant + greatest + Math.log(sum);
  });
  const reach = Math.max(...places.flatMap(([x, y]) => [Math.abs(x), Math.abs(y)])) + 6 * noise;
  let entropy: number | undefined;
  return {
    name,
    draw: (count: number, random: Random) =>
      pointsOf(count, () => {
        const [x, y] = curve(random.uniform());
        return [x + noise * random.normal(), y + noise * random.normal()];
      }),
    logDensity,
    // Worked out when it is first asked for: a quadrature over the plane.
    get entropy() {
      return (entropy ??= entropyByQuadrature(logDensity, reach, Math.ceil((2 * reach) / (noise / 2))));
    }
  };
}
